"""Whoever guesses passwords is slowed, its owner is not: by (account and address) together, and by devices that are known."""

from typing import Any

import pytest
from django.test import Client

from hieuhoc.accounts.devices import COOKIE
from hieuhoc.accounts.models import Attempt, Happened, User

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "/account/login/", "một mật khẩu dài"


@pytest.fixture(autouse=True)
def minh() -> User:
    return User.objects.create_user("minh", password=PASSWORD, full_name="Lê Văn Minh")


def attempt(client: Client, password: str, address: str = "10.0.0.1", login: str = "minh") -> Any:
    return client.post(LOGIN, {"login": login, "password": password}, REMOTE_ADDR=address)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def guess_from_many_places(times: int) -> None:
    for number in range(times):
        attempt(Client(), "sai", f"10.1.{number}.1")


def test_wrong_passwords_from_elsewhere_do_not_lock_the_owner_out(client: Client) -> None:
    for _number in range(7):
        attempt(Client(), "sai", "10.9.9.9")
    attempt(client, PASSWORD, "10.0.0.2")
    assert signed_in(client)


def test_on_a_known_device_the_owner_enters_whatever_a_guesser_does_even_at_the_same_address(client: Client) -> None:
    attempt(client, PASSWORD)
    client.post("/account/logout/")
    assert client.cookies[COOKIE].value
    for _number in range(12):
        attempt(Client(), "sai")
    stranger = Client()
    attempt(stranger, PASSWORD)
    assert not signed_in(stranger), "the office's address has tried too often"
    attempt(client, PASSWORD)
    assert signed_in(client)


def test_a_known_device_is_known_to_its_accounts_alone_and_cannot_be_made_up(client: Client) -> None:
    User.objects.create_user("lan", password=PASSWORD, full_name="Lan")
    attempt(client, PASSWORD, login="lan")
    client.post("/account/logout/")
    thief = Client()
    thief.cookies[COOKIE] = client.cookies[COOKIE].value
    for _number in range(5):
        attempt(thief, "sai", "10.0.0.9")
    attempt(thief, PASSWORD, "10.0.0.9")
    assert not signed_in(thief), "Lan's device is no device of Minh's"
    made_up = Client()
    made_up.cookies[COOKIE] = client.cookies[COOKIE].value[:-3] + "abc"
    assert attempt(made_up, "sai", "10.0.0.8").status_code == 200


def test_a_known_device_too_is_slowed_when_it_guesses(client: Client) -> None:
    attempt(client, PASSWORD)
    client.post("/account/logout/")
    for _number in range(10):
        attempt(client, "sai", "10.0.0.7")
    attempt(client, PASSWORD, "10.0.0.7")
    assert not signed_in(client)


def test_an_account_that_is_guessed_from_many_places_is_paced_and_not_locked(client: Client, minh: User) -> None:
    guess_from_many_places(21)  # the last one is the first that is paced
    attempt(client, PASSWORD, "10.2.0.1")
    assert not signed_in(client), "one at a time"
    assert minh.security_events.filter(happened=Happened.SLOWED).count() == 1
    forget("guessed_anywhere")  # five seconds later
    attempt(client, PASSWORD, "10.2.0.1")
    assert signed_in(client), "who has not tried from there is before the guesser's next try"


def forget(action: str) -> None:
    """What time would do."""
    gone, _rows = Attempt.objects.filter(cache_key__contains=f":{action}:").delete()
    assert gone


def test_wrong_passwords_are_seen_by_the_owner_and_unknown_names_are_not_kept(minh: User) -> None:
    attempt(Client(), "sai")
    attempt(Client(), "sai", login="mật khẩu gõ nhầm ô")
    assert [event.happened for event in minh.security_events.all()] == [Happened.WRONG_PASSWORD]
    assert minh.security_events.get().origin != ""
