"""The guide is read where the work is done: every file of it opens, and its links lead on."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.config.environment import ROOT
from hieuhoc.web.public.guide import FIRST, PARTS, address_of_part
from tests.cast import make_cast

FILES = sorted(path.stem for path in (ROOT / "docs" / "huong-dan").glob("*.md"))


def test_every_file_of_the_guide_has_a_page() -> None:
    assert sorted((FIRST, *PARTS)) == FILES


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_part_says_what_its_file_says_and_leads_on(client: Client, name: str) -> None:
    text = client.get(address_of_part(name)).content.decode()
    said = (ROOT / "docs" / "huong-dan" / f"{name}.md").read_text(encoding="utf-8")
    heading = said.splitlines()[0].removeprefix("# ")
    assert heading in text
    for title in re.findall(r"^## (.+)$", said, re.MULTILINE):
        assert title.replace('"', "&quot;") in text
    content = text[text.index('class="panel guide"') :]
    assert not re.search(r"\*\*|\]\(|\.md\"", content), "no mark of the file is left over"
    for link in re.findall(r'href="(/guide/[^"]*)"', text):
        assert client.get(link).status_code == 200, link


@pytest.mark.django_db
def test_the_guide_is_one_step_from_every_page(client: Client) -> None:
    cast = make_cast()
    address = f'href="{reverse("public:guide")}"'
    assert address in client.get(reverse("public:home")).content.decode()
    client.force_login(cast.minh)
    assert address in client.get(reverse("office:home")).content.decode()
