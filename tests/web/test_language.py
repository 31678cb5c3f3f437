"""Vietnamese for everybody, English for whoever asks for it; what leaves the office stays Vietnamese."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hieuhoc.accounts.models import Role
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.sheets.workbooks import write_template
from hieuhoc.web.ui.formats import number
from tests.cast import officer
from tests.people.makers import make_land

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME


def choose(client: Client, language: str, back: str = "/criteria/") -> Any:
    return client.post(reverse("language"), {"language": language, "next": back})


def words(client: Client, address: str = "/", **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


def test_an_english_browser_is_shown_vietnamese(client: Client) -> None:
    page = words(client, **{"accept-language": "en-GB,en;q=0.9"})
    assert '<html lang="vi"' in page
    assert "Cách làm" in page


def test_who_chooses_english_reads_english_until_they_choose_again(client: Client) -> None:
    answer = choose(client, "en")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/criteria/")
    assert client.cookies[COOKIE]["httponly"]
    page = words(client)
    assert '<html lang="en"' in page
    assert "How it works" in page
    assert "Cách làm" not in page
    choose(client, "vi")
    assert "Cách làm" in words(client)


def test_a_cache_keeps_the_two_languages_apart(client: Client) -> None:
    answer = client.get("/")
    assert "Cookie" in answer.headers["Vary"]
    assert answer.headers["Content-Language"] == "vi"
    assert not answer.cookies  # a reader of open pages is given nothing to carry


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_choice_never_leads_away_from_here(client: Client, elsewhere: str) -> None:
    assert choose(client, "en", elsewhere).headers["Location"] == "/"


def test_an_unknown_language_is_vietnamese_and_a_mere_link_changes_nothing(client: Client) -> None:
    choose(client, "xx")
    assert client.cookies[COOKIE].value == "vi"
    client.cookies[COOKIE] = "../../en"
    assert '<html lang="vi"' in words(client)
    assert client.get(reverse("language"), {"language": "en"}).status_code == 405


def test_the_switch_names_both_languages_and_comes_back_to_this_page(client: Client) -> None:
    page = words(client, "/verify/?code=7K3M")
    assert '<span lang="vi" aria-current="true">Tiếng Việt</span>' in page
    _, english = page.split('<button type="submit" name="language" value="en" lang="en">')
    assert english.strip().startswith('<span class="language-name">English</span>')
    assert 'name="next" value="/verify/?code=7K3M"' in page


def test_the_office_has_the_switch_and_an_english_menu(client: Client) -> None:
    client.force_login(officer("minh", Role.COMMUNE, make_land().near))
    choose(client, "en")
    page = words(client, reverse("office:home"))
    assert "Tiếng Việt" in page
    assert "Work units" in page
    assert "Commune officer" in page


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert number(1234.5, 1) == "1.234,5"
    with translation.override("en"):
        assert number(1234.5, 1) == "1,234.5"


def test_a_template_downloaded_from_an_english_page_is_vietnamese_and_so_read_again() -> None:
    land = make_land()
    content = BytesIO()
    with translation.override("en"):
        write_template("roster", land.near, content, actor=officer("minh", Role.COMMUNE, land.near))
        assert translation.get_language() == "en"
    titles = [cell.value for cell in openpyxl.load_workbook(content).worksheets[0][1]]
    assert "Họ và tên *" in titles


def test_a_message_is_written_for_its_reader_not_in_the_language_of_its_writer() -> None:
    with translation.override("en"):
        subject = translation.gettext_lazy("Danh sách đề nghị bị trả lại")
        message = send(Message.Channel.IN_APP, subject=subject, body="…", key="test")
    assert message.subject == "Danh sách đề nghị bị trả lại"
