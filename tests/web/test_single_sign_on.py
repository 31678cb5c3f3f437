"""Single sign-on against a real OpenID Connect provider: discovery, code with PKCE, signed identity tokens, and whom it lets be who."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.models import Entry
from hieuhoc.people.models import Citizen
from tests.cast import Cast
from tests.ports import free_port
from tests.web import provider

pytestmark = pytest.mark.django_db

OFFICE = reverse("office:citizen-list")
CALLBACK = "http://testserver/account/oidc/sso/login/callback/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[provider.Provider]:
    with provider.running(tmp_path_factory.mktemp("provider"), free_port(), CALLBACK) as found:
        yield found


@pytest.fixture(autouse=True)
def configured(server: provider.Provider, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = provider.as_known_to_us(server)


def asked_at_provider(client: Client, *, process: str = "login") -> str:
    """The address our sign-in button leads to."""
    answer = client.post(f"/account/oidc/sso/login/?process={process}")
    assert answer.status_code == 302
    return answer.headers["Location"]


def signed_in_there(address: str, person: str) -> str:
    """What a browser does at the provider: sign in, and be sent back to us. Returns the address with the code."""
    browser = requests.Session()
    page = browser.get(address, timeout=20)
    assert "csrfmiddlewaretoken" in page.text
    form = {
        "csrfmiddlewaretoken": browser.cookies["provider_csrf"],
        "username": person,
        "password": provider.PASSWORD,
    }
    answer = browser.post(page.url, data=form, allow_redirects=False, timeout=20)
    while not answer.headers["Location"].startswith(CALLBACK):
        answer = browser.get(urljoin(answer.url, answer.headers["Location"]), allow_redirects=False)
    return answer.headers["Location"]


def sign_in(client: Client, person: str, *, process: str = "login") -> Any:
    back = signed_in_there(asked_at_provider(client, process=process), person)
    return client.get(back)


def who(client: Client) -> User | None:
    kept = client.session.get("_auth_user_id")
    return User.objects.get(pk=kept) if kept else None


def test_the_provider_is_found_by_discovery_and_asked_for_a_code_with_pkce(
    client: Client, server: provider.Provider
) -> None:
    asked = urlsplit(asked_at_provider(client))
    question = parse_qs(asked.query)
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == f"{server.address}/authorize/"
    assert question["response_type"] == ["code"]
    assert question["code_challenge_method"] == ["S256"]
    assert len(question["code_challenge"][0]) >= 43
    assert question["state"]


def test_an_unknown_person_gets_an_account_without_any_power(client: Client) -> None:
    answer = sign_in(client, "h-lan")
    assert answer.status_code == 302
    user = who(client)
    assert user is not None
    assert (user.username.startswith("sso:"), user.full_name) == (True, "h-lan của tỉnh")
    assert not user.has_usable_password()
    assert not Grant.objects.filter(user=user).exists()
    assert not Citizen.objects.filter(user=user).exists()
    assert client.get(OFFICE).status_code == 403
    assert Entry.objects.get(deed="accounts.add_user").subject_id == user.pk


def test_signing_in_again_finds_the_same_account(client: Client) -> None:
    sign_in(client, "h-lan")
    first = who(client)
    again = Client()
    sign_in(again, "h-lan")
    assert who(again) == first
    assert User.objects.count() == 1


def test_nothing_the_provider_tells_about_a_person_is_kept_but_the_name_and_the_mail(client: Client) -> None:
    sign_in(client, "h-lan")
    assert list(SocialAccount.objects.get().extra_data) == ["sub"]


def test_an_officer_is_not_who_merely_shares_the_name_and_the_mail_address(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.minh.pk).update(email="minh@tinh.example.vn")
    sign_in(client, "minh")
    user = who(client)
    assert user is not None
    assert user.pk != cast.minh.pk
    assert user.email == ""
    assert client.get(OFFICE).status_code == 403


def test_an_officer_links_the_sign_on_once_signed_in_and_comes_in_by_it_from_then_on(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.minh)
    sign_in(client, "minh", process="connect")
    stranger = Client()
    sign_in(stranger, "minh")
    assert who(stranger) == cast.minh
    assert Grant.objects.filter(user=cast.minh, role=Role.COMMUNE).exists()
    assert stranger.get(OFFICE).status_code == 200


def test_one_sign_on_cannot_be_linked_to_two_accounts(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    sign_in(client, "minh", process="connect")
    other = Client()
    other.force_login(cast.son)
    sign_in(other, "minh", process="connect")
    assert SocialAccount.objects.get().user_id == cast.minh.pk


@pytest.mark.parametrize("liar", provider.LIARS)
def test_an_identity_token_that_proves_nothing_lets_nobody_in(client: Client, liar: str) -> None:
    answer = sign_in(client, liar)
    assert answer.status_code == 401
    assert "Chưa đăng nhập được" in answer.content.decode()
    assert who(client) is None
    assert not User.objects.exists()


def test_a_code_serves_only_the_browser_that_asked_for_it(client: Client) -> None:
    back = signed_in_there(asked_at_provider(client), "h-lan")
    stranger = Client()
    stranger.get(back)
    assert who(stranger) is None
    assert not User.objects.exists()


def test_a_code_serves_once(client: Client) -> None:
    back = signed_in_there(asked_at_provider(client), "h-lan")
    client.get(back)
    client.logout()
    client.get(back)
    assert who(client) is None


def test_without_the_secret_of_this_browsers_question_a_code_is_worth_nothing(client: Client) -> None:
    """PKCE: a code caught on its way is put into another question of ours, with that one's own verifier."""
    caught = parse_qs(urlsplit(signed_in_there(asked_at_provider(client), "h-lan")).query)["code"][0]
    thief = Client()
    state = parse_qs(urlsplit(asked_at_provider(thief)).query)["state"][0]
    thief.get(f"/account/oidc/sso/login/callback/?code={caught}&state={state}")
    assert who(thief) is None
    assert not User.objects.exists()


def test_who_changes_their_mind_at_the_provider_is_told_plainly(client: Client) -> None:
    state = parse_qs(urlsplit(asked_at_provider(client)).query)["state"][0]
    answer = client.get(f"/account/oidc/sso/login/callback/?error=access_denied&state={state}", follow=True)
    assert answer.status_code == 200
    assert who(client) is None


def test_the_sign_in_page_offers_it(client: Client) -> None:
    assert "Cổng của tỉnh" in client.get("/account/login/").content.decode()
