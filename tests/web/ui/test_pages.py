"""Guards, refusals, error pages and what surrounds every page, through real requests."""

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import Settings

from hieuhoc.accounts.models import User
from hieuhoc.lib.errors import Refusal
from hieuhoc.web import health
from hieuhoc.web.guards import needs, public, signed_in

pytestmark = pytest.mark.django_db


@public
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@signed_in
def own_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("own")


@needs("people.no_such_deed")
def powerful_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("powerful")


@public
def refusing_page(request: HttpRequest) -> HttpResponse:
    raise Refusal("Đợt đánh giá đã đóng.", legal_basis="Quyết định 324", remedy="Chờ đợt sau.", code="round_not_open")


@public
def forbidden_page(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("people.add_citizen")


@public
def broken_page(request: HttpRequest, name: str) -> HttpResponse:
    raise ZeroDivisionError(name)


urlpatterns = [
    path("open", open_page),
    path("own", own_page),
    path("powerful", powerful_page),
    path("refusing", refusing_page),
    path("forbidden", forbidden_page),
    path("broken/<str:name>", broken_page),
    path("", include("hieuhoc.config.urls")),
]
handler500 = "hieuhoc.web.errors.server_error"


@pytest.fixture(autouse=True)
def _these_addresses() -> Any:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("minh", password="một mật khẩu dài", full_name="Lê Văn Minh")


@pytest.fixture
def inside(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def test_anybody_sees_a_public_page_and_it_asks_the_database_nothing(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/open").content == b"open"


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/own?year=2025")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/?next=/own%3Fyear%3D2025"


def test_a_fragment_asks_the_whole_page_to_sign_in(client: Client) -> None:
    answer = client.get("/own", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/account/login/")


def test_who_has_signed_in_sees_their_own_page_and_nobody_keeps_a_copy(inside: Client) -> None:
    answer = inside.get("/own")
    assert answer.content == b"own"
    assert "no-store" in answer["Cache-Control"]


def test_signed_in_without_the_power_is_forbidden(inside: Client) -> None:
    answer = inside.get("/powerful")
    assert answer.status_code == 403
    assert "không có quyền" in answer.content.decode()


def test_every_guarded_view_carries_its_guard() -> None:
    assert [view.guard for view in (open_page, own_page, powerful_page)] == [  # type: ignore[attr-defined]
        "public",
        "signed-in",
        "people.no_such_deed",
    ]


def test_a_refusal_tells_what_why_and_what_would_work(client: Client) -> None:
    answer = client.get("/refusing")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("Đợt đánh giá đã đóng.", "Quyết định 324", "Chờ đợt sau."))


def test_a_refusal_leads_back_only_to_our_own_pages(client: Client) -> None:
    ours = client.get("/refusing", headers={"Referer": "http://testserver/own"}).content.decode()
    theirs = client.get("/refusing", headers={"Referer": "http://elsewhere.test/own"}).content.decode()
    assert 'href="http://testserver/own"' in ours
    assert "elsewhere.test" not in theirs


def test_a_refusal_to_a_fragment_is_only_its_words(client: Client) -> None:
    answer = client.get("/refusing", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#notices"
    assert "<html" not in answer.content.decode()


def test_what_is_not_there_is_told_with_a_reference_number(client: Client) -> None:
    answer = client.get("/khong-co")
    assert answer.status_code == 404
    assert answer["X-Request-ID"] in answer.content.decode()


def test_who_mistypes_an_address_of_the_office_keeps_its_menu(inside: Client, client: Client) -> None:
    page = inside.get("/office/khong-co").content.decode()
    assert 'class="face-office"' in page
    assert "Về trang làm việc" in page
    inside.logout()
    page = client.get("/office/khong-co").content.decode()
    assert 'class="face-public"' in page
    assert "Về trang đầu" in page


def test_who_lacks_the_power_is_told_within_the_office(inside: Client) -> None:
    page = inside.get("/office/users/")
    assert page.status_code == 403
    assert 'class="face-office"' in page.content.decode()
    assert "Về trang làm việc" in page.content.decode()


def test_a_failure_shows_the_number_of_its_log_line_and_nothing_of_its_cause(
    client: Client, caplog: pytest.LogCaptureFixture, django_assert_num_queries: Any
) -> None:
    client.raise_request_exception = False
    with caplog.at_level(logging.INFO, logger="hieuhoc.request"), django_assert_num_queries(0):
        answer = client.get("/broken/Nguyen-Thi-Lan")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in page
    assert "Nguyen-Thi-Lan" not in page
    line = next(record for record in caplog.records if record.name == "hieuhoc.request")
    assert line.__dict__["route"] == "broken/<str:name>"
    assert line.__dict__["status"] == 500


def test_a_number_from_the_proxy_is_kept_and_a_strange_one_is_not(client: Client) -> None:
    assert client.get("/open", headers={"X-Request-ID": "abc-12345678"})["X-Request-ID"] == "abc-12345678"
    assert "<" not in client.get("/open", headers={"X-Request-ID": "<script>alert(1)"})["X-Request-ID"]


def has_room_on_its_disk(monkeypatch: pytest.MonkeyPatch, *, free: int) -> None:
    """`free`: bytes of 500 GB. What a test expects is not what the machine under it happens to have left."""
    usage = SimpleNamespace(total=500_000_000_000, free=free)
    monkeypatch.setattr("hieuhoc.web.health.shutil.disk_usage", lambda _folder: usage)


def test_health_answers_without_a_session(
    client: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path  # what another test found out of a history is kept outside the database
    has_room_on_its_disk(monkeypatch, free=11_000_000_000)
    assert client.get("/health").json() == {
        "status": "ok",
        "database": "ok",
        "worker": "silent",
        "history": "unchecked",
        "purged": "ok",
        "purged_on": None,
        "disk": "ok",
        "mail": "ok",
    }


def test_health_knows_whether_somebody_does_the_background_work(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes')")
        assert client.get("/health").json()["worker"] == "silent"
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/health").json()["worker"] == "ok"


def test_health_says_that_the_disk_fills_while_there_is_still_room(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for free, said in ((9_000_000_000, "low"), (11_000_000_000, "ok")):
        has_room_on_its_disk(monkeypatch, free=free)
        assert client.get("/health").json()["disk"] == said


def test_health_says_when_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def cursor(self) -> Any:
            raise OperationalError

    monkeypatch.setattr(health, "connection", Gone())
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "no database")


def test_the_sign_in_page_speaks_vietnamese(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert "Tên đăng nhập" in page
    assert "Forgot" not in page


def test_signing_in_works_and_a_wrong_password_is_told(client: Client, officer: User) -> None:
    wrong = client.post("/account/login/", {"login": "minh", "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in wrong.content.decode()
    right = client.post("/account/login/", {"login": "minh", "password": "một mật khẩu dài"})
    assert right.status_code == 302


@pytest.mark.parametrize("address", ["/account/password/change/", "/account/2fa/", "/account/logout/"])
def test_the_pages_of_the_account_open(inside: Client, address: str) -> None:
    answer = inside.get(address)
    assert answer.status_code == 200
    assert "Lê Văn Minh" in answer.content.decode()
