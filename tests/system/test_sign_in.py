"""Signing in as people do: by a passkey of the device, and by the province's sign-on, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as ours

from hieuhoc.accounts.models import User
from tests.ports import free_port
from tests.system.browser import browser, complaints, page, settle
from tests.web import provider

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "một mật khẩu dài"


@pytest.fixture(autouse=True)
def _async_ok(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in this thread


@pytest.fixture
def opened() -> Iterator["Browser"]:
    with browser() as found:
        yield found


def home(live_server: Any) -> str:
    """Passkeys belong to a name, and an address of numbers is none."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


def with_authenticator(shown: "Page") -> None:
    """A device with a fingerprint reader, played by the browser itself (WebAuthn, CTAP2)."""
    devtools = shown.context.new_cdp_session(shown)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter(shown: "Page", address: str) -> None:
    shown.goto(f"{address}/account/login/")
    shown.fill("input[name=login]", "minh")
    shown.fill("input[name=password]", PASSWORD)
    shown.click("main form button[type=submit]:has-text('Đăng nhập')")
    shown.wait_for_url(lambda url: "/login/" not in url)


def signed_in(shown: "Page") -> bool:
    return any(cookie.get("name") == ours.SESSION_COOKIE_NAME for cookie in shown.context.cookies())


def test_a_passkey_is_made_and_then_opens_the_account_without_a_password(live_server: Any, opened: "Browser") -> None:
    user = User.objects.create_user("minh", password=PASSWORD, full_name="Lê Văn Minh")
    with page(opened) as shown:
        with_authenticator(shown)
        enter(shown, home(live_server))
        shown.goto(f"{home(live_server)}/account/2fa/webauthn/add/")
        # So weighty a change asks for the password again.
        shown.fill("input[name=password]", PASSWORD)
        shown.click("main form button[type=submit]")
        shown.fill("input[name=name]", "Máy của Minh")
        assert shown.locator("input[name=passwordless]").is_checked()
        shown.click("#mfa_webauthn_add")
        shown.wait_for_url(lambda url: "/add/" not in url)
        assert Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count() == 1
        shown.context.clear_cookies()
        shown.goto(f"{home(live_server)}/account/login/")
        settle(shown)
        shown.click("#passkey_login")
        shown.wait_for_url(lambda url: "/login/" not in url)
        assert signed_in(shown)
        assert complaints(shown) == []


def test_a_device_without_a_key_says_so_and_leaves_the_other_ways(live_server: Any, opened: "Browser") -> None:
    with page(opened) as shown:
        with_authenticator(shown)
        shown.goto(f"{home(live_server)}/account/login/")
        settle(shown)
        shown.click("#passkey_login")
        shown.locator("#notices", has_text="Máy chưa đưa được khoá").wait_for()
        assert "/login/" in shown.url
        assert complaints(shown) == []


def test_the_provinces_sign_on_brings_one_in_past_the_content_security_policy(
    live_server: Any, opened: "Browser", tmp_path: Path, settings: Any
) -> None:
    address = str(live_server.url)
    callback = f"{address}/account/oidc/sso/login/callback/"
    with provider.running(tmp_path, free_port(), callback) as server, page(opened) as shown:
        settings.SOCIALACCOUNT_PROVIDERS = provider.as_known_to_us(server)
        settings.SECURE_CSP = ours.SECURE_CSP | {"form-action": ["'self'", server.address]}
        shown.goto(f"{address}/account/login/")
        shown.click("a:has-text('Cổng của tỉnh')")
        shown.click("main button[type=submit]")
        shown.fill("input[name=username]", "h-lan")
        shown.fill("input[name=password]", provider.PASSWORD)
        shown.click("#enter")
        shown.wait_for_url(lambda url: url.startswith(address) and "/oidc/" not in url)
        assert User.objects.get().username.startswith("sso:")
        # The provider has no icon for the tab; what counts is that our policy stopped nothing.
        assert [words for words in complaints(shown) if "Content Security Policy" in words] == []
