"""Tasks of a plan by sheet: in while the plan is open, refused at the cell, the same again changes nothing, and back."""

from datetime import date

import pytest

from hieuhoc.people.actions import NewUnit, add_unit
from hieuhoc.plans.actions import BudgetWords, add_budget_line, add_task, amend_plan, draft_plan, report_task
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.sheets.actions import undo_batch
from tests.cast import Cast
from tests.people.makers import LONG_AGO
from tests.plans.makers import make_derived, make_plan, plan_words, task_words, this_year
from tests.sheets.files import causes, csv_of, exported, imported, outcomes, received

pytestmark = pytest.mark.django_db
HEAD = [
    "Kế hoạch",
    "Mã nhiệm vụ",
    "Nhiệm vụ",
    "Giao cho",
    "Mã đơn vị",
    "Thôn, buôn",
    "Từ ngày",
    "Hạn",
    "Kinh phí (đồng)",
    "Nguồn kinh phí",
]
SHEET = "plan_tasks"


def draft(cast: Cast) -> ProgrammePlan:
    return draft_plan(plan_words(title="Kế hoạch của xã"), cast.commune, actor=None)


def row(code: str = "01", owner: str = "Hội Khuyến học", unit: str = "", village: str = "", **words: str) -> list[str]:
    year = this_year()
    starts_on, due_on = words.get("starts_on", f"01/03/{year}"), words.get("due_on", f"30/06/{year}")
    money = [words.get("budget", "5.000.000"), words.get("source", "")]
    return ["kế hoạch của xã", code, "Tập huấn bộ tiêu chí", owner, unit, village, starts_on, due_on, *money]


def test_tasks_come_by_sheet_and_the_same_sheet_changes_nothing(cast: Cast) -> None:
    plan, year = draft(cast), this_year()
    school = NewUnit("TH1", "Trường tiểu học", cast.commune, "commune", "school", LONG_AGO)
    add_unit(school, actor=None)
    rows = [
        row(),
        row("02", "Thôn, buôn, tổ dân phố", village="Buôn Drăh"),
        row("03", "Trường, cơ quan, đơn vị", "TH1"),
    ]
    batch = imported(SHEET, csv_of(HEAD, rows), cast.commune)
    assert outcomes(batch) == {"new": 3}
    first, second, third = plan.tasks.order_by("code")
    assert (first.place, first.due_on) == (cast.commune, date(year, 6, 30))
    assert list(first.budget_lines.values_list("position", "source", "amount")) == [(1, "unsaid", 5_000_000)]
    assert (second.place, third.unit is not None and third.unit.code) == (cast.village, "TH1")
    assert outcomes(received(SHEET, csv_of(HEAD, rows), cast.commune)) == {"same": 3}
    head, *written = exported(SHEET, cast.commune)
    assert outcomes(received(SHEET, csv_of(head, written), cast.commune)) == {"same": 3}
    undo_batch(batch, actor=None)
    assert not plan.tasks.exists()


def test_a_row_that_differs_changes_its_task_and_can_be_taken_back(cast: Cast) -> None:
    plan, year = draft(cast), this_year()
    task = add_task(plan, task_words(cast.commune, code="01", product="Danh sách"), actor=None)
    batch = imported(SHEET, csv_of(HEAD, [row(due_on=f"31/07/{year}")]), cast.commune)
    task.refresh_from_db()
    assert (outcomes(batch), task.due_on, task.product) == ({"changed": 1}, date(year, 7, 31), "Danh sách")
    undo_batch(batch, actor=None)
    task.refresh_from_db()
    assert task.due_on == date(year, 12, 31)


