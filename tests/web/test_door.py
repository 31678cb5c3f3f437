"""What the door of an account keeps: passwords made by others, the second factor asked of officers, sessions, events, mails."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from hieuhoc.accounts.actions import disable_user, enable_user, grant_role, reset_password, set_sign_in_rule
from hieuhoc.accounts.mails import NOTICES
from hieuhoc.accounts.models import DisableReason, Happened, Role, SecurityEvent, User
from hieuhoc.accounts.security import device_in_words
from hieuhoc.accounts.sessions import IDLE
from hieuhoc.accounts.sign_in_rules import FACTOR_FROM
from hieuhoc.config.logs import WithoutPersonalData
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import join_group, leave_group
from hieuhoc.people.models import Membership
from hieuhoc.privacy.purging import purge_all
from tests.cast import Cast, make_cast
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD, NEW = "/account/login/", "một mật khẩu dài", "mật khẩu khác hẳn"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A055F) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"

# Mails of allauth beside the notices: ours with a template each, and what is never sent.
WITH_A_LINK = {"account/email/password_reset_key", "account/email/email_confirmation"}
NEVER_SENT = {
    "account/email/email_confirmation_signup": "nobody signs up alone",
    "account/email/account_already_exists": "nobody signs up alone",
    "account/email/unknown_account": "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS is off",
    "account/email/login_code": "codes by mail are not offered",
    "account/email/password_reset_code": "a new password is set by a link",
}


@made_once
def cast() -> Cast:
    cast = make_cast()
    for user in (cast.minh, cast.hoa, cast.lan_user):
        user.set_password(PASSWORD)
        user.save()
    return cast


def enter(login: str, password: str = PASSWORD, agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post(LOGIN, {"login": login, "password": password})
    return client


def is_in(client: Client) -> bool:
    answer = client.get(reverse("office:home"))
    return answer.status_code == 200


def test_a_password_made_by_another_opens_only_its_own_change(cast: Cast) -> None:
    password = reset_password(cast.minh, actor=cast.hoa)
    client = enter("minh", password)
    change = f"{reverse('account_change_password')}?next={reverse('start')}"
    for address in ("office:home", "office:citizen-list", "citizen:home", "own-sessions", "start"):
        assert client.get(reverse(address)).headers["Location"] == change, address
        assert client.post(reverse(address)).headers["Location"] == change, address
    fragment = client.get(reverse("office:home"), headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == change
    assert "do người khác đặt" in client.get(change).content.decode()
    same = {"oldpassword": password, "password1": password, "password2": password}
    assert "phải khác" in client.post(change, same).content.decode()
    done = client.post(change, {"oldpassword": password, "password1": NEW, "password2": NEW})
    assert done.headers["Location"] == reverse("start")
    assert is_in(client)
    assert is_in(enter("minh", NEW))


def test_until_it_is_changed_no_page_of_the_account_opens_either(cast: Cast) -> None:
    client = enter("minh", reset_password(cast.minh, actor=cast.hoa))
    change = f"{reverse('account_change_password')}?next={reverse('start')}"
    theirs = dict(pages_without_a_guard(get_resolver().url_patterns, ()))
    del theirs["account_change_password"], theirs["account_logout"]
    del theirs["openid_connect_callback"]  # ours stands before it, and answers nobody who did not begin here
    assert {"account_email", "mfa_add_webauthn", "mfa_activate_totp", "account_reauthenticate"} <= set(theirs)
    opened = []
    for name, arguments in theirs.items():
        address = reverse(name, kwargs=dict.fromkeys(arguments, "1"))
        for answer in (client.get(address), client.post(address, {"action_add": "", "email": "ho@example.org"})):
            if answer.headers.get("Location") != change:
                opened.append((name, answer.status_code))
    assert opened == []
    assert not EmailAddress.objects.filter(user=cast.minh).exists()


def pages_without_a_guard(patterns: list[Any], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name of the address → names of its arguments, of views that are not ours."""
    for one in patterns:
        arguments = (*above, *one.pattern.converters, *one.pattern.regex.groupindex)
        if not isinstance(one, URLPattern):
            yield from pages_without_a_guard(one.url_patterns, arguments)
        elif one.name and not hasattr(one.callback, "guard"):
            yield one.name, arguments


