"""A form that was opened before somebody else changed the same thing overwrites nothing."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.models import User
from hieuhoc.config.environment import ROOT
from hieuhoc.people.actions import NewUnit, add_branch, add_unit
from hieuhoc.people.models import Citizen, Residence
from hieuhoc.places.models import PlaceSpell
from tests.cast import Cast
from tests.people.makers import LONG_AGO

# They fill in a proposal for something new, or a fact that one adds to and nobody can overwrite.
SUGGEST = {
    *("round_new", "criteria_draft", "criteria_promulgate", "sign_in_change", "decision_new", "title_revoke"),
    *("erasure_new", "period_change", "consultation_new", "model_criteria_draft", "model_decide", "model_revoke"),
    *("chain_draft", "example_adopt", "lesson_new", "number_page", "decision_correct"),
    *("plan_derive", "plan_issue", "plan_new", "target_new", "task_new"),
    *("circular_new", "circular_issue"),
    *("sample_draw", "_answer_form", "model_objection_answer"),
    *("criterion_drop", "_form"),  # which one is meant; what was seen is carried by the view that asks
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def filled(client: Client, address: str) -> dict[str, str]:
    """What a browser would send back of the form as it was opened."""
    page = client.get(address)
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    (seen,) = re.findall(r'name="seen" value="(\w+)"', page.content.decode())
    shown = {name: field.prepare_value(values[name]) for name, field in form.fields.items()}
    return {name: str(value) for name, value in shown.items() if value not in (None, "")} | {"seen": seen}


def test_the_second_of_two_officers_is_told_and_loses_nothing(cast: Cast) -> None:
    address = reverse("office:citizen-correct", args=[cast.lan.pk])
    minh, hoa = signed_in(cast.minh), signed_in(cast.hoa)
    first, second = filled(minh, address), filled(hoa, address)
    assert minh.post(address, first | {"name": "H'Lan Ayŭn"}).status_code == 302
    answer = hoa.post(address, second | {"sex": "f", "phone": "0905123456"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Nội dung đã được sửa từ khi mở trang này" in text
    assert "Hiện đang ghi: H&#x27;Lan Ayŭn." in text
    assert 'value="0905123456"' in text, "what was typed stays"
    assert Citizen.objects.get(pk=cast.lan.pk).name == "H'Lan Ayŭn"


def test_whoever_has_seen_what_stands_there_may_change_it(cast: Cast) -> None:
    address = reverse("office:citizen-correct", args=[cast.lan.pk])
    hoa = signed_in(cast.hoa)
    old = filled(hoa, address)
    Citizen.objects.filter(pk=cast.lan.pk).update(name="H'Lan Ayŭn")
    refused = hoa.post(address, old)
    (seen,) = re.findall(r'name="seen" value="(\w+)"', refused.content.decode())
    assert hoa.post(address, old | {"seen": seen}).status_code == 302
    assert Citizen.objects.get(pk=cast.lan.pk).name == "H'Lan Niê"


def test_the_same_form_sent_twice_is_one_correction(cast: Cast) -> None:
    address = reverse("office:citizen-correct", args=[cast.lan.pk])
    minh = signed_in(cast.minh)
    given = filled(minh, address) | {"name": "H'Lan Ayŭn"}
    assert [minh.post(address, given).status_code for _ in range(2)] == [302, 302]


def forms_of(cast: Cast) -> dict[str, tuple[str, dict[str, str], list[object]]]:
    """Address, what the late officer sends, and the rows that must stay as the early one left them."""
    unit = add_unit(NewUnit("TH1", "Trường", cast.commune, "commune", "school", LONG_AGO), actor=None)
    branch = add_branch("CH1", "Chi hội", cast.commune, since=LONG_AGO, actor=None)
    stay = Residence.objects.get(citizen=cast.lan)
    return {
        "unit": (reverse("office:unit-change", args=[unit.pk]), {"name": "Trường khác", "since": "01/01/2026"}, [unit]),
        "branch": (
            reverse("office:branch-change", args=[branch.pk]),
            {"name": "Chi hội khác", "since": "01/01/2026"},
            [branch],
        ),
        "group": (reverse("office:group-change", args=[cast.clan.pk]), {"name": "Họ khác"}, [cast.clan]),
        "residence": (
            reverse("office:residence-correct", args=[stay.pk]),
            {"home": str(cast.commune.pk), "reason": "Nhầm"},
            [stay],
        ),
        "village": (
            reverse("office:village-rename", args=[cast.village.pk]),
            {"name": "Khác", "since": "01/01/2026"},
            [PlaceSpell.objects.get(place=cast.village)],
        ),
    }


@pytest.mark.parametrize("name", ["unit", "branch", "group", "residence", "village"])
def test_a_late_form_changes_nothing(cast: Cast, name: str) -> None:
    address, late, rows = forms_of(cast)[name]
    minh = signed_in(cast.minh)
    opened = filled(minh, address)
    for row in rows:
        values = {"since": "2021-01-01"} if isinstance(row, Residence) else {"name": "Sửa trước"}
        type(row)._default_manager.filter(pk=row.pk).update(**values)  # type: ignore[attr-defined]
    before = [type(row)._default_manager.filter(pk=row.pk).values().get() for row in rows]  # type: ignore[attr-defined]
    assert minh.post(address, opened | late).status_code == 409
    assert [type(row)._default_manager.filter(pk=row.pk).values().get() for row in rows] == before  # type: ignore[attr-defined]


def views_with_initial() -> Iterator[tuple[str, bool]]:
    """Views of the office whose form starts with values, and whether it carries what they were."""
    for path in sorted((ROOT / "hieuhoc" / "web" / "office").rglob("*.py")):
        for view in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(view, ast.FunctionDef):
                continue
            calls = [node for node in ast.walk(view) if isinstance(node, ast.Call)]
            starts = [
                keyword.value
                for call in calls
                if call.args and ast.unparse(call.args[0]).startswith("request.POST")
                for keyword in call.keywords
                if keyword.arg == "initial"
            ]
            if starts:
                has_edition = any("edition" in ast.unparse(start) for start in starts)
                asks = any(keyword.arg == "known" for call in calls for keyword in call.keywords)
                passes = any(ast.unparse(argument) == "known" for call in calls for argument in call.args)
                yield view.name, has_edition or asks or passes


def test_every_form_that_starts_with_what_is_on_record_carries_what_it_saw() -> None:
    views = dict(views_with_initial())
    assert {name for name, is_kept in views.items() if not is_kept} == SUGGEST & set(views)
