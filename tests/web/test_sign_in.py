"""Signing in by password and by a second factor, a forgotten password, and how often one may try."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as our_settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hieuhoc.accounts.actions import grant_role, set_sign_in_rule
from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.tasks import deliver
from hieuhoc.places.models import Place
from tests.outbox.mail_server import Received, running, smtp
from tests.people.makers import make_citizen, make_land

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
PASSWORD = "một mật khẩu dài"


@pytest.fixture
def minh() -> User:
    return User.objects.create_user("minh", password=PASSWORD, full_name="Lê Văn Minh", email="minh@example.vn")


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Received]:
    with running() as received:
        settings.MAILERS = smtp(received.host, received.port)
        yield received


def attempt(client: Client, password: str, *, login: str = "minh", **extra: Any) -> Any:
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_a_new_session_and_leaving_ends_it(client: Client, minh: User) -> None:
    client.get(LOGIN)
    assert attempt(client, PASSWORD).status_code == 302
    assert signed_in(client)
    client.post("/account/logout/")
    assert not signed_in(client)


def test_passwords_are_kept_as_argon2_hashes(minh: User) -> None:
    assert minh.password.startswith("argon2$argon2id$")


def test_a_locked_account_is_told_so_and_stays_out(client: Client, minh: User) -> None:
    User.objects.filter(pk=minh.pk).update(is_active=False)
    attempt(client, PASSWORD)
    assert not signed_in(client)


def test_nobody_opens_an_account_alone(client: Client) -> None:
    page = client.get("/account/signup/").content.decode()
    assert "Tài khoản do cán bộ mở" in page
    client.post("/account/signup/", {"username": "ai-do", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client: Client, minh: User) -> None:
    for number in range(5):
        assert "chưa đúng" in attempt(client, f"sai {number}").content.decode()
    page = attempt(client, PASSWORD).content.decode()
    assert "Đăng nhập sai nhiều lần" in page
    assert not signed_in(client)


def test_who_tries_many_names_is_stopped_by_address_and_others_are_not(client: Client, minh: User) -> None:
    for number in range(11):
        last = attempt(client, "sai", login=f"ten-{number}", REMOTE_ADDR="10.0.0.1")
    assert "Đăng nhập sai nhiều lần" in last.content.decode()
    attempt(client, PASSWORD, REMOTE_ADDR="10.0.0.2")
    assert signed_in(client)


def test_attempts_are_counted_in_the_database_so_that_every_process_sees_them(client: Client, minh: User) -> None:
    for _ in range(5):
        attempt(client, "sai")
    assert isinstance(caches["default"], DatabaseCache)
    # Another process begins with empty memory: a new connection to the cache stands for it.
    del caches["default"]
    attempt(client, PASSWORD)
    assert not signed_in(client)


def test_behind_a_proxy_the_address_is_that_of_the_person(client: Client, minh: User, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(11):
        attempt(client, "sai", login=f"ten-{number}", headers={"X-Forwarded-For": "9.9.9.9, 10.0.0.1"})
    attempt(client, PASSWORD, headers={"X-Forwarded-For": "10.0.0.2"})
    assert signed_in(client)


def test_who_must_have_a_second_factor_and_takes_it_off_is_asked_for_another_at_once(
    client: Client, minh: User
) -> None:
    today, secret = timezone.localdate(), generate_totp_secret()
    Grant.objects.create(user=minh, role=Role.VIEWER, place=Place.objects.create(), since=today)
    minutes = {"officer_idle_minutes": 60, "idle_minutes": 60}
    set_sign_in_rule(since=today, officers_need_factor=True, grace_days=0, **minutes, actor=None)
    TOTP.activate(minh, secret)
    attempt(client, PASSWORD)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("start")).headers["Location"] == reverse("office:home")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert client.get(reverse("start")).headers["Location"] == reverse("mfa_index")


def test_with_a_second_factor_the_password_alone_does_not_sign_in(client: Client, minh: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(minh, secret)
    asked = attempt(client, PASSWORD)
    assert asked.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not signed_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(client)


def test_a_mail_address_that_waits_for_its_confirmation_does_not_bar_the_second_factor(
    client: Client, minh: User
) -> None:
    EmailAddress.objects.create(user=minh, email=minh.email, primary=True, verified=False)
    attempt(client, PASSWORD)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page.headers.get("Location")
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert Authenticator.objects.filter(user=minh, type=Authenticator.Type.TOTP).exists()


def test_codes_of_the_second_factor_are_not_tried_by_the_thousand(client: Client, minh: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(minh, secret)
    attempt(client, PASSWORD)
    for number in range(8):
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert not signed_in(client)


def test_link_codes_are_not_tried_by_the_hundred(client: Client, minh: User) -> None:
    client.force_login(minh)
    answers = [client.post(reverse("citizen:link"), {"code": f"AAAA-BBBB-{number:04}"}) for number in range(11)]
    assert {answer.status_code for answer in answers[:10]} == {409}
    assert answers[10].status_code == 429
    assert "Thử quá nhiều lần" in answers[10].content.decode()


def test_codes_of_certificates_that_do_not_exist_are_not_tried_by_the_thousand(client: Client) -> None:
    addresses = [reverse("public:verify-code", args=[f"KHONGCO{number:05}"]) for number in range(31)]
    answers = [client.get(address).status_code for address in addresses]
    assert answers == [404] * 30 + [429]


def ask_for_new_password(client: Client, address: str = "minh@example.vn") -> list[Message]:
    client.post("/account/password/reset/", {"email": address})
    return list(Message.objects.all())


def test_a_forgotten_password_is_set_anew_by_a_mail(client: Client, minh: User, mail_server: Received) -> None:
    (message,) = ask_for_new_password(client)
    deliver.func(message_id=message.pk)
    (mail,) = mail_server.mails
    body = mail.get_content()
    assert mail["To"] == "minh@example.vn"
    assert mail["Subject"] == "Đặt mật khẩu mới"
    link = re.search(r"http://testserver(\S+)", body)
    assert link
    form = client.get(link[1], follow=True)
    new = "mật khẩu khác hẳn"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert attempt(client, new).status_code == 302
    # The link serves once.
    assert "không còn dùng được" in Client().get(link[1], follow=True).content.decode()


def test_a_reset_link_stands_nowhere_in_the_outbox(client: Client, minh: User, mail_server: Received) -> None:
    """Neither while it waits nor once it has gone, however the rows are read; nor with the job that sends it."""
    (message,) = ask_for_new_password(client)
    link = re.search(r"/account/password/reset/key/([^/\s]+)/", message.body)
    assert link

    def kept() -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT row_to_json(m)::text FROM outbox_message m UNION ALL SELECT row_to_json(j)::text FROM procrastinate_jobs j"
            )
            return " ".join(text for (text,) in cursor.fetchall())

    assert str(message.pk) in kept()
    assert link[1] not in kept()
    assert message.body.encode().hex()[:60] not in kept()
    deliver.func(message_id=message.pk)
    assert link[1] in mail_server.mails[0].get_content()
    message.refresh_from_db()
    assert (message.sealed_body, message.clear_body) == (None, "")


def test_an_address_somebody_else_typed_does_not_open_an_account_that_has_a_role(client: Client, minh: User) -> None:
    place = Place.objects.create()
    grant_role(minh, Role.COMMUNE, place, since=timezone.localdate(), actor=None)
    assert ask_for_new_password(client) == []
    EmailAddress.objects.filter(user=minh).update(verified=True)
    assert len(ask_for_new_password(client)) == 1


def test_nor_one_that_opens_the_record_of_a_person(client: Client, minh: User) -> None:
    make_citizen("Lê Văn Minh", make_land().near_village, minh)
    assert ask_for_new_password(client) == []
    EmailAddress.objects.filter(user=minh).update(verified=True)
    assert len(ask_for_new_password(client)) == 1


def test_the_mail_tells_nothing_but_the_link_and_the_name_to_sign_in_with(
    client: Client, minh: User, mail_server: Received
) -> None:
    (message,) = ask_for_new_password(client)
    deliver.func(message_id=message.pk)
    (mail,) = mail_server.mails
    whole = mail.as_string() + mail.get_content()
    assert "Tên đăng nhập: minh" in mail.get_content()
    assert "Lê Văn Minh" not in whole
    assert "example.com" not in whole
    message.refresh_from_db()
    assert message.body == ""


def test_the_answer_does_not_tell_whether_an_address_has_an_account(client: Client, minh: User) -> None:
    known = client.post("/account/password/reset/", {"email": "minh@example.vn"}, follow=True)
    unknown = client.post("/account/password/reset/", {"email": "ai-do@example.vn"}, follow=True)
    numbers = r'<span class="code">\w+</span>|nonce="[^"]+"|value="[^"]+"'
    assert re.sub(numbers, "", known.content.decode()) == re.sub(numbers, "", unknown.content.decode())
    assert Message.objects.count() == 1


def test_a_changed_password_ends_the_other_sessions(client: Client, minh: User) -> None:
    attempt(client, PASSWORD)
    minh.set_password("mật khẩu khác hẳn")
    minh.save()
    assert client.get(reverse("citizen:home")).status_code == 302
    assert "/login/" in client.get(reverse("citizen:home")).headers["Location"]


def test_after_signing_in_one_is_never_sent_to_a_strange_site(client: Client, minh: User) -> None:
    answer = client.post(LOGIN, {"login": "minh", "password": PASSWORD, "next": "https://elsewhere.test/"})
    assert urlsplit(answer.headers["Location"]).netloc == ""


def test_every_page_carries_the_headers_that_keep_it_from_being_misused(client: Client) -> None:
    headers = client.get(LOGIN).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client, minh: User) -> None:
    answer = attempt(client, PASSWORD)
    kept = answer.cookies[our_settings.SESSION_COOKIE_NAME]
    assert (kept["httponly"], kept["samesite"], kept["secure"]) == (True, "Lax", "")
