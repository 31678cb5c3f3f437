"""Settings are read from the environment, refuse what cannot be right, and every one of them is documented."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hieuhoc.config import environment
from hieuhoc.config.environment import ROOT
from tests import house

DOCUMENT = ROOT / "docs" / "operating" / "settings.md"
READ = re.compile(r"(?:text|flag|number|words|hours|kept_secret|secure_address)\(\s*\"([A-Z_]+)\"")
NAMED = re.compile(r"`((?:HIEUHOC|DATABASE)_[A-Z_]+)`")

# Answers as a web process behind TLS would give them, without any database.
BEHIND_TLS = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
answer = Client().get("/health", headers={"host": "hoc.example.vn", "X-Forwarded-Proto": "https"})
plain = Client().get("/verify/", headers={"host": "hoc.example.vn"})
inside = Client().get("/health", headers={"host": "hoc.example.vn"})
print(json.dumps({
    "hsts": answer.headers.get("Strict-Transport-Security"),
    "plain": [plain.status_code, plain.headers.get("Location")],
    "inside": inside.status_code,
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "proxies": settings.ALLAUTH_TRUSTED_PROXY_COUNT,
    "mail": settings.MAILERS["default"]["OPTIONS"]["host"],
    "form": settings.SECURE_CSP["form-action"],
}))
"""


def documented(text: str) -> set[str]:
    return set(NAMED.findall(text))


def read_by_code() -> set[str]:
    return {name for file in house.our_files(".py") for name in READ.findall(file.read_text(encoding="utf-8"))}


def test_every_setting_the_code_reads_is_documented_and_every_documented_one_is_read() -> None:
    found = read_by_code()
    assert len(found) > 25
    assert documented(DOCUMENT.read_text(encoding="utf-8")) == found


def test_a_setting_nobody_documented_is_noticed() -> None:
    assert "HIEUHOC_MOON" not in documented("| `HIEUHOC_SUN` |")
    assert READ.findall("environment.number(" + '"HIEUHOC_MOON", 1)') == ["HIEUHOC_MOON"]


def test_nothing_else_of_ours_is_read_around_the_settings() -> None:
    strays = [
        str(file.relative_to(ROOT))
        for file in house.our_files(".py")
        if "hieuhoc" in file.relative_to(ROOT).parts[0]
        and file.name != "environment.py"
        and re.search(r"environ(?:\.get\(|\[)\"(?:HIEUHOC|DATABASE)", file.read_text(encoding="utf-8"))
    ]
    assert strays == []


def test_behind_tls_the_browser_is_told_to_stay_there(tmp_path: Path) -> None:
    given = {
        "DJANGO_SETTINGS_MODULE": "hieuhoc.config.settings",
        "DATABASE_URL": "postgresql://lan@127.0.0.1:1/hoc",
        "HIEUHOC_DATA": str(tmp_path),
        "HIEUHOC_TLS": "1",
        "HIEUHOC_HOSTS": "hoc.example.vn",
        "HIEUHOC_SMTP_HOST": "mail.example.vn",
        "HIEUHOC_OIDC_URL": "https://cong.example.vn/oidc/",
    }
    command = [sys.executable, "-c", BEHIND_TLS]
    done = subprocess.run(command, env=os.environ | given, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["hsts"] == "max-age=31536000"
    assert told["plain"] == [301, "https://hoc.example.vn/verify/"]
    assert told["inside"] == 503
    assert told["cookies"] == [True, True, True]
    assert told["proxies"] == 1
    assert told["mail"] == "mail.example.vn"
    assert told["form"] == ["'self'", "https://cong.example.vn"]


def test_a_secret_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("bí mật\n", encoding="utf-8")
    monkeypatch.setenv("HIEUHOC_SMTP_PASSWORD_FILE", str(tmp_path / "secret"))
    assert environment.text("HIEUHOC_SMTP_PASSWORD") == "bí mật"


def test_kept_secrets_are_made_once_and_readable_by_their_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIEUHOC_DATA", str(tmp_path))
    monkeypatch.delenv("HIEUHOC_INDEX_KEY", raising=False)
    first = environment.kept_secret("HIEUHOC_INDEX_KEY")
    assert environment.kept_secret("HIEUHOC_INDEX_KEY") == first
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "secrets" / "hieuhoc_index_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("name", "value"), [("HIEUHOC_TLS", "maybe"), ("HIEUHOC_DEBUG", "2")])
def test_a_switch_is_on_or_off(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        environment.flag(name)


def test_a_number_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIEUHOC_WEB_THREADS", "eight")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        environment.number("HIEUHOC_WEB_THREADS", 8)


def test_secrets_are_not_sent_to_an_open_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIEUHOC_OIDC_URL", "http://cong.example.vn")
    with pytest.raises(ImproperlyConfigured, match="https"):
        environment.secure_address("HIEUHOC_OIDC_URL")
    for right in ("https://cong.example.vn", "http://127.0.0.1:9000", ""):
        monkeypatch.setenv("HIEUHOC_OIDC_URL", right)
        assert environment.secure_address("HIEUHOC_OIDC_URL") == right