def test_a_password_made_by_another_ends_sessions_and_serves_a_week(cast: Cast) -> None:
    before = enter("minh")
    assert is_in(before)
    password = reset_password(cast.minh, actor=cast.hoa)
    assert not is_in(before)
    inside = enter("minh", password)
    User.objects.filter(pk=cast.minh.pk).update(temporary_until=timezone.now() - timedelta(minutes=1))
    assert "/login/" in inside.get(reverse("start")).headers["Location"]
    assert "_auth_user_id" not in enter("minh", password).session


def test_a_closed_account_is_out_at_once_and_its_old_sessions_never_come_back(cast: Cast) -> None:
    client = enter("minh")
    disable_user(cast.minh, reason=DisableReason.UNUSED, actor=cast.hoa)
    assert not is_in(client)
    enable_user(cast.minh, actor=cast.hoa)
    assert not is_in(client)
    assert is_in(enter("minh"))


def test_what_may_be_in_other_hands_opens_nothing_once_the_account_is_open_again(cast: Cast) -> None:
    TOTP.activate(cast.minh, generate_totp_secret())
    disable_user(cast.minh, reason=DisableReason.EXPOSED, actor=cast.hoa)
    enable_user(cast.minh, actor=cast.hoa)
    assert not is_in(enter("minh")), "with the password that was seen"
    assert not Authenticator.objects.filter(user=cast.minh).exists(), "nor with the telephone that was lost"
    assert "_auth_user_id" in enter("minh", reset_password(cast.minh, actor=cast.hoa)).session


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def ask_for_factors(grace_days: int, *, officer_idle_minutes: int = 60) -> None:
    set_sign_in_rule(
        since=timezone.localdate(),
        officers_need_factor=True,
        grace_days=grace_days,
        officer_idle_minutes=officer_idle_minutes,
        idle_minutes=120,
        actor=None,
    )


@pytest.mark.django_db(transaction=True)  # what follows a set-up is done once it is written
def test_officers_without_a_second_factor_are_warned_and_then_only_set_one_up(cast: Cast) -> None:
    ask_for_factors(3)
    client = enter("minh")
    text = client.get(reverse("office:home")).content.decode()
    assert "bước xác thực thứ hai" in text
    session = client.session
    session[FACTOR_FROM] = timezone.localdate().isoformat()
    session.save()
    for address in ("office:home", "citizen:home", "own-sessions"):
        assert client.get(reverse(address)).headers["Location"] == reverse("mfa_index"), address
    assert client.get(reverse("mfa_index")).status_code == 200
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    client.post(reverse("mfa_activate_totp"), {"code": code_of(client.session["mfa.totp.secret"])})
    assert is_in(client)


def test_who_is_no_officer_is_not_asked_for_a_second_factor(cast: Cast) -> None:
    ask_for_factors(0)
    assert FACTOR_FROM not in enter("lan").session
    assert date.fromisoformat(enter("minh").session[FACTOR_FROM]) <= timezone.localdate()


def test_a_role_given_meanwhile_asks_for_a_second_factor_at_the_next_page(cast: Cast) -> None:
    """Once: no page asks anything more afterwards."""
    ask_for_factors(0, officer_idle_minutes=30)
    client = enter("lan")
    assert client.get(reverse("citizen:home")).status_code == 200
    grant_role(cast.lan_user, Role.VILLAGE, cast.village, since=timezone.localdate(), actor=None)
    assert client.get(reverse("citizen:home")).headers["Location"] == reverse("mfa_index")
    assert client.session[IDLE] == 30, "and it ends as an officer's does"
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("citizen:home"))
    assert not [query for query in asked.captured_queries if "mfa_authenticator" in query["sql"]]


def test_who_now_speaks_for_a_clan_is_asked_at_the_next_page_too(cast: Cast) -> None:
    ask_for_factors(0)
    client = enter("lan")
    assert client.get(reverse("citizen:home")).status_code == 200
    leave_group(Membership.objects.get(citizen=cast.lan, group=cast.clan), until=timezone.localdate(), actor=None)
    join_group(cast.lan, cast.clan, since=timezone.localdate(), role=Membership.Role.HEAD, actor=None)
    assert client.get(reverse("citizen:home")).headers["Location"] == reverse("mfa_index")


