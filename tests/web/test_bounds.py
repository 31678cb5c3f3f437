"""Requests that no page of ours sends are answered, in our own looks; bodies are as large as their sender may send."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from hieuhoc.config.web_lines import LARGEST_BODY, STRANGER_BYTES
from hieuhoc.web.bounds import OFFICE_BYTES, PERSON_BYTES
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def minh(cast: Cast, client: Client) -> Client:
    client.force_login(cast.minh)
    return client


@pytest.mark.parametrize(
    "address",
    ["/office/citizens/?search=%00", "/office/units/?name=a%00b", "/office/units/?na%00me=a", "/office/a%00b/", "/%00"],
)
def test_a_zero_byte_in_an_address_is_a_bad_request(minh: Client, address: str) -> None:
    answer = minh.get(address)
    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in answer.content.decode()


def test_a_zero_byte_in_a_form_or_a_cookie_too(minh: Client) -> None:
    assert minh.post("/office/citizens/", {"name": "An\0"}).status_code == 400
    assert minh.post("/account/login/", {"login": "minh\0", "password": "\0"}).status_code == 400
    assert minh.get("/office/", HTTP_COOKIE='sessionid="' + 8 * r"\000" + '"').status_code == 400


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "latin-1", "no-such"])
@pytest.mark.parametrize("body", [b"\xff\xfe\x00=\x00", b"name=%ff%00", b"\x00", b"", "name=Ấn".encode("utf-16")])
def test_a_body_in_whatever_encoding_is_no_fault_of_the_server(minh: Client, charset: str, body: bytes) -> None:
    for address in ("/office/citizens/", "/account/login/", "/language"):
        answer = minh.generic("POST", address, body, f"{FORM}; charset={charset}")
        assert answer.status_code < 500, address


@pytest.mark.parametrize("content_type", [MULTIPART_CONTENT, "multipart/form-data", "multipart/form-data; boundary=\0"])
def test_nor_is_a_form_that_breaks_off(minh: Client, content_type: str) -> None:
    assert minh.generic("POST", "/office/citizens/", b"--BoUn", content_type).status_code < 500


def test_a_page_that_htmx_cannot_stand_on_is_a_bad_request(client: Client) -> None:
    assert client.get("/office/", headers={"hx-request": "true", "hx-current-url": "http://[broken"}).status_code == 400


@pytest.mark.parametrize("year", ["²", "٣", "9" * 5000, "-1", ""])
def test_digits_that_are_no_number_are_no_year(minh: Client, year: str) -> None:
    for address in ("/office/figures/", "/figures/", "/office/sheets/"):
        assert minh.get(address, {"year": year}, follow=True).status_code < 500


def test_the_page_of_a_bad_request_is_ours_and_names_its_number(client: Client) -> None:
    answer = client.get("/%00")
    text = answer.content.decode()
    assert answer.headers["X-Request-ID"] in text
    assert "ui/brand" in text


@pytest.mark.parametrize(
    ("account", "most"), [("", STRANGER_BYTES), ("lan_user", PERSON_BYTES), ("minh", OFFICE_BYTES)]
)
def test_how_much_may_be_sent_is_said_by_the_role(client: Client, cast: Cast, account: str, most: int) -> None:
    if account:
        client.force_login(getattr(cast, account))
    assert answer_to(client, most).status_code != 413
    refused = answer_to(client, most + 1)
    assert refused.status_code == 413
    assert "Nội dung gửi lên quá lớn" in refused.content.decode()


def answer_to(client: Client, size: int) -> Any:
    """Only its length is said: what is longer than allowed is not read."""
    said: dict[str, Any] = {"CONTENT_LENGTH": str(size), "wsgi.input": BytesIO(b"name=An")}
    return client.generic("POST", "/language", b"", FORM, **said)


def test_the_server_takes_what_the_largest_role_may_send() -> None:
    assert LARGEST_BODY > OFFICE_BYTES
