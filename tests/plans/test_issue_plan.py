"""A plan is drafted, issued, amended and ended; its targets measure the figures, and every wording is kept."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.documents.actions import spoil_number
from hieuhoc.documents.models import RegisteredNumber
from hieuhoc.indicators.models import Target, TargetSet
from hieuhoc.plans.actions import (
    add_task,
    amend_plan,
    change_plan,
    change_task,
    close_plan,
    draft_plan,
    drop_target,
    drop_task,
    issue_plan,
    set_target,
)
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from tests.cast import Cast
from tests.plans.makers import due_on, make_plan, paper, plan_words, task_words, this_year
from tests.refusals import refused


def test_an_issued_plan_measures_its_place_and_stands_in_the_history(cast: Cast) -> None:
    plan = draft_plan(plan_words(), cast.province, actor=cast.hoa)
    set_target(plan, "T2", this_year(), Decimal(45), actor=cast.hoa)
    issue_plan(plan, paper(), actor=cast.hoa)
    issued = TargetSet.objects.get(code=f"plan-{plan.pk}")
    assert (issued.place, issued.since, issued.until) == (
        cast.province,
        plan.starts_on,
        plan.ends_on + timedelta(days=1),
    )
    assert list(Target.objects.filter(target_set=issued).values_list("indicator", "number")) == [("T2", Decimal(45))]
    deeds = Entry.objects.filter(subject_kind="plan", subject_id=plan.pk).order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["plans.draft_plan", "plans.set_target", "plans.issue_plan"]


def test_an_amendment_is_an_edition_of_its_own_and_the_one_before_stays(cast: Cast) -> None:
    plan = make_plan(cast.province, actor=cast.hoa)
    with refused("plan_issued"):
        change_plan(plan, plan_words(title="Khác"), actor=cast.hoa)
    amend_plan(plan, reason="Thêm chỉ tiêu", actor=cast.hoa)
    set_target(plan, "T1", this_year(), Decimal(100), actor=cast.hoa)
    change_plan(plan, plan_words(title="Kế hoạch sửa đổi"), actor=cast.hoa)
    issue_plan(plan, paper("20/KH-UBND"), actor=cast.hoa)
    first, second = plan.editions.order_by("edition")
    assert (first.content["targets"], second.content["targets"]) == ({}, {f"T1 {this_year()}": "100.00"})
    assert (second.number, second.reason) == ("20/KH-UBND", "Thêm chỉ tiêu")
    close_plan(plan, reason="Hết năm", actor=cast.hoa)
    plan.refresh_from_db()
    assert plan.status == ProgrammePlan.Status.CLOSED
    with refused("plan_not_issued"):
        amend_plan(plan, reason="Nữa", actor=cast.hoa)
    with refused("plan_not_issued"):
        close_plan(plan, reason="Nữa", actor=cast.hoa)


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    plan = draft_plan(plan_words(), cast.province, actor=cast.hoa)
    with refused("empty_plan"):
        issue_plan(plan, paper(), actor=cast.hoa)
    with refused("no_number"):
        issue_plan(plan, paper(" "), actor=cast.hoa)
    with refused("in_future"):
        issue_plan(plan, replace(paper(), signed_on=timezone.localdate() + timedelta(days=1)), actor=cast.hoa)
    for code, values in (
        ("no_title", {"title": " "}),
        ("until_before_since", {"ends_on": date(2000, 1, 1)}),
        ("too_long_a_plan", {"ends_on": date(this_year() + 40, 1, 1)}),
    ):
        with refused(code):
            draft_plan(plan_words(**values), cast.province, actor=cast.hoa)
    for code, indicator, year, number in (
        ("unknown_indicator", "T99", this_year(), Decimal(1)),
        ("year_outside_plan", "T1", this_year() + 1, Decimal(1)),
        ("not_a_share", "T1", this_year(), Decimal(101)),
    ):
        with refused(code):
            set_target(plan, indicator, year, number, actor=cast.hoa)


def test_only_the_office_of_the_place_plans_for_it(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        draft_plan(plan_words(), cast.province, actor=cast.minh)
    with pytest.raises(PermissionDenied):
        draft_plan(plan_words(), cast.commune, actor=cast.son)
    plan = make_plan(cast.commune, is_issued=False, actor=cast.minh)
    for deed in (
        lambda: issue_plan(plan, paper(), actor=cast.son),
        lambda: set_target(plan, "T1", this_year(), Decimal(1), actor=cast.son),
        lambda: add_task(plan, task_words(cast.commune), actor=cast.son),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_a_target_of_ones_own_is_dropped(cast: Cast) -> None:
    plan = draft_plan(plan_words(), cast.province, actor=cast.hoa)
    target = set_target(plan, "T1", this_year(), Decimal(90), actor=cast.hoa)
    assert set_target(plan, "T1", this_year(), Decimal(95), actor=cast.hoa).pk == target.pk
    drop_target(target, actor=cast.hoa)
    assert not plan.targets.exists()


def test_a_task_given_to_every_commune_is_a_row_for_each_once_the_plan_is_issued(cast: Cast) -> None:
    words = task_words(cast.province, owner=PlanTask.Owner.COMMUNE)
    plan = make_plan(cast.province, words, actor=cast.hoa)
    common = plan.tasks.get(is_part=False)
    parts = plan.tasks.filter(is_part=True)
    assert {part.place for part in parts} == {cast.commune, cast.other_commune}
    assert {(part.code, part.parent) for part in parts} == {(common.code, common)}
    amend_plan(plan, reason="Đổi hạn", actor=cast.hoa)
    with refused("part_of_common"):
        drop_task(parts[0], reason="Không", actor=cast.hoa)
    with refused("task_under_way"):
        change_task(common, replace(words, place=cast.commune), actor=cast.hoa)
    change_task(common, replace(words, title="Tuyên truyền hai lần"), actor=cast.hoa)
    issue_plan(plan, paper("21/KH-UBND"), actor=cast.hoa)
    assert {part.title for part in plan.tasks.filter(is_part=True)} == {"Tuyên truyền hai lần"}
    assert plan.tasks.filter(is_part=True).count() == 2


def test_a_task_that_cannot_be_is_refused(cast: Cast) -> None:
    plan = make_plan(cast.commune, is_issued=False, actor=cast.minh)
    other = task_words(cast.other_commune)
    wrong = (
        ("place_outside_plan", other),
        ("no_title", task_words(cast.commune, title=" ")),
        ("no_unit", task_words(cast.commune, owner=PlanTask.Owner.UNIT)),
        ("task_outside_plan", task_words(cast.commune, due_on=date(this_year() + 1, 1, 5))),
        ("until_before_since", task_words(cast.commune, due_on=date(this_year() - 1, 1, 5))),
        ("code_taken", task_words(cast.commune, code="01")),
        ("unknown_product", task_words(cast.commune, product_code="moon")),
        ("no_product_choice", task_words(cast.commune, product_code="figure", product_number=Decimal(40))),
        ("no_product_number", task_words(cast.commune, product_code="activities")),
    )
    for code, words in wrong:
        with refused(code):
            add_task(plan, words, actor=cast.minh)
    with refused("no_reason"):
        drop_task(plan.tasks.get(), reason=" ", actor=cast.minh)
    drop_task(plan.tasks.get(), reason="Không cần", actor=cast.minh)
    with refused("task_ended"):
        drop_task(plan.tasks.get(), reason="Nữa", actor=cast.minh)


def test_the_register_gives_a_plan_its_number_and_each_edition_another(cast: Cast) -> None:
    plan = make_plan(cast.commune, is_issued=False, actor=cast.minh)
    issue_plan(plan, replace(paper("12/KH-UBND"), takes_number=True), actor=cast.minh)
    amend_plan(plan, reason="Đổi hạn", actor=cast.minh)
    issue_plan(plan, replace(paper("/KH-UBND"), takes_number=True), actor=cast.minh)
    assert list(plan.editions.order_by("edition").values_list("number", flat=True)) == ["12/KH-UBND", "13/KH-UBND"]
    plan.refresh_from_db()
    assert plan.number == "13/KH-UBND"
    taken = RegisteredNumber.objects.order_by("sequence").values_list("text", "kind", "issuer")
    assert list(taken) == [(number, "programme_plan", plan.organ) for number in ("12/KH-UBND", "13/KH-UBND")]
    with refused("number_kept"):
        spoil_number(RegisteredNumber.objects.latest("pk"), reason="Nhầm", actor=cast.minh)


def test_nothing_of_a_draft_is_late(cast: Cast) -> None:
    plan = make_plan(cast.commune, is_issued=False, actor=cast.minh)
    yesterday = timezone.localdate() - timedelta(days=1)
    task = due_on(plan.tasks.get(), yesterday)
    assert not task.is_late(timezone.localdate())
    issue_plan(plan, paper(), actor=cast.minh)
    task = PlanTask.objects.get(pk=task.pk)
    assert task.is_late(timezone.localdate())
    assert list(PlanTask.objects.late(timezone.localdate())) == [task]