def test_the_seed_of_a_phone_is_not_readable_in_the_database(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.minh, secret)
    seeds = RecoveryCodes.activate(cast.minh).generate_codes()
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in seeds)
    assert not re.search("[0-9a-f]{80}", kept), "nor what the codes are made of"
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_of(secret))


def test_seeds_written_in_clear_by_an_older_release_are_sealed_and_still_serve(cast: Cast) -> None:
    secret = generate_totp_secret()
    factor = Authenticator.objects.create(user=cast.minh, type="totp", data={"secret": secret})
    Authenticator.objects.create(user=cast.hoa, type="webauthn", data={"name": "khoá", "credential": {}})
    assert TOTP(factor).validate_code(code_of(secret)), "until then too"
    import_module("hieuhoc.accounts.migrations.0005_seal_second_factors").seal(apps, None)
    cache.clear()
    factor.refresh_from_db()
    assert secret not in json.dumps(factor.data)
    assert TOTP(factor).validate_code(code_of(secret))


def test_a_session_that_is_not_used_ends_and_one_in_use_goes_on(cast: Cast) -> None:
    ask_for_factors(30, officer_idle_minutes=30)
    client = enter("minh")
    kept = Session.objects.get(session_key=client.session.session_key)
    assert kept.expire_date <= timezone.now() + timedelta(minutes=30)
    Session.objects.filter(pk=kept.pk).update(expire_date=timezone.now() + timedelta(minutes=10))
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=20))
    assert is_in(client)
    kept.refresh_from_db()
    assert kept.expire_date > timezone.now() + timedelta(minutes=25)
    assert UserSession.objects.get().last_seen_at > timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=kept.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_no_session_outlives_half_a_day(cast: Cast) -> None:
    client = enter("minh")
    session = client.session
    session["began_at"] = (timezone.now() - timedelta(hours=11, minutes=50)).isoformat()
    session.save()
    assert is_in(client)
    assert Session.objects.get(pk=session.session_key).expire_date <= timezone.now() + timedelta(minutes=10)


def test_one_sees_the_devices_one_is_signed_in_on_and_ends_them(cast: Cast) -> None:
    here, phone, third = enter("minh"), enter("minh", agent=PHONE), enter("minh")
    text = here.get(reverse("own-sessions")).content.decode()
    assert "Firefox, Windows" in text
    assert "Chrome, Android" in text
    assert "127.0.0.1" not in text
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"0.0.0.0"}
    on_the_phone = UserSession.objects.get(session_key=phone.session.session_key)
    here.post(reverse("own-sessions-end"), {"session": on_the_phone.pk})
    assert not is_in(phone)
    assert is_in(third)
    here.post(reverse("own-sessions-end"))
    assert not is_in(third)
    assert is_in(here)
    this = UserSession.objects.get(session_key=here.session.session_key)
    here.post(reverse("own-sessions-end"), {"session": this.pk})
    assert not is_in(here)


def test_nobody_ends_the_session_of_another(cast: Cast) -> None:
    minh, lan = enter("minh"), enter("lan")
    session = UserSession.objects.get(user=cast.minh)
    assert lan.post(reverse("own-sessions-end"), {"session": session.pk}).status_code == 404
    assert is_in(minh)


def test_what_happened_is_seen_by_the_holder_and_by_who_looks_after_the_account(cast: Cast) -> None:
    Client().post(LOGIN, {"login": "minh", "password": "sai"})
    client = enter("minh", agent=PHONE)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    own = client.get(reverse("own-sessions")).content.decode()
    everything = enter("hoa").get(reverse("office:event-list")).content.decode()
    for happened in (Happened.WRONG_PASSWORD, Happened.SIGNED_IN, Happened.PASSWORD_CHANGED):
        assert str(happened.label) in own
        assert str(happened.label) in everything
    client.post("/account/logout/")
    kinds = list(cast.minh.security_events.order_by("pk").values_list("happened", flat=True))
    assert kinds == ["wrong_password", "signed_in", "password_changed", "signed_out"]


def test_a_wrong_code_and_a_new_factor_are_events(cast: Cast) -> None:
    TOTP.activate(cast.minh, generate_totp_secret())
    client = enter("minh")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert cast.minh.security_events.get().happened == Happened.WRONG_CODE


