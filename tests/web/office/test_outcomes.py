"""A deed that succeeded says what came of it: never a bare "Đã lưu."."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.config.environment import ROOT
from hieuhoc.people.models import Citizen
from tests.cast import make_cast

SAYING = {"success", "done", "came_of_it"}
FEWEST = 5  # words: what was done, and what holds now or what is next


def said(path: Path) -> Iterator[tuple[int, str]]:
    """The texts handed to what tells of a success."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in SAYING:
            for inner in (found for argument in node.args for found in ast.walk(argument)):
                if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "_":
                    text = inner.args[0]
                    if isinstance(text, ast.Constant):
                        yield inner.lineno, str(text.value)


@pytest.mark.parametrize("area", ["people", "groups", "places", "figures", "trainings", "sheets", "criteria", "home"])
def test_every_success_says_what_came_of_it(area: str) -> None:
    short = [
        f"{path.name}:{line}: {text}"
        for path in sorted((ROOT / "hieuhoc/web/office" / area).glob("*.py"))
        for line, text in said(path)
        if len(text.split()) < FEWEST
    ]
    assert short == []


@pytest.mark.django_db
def test_who_was_declared_is_named_and_the_next_steps_are_links(client: Client) -> None:
    cast = make_cast()
    client.force_login(cast.minh)
    given = {"name": "H'Mi Niê", "birth": "1988", "sex": "f", "home": cast.village.pk, "since": "01/02/2020"}
    shown = client.post(reverse("office:citizen-new"), given, follow=True).content.decode()
    person = Citizen.objects.get(name="H'Mi Niê")
    assert "Đã khai báo H&#x27;Mi Niê; từ nay" in shown
    assert f'<a href="{reverse("office:dossier-new", args=[person.pk])}">Lập hồ sơ đánh giá</a>' in shown
    assert "Khai báo người khác" in shown
