"""A deed that succeeded says what came of it: never a bare "Đã lưu."."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.roles import Role
from hieuhoc.config.environment import ROOT
from hieuhoc.people.models import Citizen
from tests.assessment.makers import make_dossier
from tests.cast import World, make_cast, officer

SAYING = {"success", "done", "came_of_it", "to_next"}
FEWEST = 5  # words: what was done, and what holds now or what is next


def said(path: Path) -> Iterator[tuple[int, str]]:
    """The texts handed to what tells of a success; not those of the links beside it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in SAYING:
            for inner in (
                part for argument in node.args if not isinstance(argument, ast.Tuple) for part in ast.walk(argument)
            ):
                if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "_":
                    text = inner.args[0]
                    if isinstance(text, ast.Constant):
                        yield inner.lineno, str(text.value)


OFFICE = ROOT / "hieuhoc/web/office"
AREAS = sorted(path.parent.name for path in OFFICE.glob("*/urls.py"))
ASKING = {"ask", "checked"}
# They lead to the page of the work in the background, which says how far it is.
TOLD_BY_THEIR_PAGE = {"sheets/batches.py batch_cancel", "sheets/batches.py start", "sheets/pages.py sheet"}


def called(node: ast.AST) -> Iterator[ast.Call]:
    yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def leads_on(deed: ast.FunctionDef) -> bool:
    """It gives an address to go to, and is not answered by a page of its own."""
    given = [node.value for node in ast.walk(deed) if isinstance(node, ast.Return)]
    return any(value is not None and not (isinstance(value, ast.Constant) and value.value is None) for value in given)


def silent(path: Path) -> Iterator[str]:
    """Views whose form, once its deed is done, leads on without a word."""
    for view in ast.parse(path.read_text(encoding="utf-8")).body:
        deeds = {inner.name: inner for inner in ast.walk(view) if isinstance(inner, ast.FunctionDef)}
        asked = [argument for call in called(view) if name_of(call) in ASKING for argument in call.args]
        for handed in (deeds[name.id] for name in asked if isinstance(name, ast.Name) and name.id in deeds):
            if leads_on(handed) and not {name_of(call) for call in called(handed)} & SAYING:
                yield f"{path.relative_to(OFFICE)} {getattr(view, 'name', '')}"


def test_no_form_leads_on_without_saying_what_came_of_it() -> None:
    assert {view for path in OFFICE.rglob("*.py") for view in silent(path)} == TOLD_BY_THEIR_PAGE


@pytest.mark.parametrize("area", AREAS)
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


@pytest.mark.django_db
def test_points_that_are_kept_say_what_is_missing_or_lead_to_sending(client: Client, world: World) -> None:
    dossier = make_dossier(world.lan, world.round)
    client.force_login(world.minh)
    address = reverse("office:dossier-scores", args=[dossier.pk])
    points = {f"points_{position}": "8" for position in range(1, 10)}
    shown = client.post(address, points | {"edition": dossier.edition}, follow=True).content.decode()
    assert "còn 1 chỉ số chưa chấm" in shown
    dossier.refresh_from_db()
    points |= {"points_10": "8", "edition": str(dossier.edition)}
    shown = client.post(address, points, follow=True).content.decode()
    assert f'<a href="{reverse("office:dossier-submit", args=[dossier.pk])}">Gửi hồ sơ</a>' in shown


@pytest.mark.django_db
def test_who_gets_a_role_is_named_with_the_role_and_the_place(client: Client, world: World) -> None:
    client.force_login(world.hoa)
    new = officer("Ba", Role.VILLAGE, world.village)
    given = {"role": "commune", "place": world.commune.pk, "since": f"{timezone.localdate():%d/%m/%Y}"}
    shown = client.post(reverse("office:grant-new", args=[new.pk]), given, follow=True).content.decode()
    assert "Ba nay là Cán bộ cấp xã tại" in shown