def test_signing_in_leaves_no_name_and_no_address_in_the_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.handler.addFilter(WithoutPersonalData())
    client = Client(headers={"User-Agent": FIREFOX}, REMOTE_ADDR="203.0.113.77")
    for password in ("sai rồi", PASSWORD):
        client.post(LOGIN, {"login": "minh", "password": password})
    client.get(reverse("own-sessions"))
    client.post(reverse("own-sessions-end"))
    lines = [line for line in caplog.text.splitlines() if re.search(r"\bminh\b|203\.0\.113|sai rồi|Firefox", line)]
    assert lines == []
    assert "request" in caplog.text


def test_a_phone_set_up_or_put_away_is_an_event(cast: Cast) -> None:
    client = enter("minh")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    client.post(reverse("mfa_deactivate_totp"))
    kinds = list(cast.minh.security_events.order_by("pk").values_list("happened", flat=True))
    assert kinds[-2:] == ["factor_added", "factor_removed"]


def test_the_second_step_can_be_left_and_says_what_to_do_without_the_phone(cast: Cast) -> None:
    TOTP.activate(cast.minh, generate_totp_secret())
    client = enter("minh")
    text = client.get(reverse("mfa_authenticate")).content.decode()
    assert "Mất điện thoại" in text
    way_out = re.search(r'<form id="leave-sign-in"[^>]*action="([^"]+)"', text)
    assert way_out
    assert 'form="leave-sign-in"' in text
    client.post(way_out[1], {"next": reverse("account_login")})
    assert client.get(reverse("account_login")).status_code == 200, "not led back to the second step"


def test_every_mail_allauth_can_send_is_in_our_words_or_never_sent() -> None:
    folder = Path(allauth.__file__).parent / "templates"
    apps = ("account", "mfa", "socialaccount")
    theirs = {
        str(path.relative_to(folder)).removesuffix("_subject.txt")
        for one in apps
        for path in (folder / one / "email").glob("*_subject.txt")
    }
    assert len(theirs) > 15
    assert sorted(theirs ^ {*NOTICES, *WITH_A_LINK, *NEVER_SENT}) == []
    ours = Path(__file__).parents[2] / "hieuhoc/web/ui/templates"
    for prefix in WITH_A_LINK:
        assert (ours / f"{prefix}_subject.txt").exists()
        assert (ours / f"{prefix}_message.txt").exists()


def test_a_new_address_is_confirmed_by_a_mail_to_that_address_in_vietnamese(cast: Cast) -> None:
    client = enter("minh")
    client.cookies["language"] = "en"
    asked = client.post(reverse("account_email"), {"email": "minh@example.vn", "action_add": "1"})
    assert reverse("account_reauthenticate") in asked.headers["Location"], "not by whoever finds the session open"
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "minh@example.vn", "action_add": "1"})
    (mail,) = Message.objects.filter(channel=Message.Channel.MAIL)
    assert mail.address is not None
    assert mail.subject == "Xác nhận địa chỉ thư"
    link = re.search(r"http://testserver(\S+)", mail.body)
    assert link
    client.post(link[1])
    assert EmailAddress.objects.get(user=cast.minh).verified
    told = Message.objects.filter(channel=Message.Channel.MAIL).order_by("-pk")[0]
    assert told.subject == "Địa chỉ thư đã xác nhận"


def test_a_machine_is_described_in_two_words() -> None:
    assert device_in_words(FIREFOX) == "Firefox, Windows"
    assert device_in_words(PHONE) == "Chrome, Android"
    assert device_in_words("curl/8.5") == ""


def test_what_happened_is_forgotten_after_a_year_and_sessions_after_a_day(cast: Cast) -> None:
    client = enter("minh")
    old = enter("hoa")
    SecurityEvent.objects.filter(user=cast.hoa).update(at=timezone.now() - timedelta(days=366))
    Session.objects.filter(pk=old.session.session_key).update(expire_date=timezone.now() - timedelta(days=2))
    purge_all()
    assert {event.user for event in SecurityEvent.objects.all()} == {cast.minh}
    assert {session.user for session in UserSession.objects.all()} == {cast.minh}
    assert is_in(client)