def test_money_is_one_line_and_more_lines_are_changed_on_the_page(cast: Cast) -> None:
    task = add_task(draft(cast), task_words(cast.commune, code="01"), actor=None)

    def lines() -> list[tuple[str, int]]:
        return list(task.budget_lines.values_list("source", "amount").order_by("position"))

    def sheet(**words: str) -> bytes:
        return csv_of(HEAD, [row(**words)])

    assert outcomes(imported(SHEET, sheet(), cast.commune)) == {"changed": 1}
    assert lines() == [("unsaid", 5_000_000)]
    imported(SHEET, sheet(budget="", source="Quỹ khuyến học"), cast.commune)
    assert lines() == [("study_fund", 5_000_000)]
    batch = imported(SHEET, sheet(budget="6.000.000"), cast.commune)
    assert lines() == [("study_fund", 6_000_000)]
    undo_batch(batch, actor=None)
    assert lines() == [("study_fund", 5_000_000)]
    add_budget_line(task, BudgetWords("state_money", 2_000_000), actor=None)
    for wrong in ({}, {"budget": "7.000.000", "source": "Quỹ khuyến học"}):
        assert causes(received(SHEET, sheet(**wrong), cast.commune)) == {"by_lines"}
    head, *written = exported(SHEET, cast.commune)
    assert ("7000000" in written[0], "Quỹ khuyến học" in written[0]) == (True, False)
    assert outcomes(received(SHEET, csv_of(head, written), cast.commune)) == {"same": 1}


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        ({"due_on": f"01/02/{this_year()}"}, "until_before_since"),
        ({"starts_on": f"01/12/{this_year() - 1}"}, "outside_plan"),
        ({"due_on": f"01/01/{this_year() + 1}"}, "outside_plan"),
        ({"owner": "Trường, cơ quan, đơn vị"}, "no_unit"),
        ({"unit": "TH1"}, "only_unit"),
        ({"budget": "", "source": "Quỹ khuyến học"}, "no_amount"),
    ],
)
def test_what_the_form_refuses_the_sheet_refuses_at_its_cell(cast: Cast, cells: dict[str, str], cause: str) -> None:
    draft(cast)
    assert causes(received(SHEET, csv_of(HEAD, [row(**cells)]), cast.commune)) == {cause}


def test_a_plan_that_is_issued_takes_no_tasks_until_it_is_amended(cast: Cast) -> None:
    plan = make_plan(cast.commune)
    ProgrammePlan.objects.filter(pk=plan.pk).update(title="Kế hoạch của xã")
    content = csv_of(HEAD, [row("09")])
    assert causes(received(SHEET, content, cast.commune)) == {"unknown_plan"}
    amend_plan(plan, reason="Bổ sung việc", actor=None)
    assert outcomes(received(SHEET, content, cast.commune)) == {"new": 1}
    report_task(plan.tasks.get(), text="Đã làm", actor=None)
    assert causes(received(SHEET, csv_of(HEAD, [row("01")]), cast.commune)) == {"under_way"}
    draft(cast)
    assert causes(received(SHEET, content, cast.commune)) == {"two_plans"}


def test_what_was_given_from_above_keeps_its_day(cast: Cast) -> None:
    given = task_words(cast.province, owner=PlanTask.Owner.COMMUNE, due_on=date(this_year(), 5, 31))
    make_derived(make_plan(cast.province, given), cast.commune)
    assert causes(received(SHEET, csv_of(HEAD, [row()]), cast.commune)) == {"later_than_given"}


def test_what_the_records_count_goes_to_no_unit(cast: Cast) -> None:
    plan = draft(cast)
    add_task(plan, task_words(cast.commune, code="01", product_code="round"), actor=None)
    add_unit(NewUnit("TH1", "Trường tiểu học", cast.commune, "commune", "school", LONG_AGO), actor=None)
    wrong = csv_of(HEAD, [row(owner="Trường, cơ quan, đơn vị", unit="TH1")])
    assert causes(received(SHEET, wrong, cast.commune)) == {"counted_by_place"}


def test_only_offices_bring_tasks(cast: Cast) -> None:
    assert cast.minh.has_perm("sheets.import_plan_tasks", cast.commune)
    assert not cast.lan_user.has_perm("sheets.import_plan_tasks", cast.commune)
