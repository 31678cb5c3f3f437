"""Reported figures by sheet: a new one is typed in, the same changes nothing, another value waits for its reason on the page."""

import io
from datetime import date

import openpyxl
import pytest
from django.utils import timezone

from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.models import PlaceSpell
from hieuhoc.reported.actions import hand_in_period, open_period
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod
from hieuhoc.sheets.actions import confirm_batch, undo_batch
from hieuhoc.sheets.workbooks import write_export, write_template
from tests.cast import Cast
from tests.places.small_map import new
from tests.refusals import refused
from tests.reported.makers import SOURCE, entry, make_locked, type_in
from tests.sheets.files import causes, csv_of, imported, outcomes, received, xlsx_of

pytestmark = pytest.mark.django_db
SHEET = "reported_figures"
HEAD = ["Loại số liệu", "Mã nơi báo cáo", "Năm", "Kỳ", "Số", "Trên tổng số", "Tỷ lệ (%)", "Tài liệu nguồn"]


def row(kind: str = "Dân số", number: str = "8.000", whole: str = "", percent: str = "", **other: str) -> list[str]:
    place, year = other.get("place", ""), other.get("year", "2024")
    return [kind, place, year, "Cả năm", number, whole, percent, other.get("source", SOURCE)]


def _as_number(cell: str) -> float | str:
    """A cell as Excel keeps it."""
    return float(cell.replace(".", "").replace(",", ".")) if cell else ""


def test_the_template_offers_kinds_and_spans_and_takes_what_is_written_into_it(cast: Cast) -> None:
    template = io.BytesIO()
    write_template(SHEET, cast.commune, template, actor=None)
    book = openpyxl.load_workbook(template)
    page = book.worksheets[0]
    columns = {str(cell.value).strip(" *"): cell.column for cell in page[1]}
    for title, value in zip(HEAD, row(), strict=True):
        page.cell(2, columns[title], value)
    filled = io.BytesIO()
    book.save(filled)
    assert outcomes(imported(SHEET, filled.getvalue(), cast.commune, name="mau.xlsx")) == {"new": 1}


def test_a_share_below_one_per_cent_is_asked_about(cast: Cast) -> None:
    """What a cell that Excel shows as 54% holds."""
    batch = received(SHEET, csv_of(HEAD, [row("Gia đình học tập", "", percent="0,54")]), cast.commune)
    assert causes(batch) == {"under_one_percent"}
    assert outcomes(batch) == {"new": 1}


def test_new_figures_open_their_period_and_the_same_sheet_changes_nothing(cast: Cast) -> None:
    rows = [row(), row("Hội viên Hội Khuyến học", "1.200", "8.000"), row("Gia đình học tập", "", "", "54,18")]
    as_excel = [[*cells[:4], *map(_as_number, cells[4:7]), cells[7]] for cells in rows]
    batch = imported(SHEET, xlsx_of(HEAD, as_excel), cast.commune, name="so-lieu.xlsx")
    assert outcomes(batch) == {"new": 3}
    period = ReportingPeriod.objects.get(place=cast.commune, year=2024)
    members = period.figures.get(kind="members")
    assert (members.number, members.whole, members.map_date) == (1_200, 8_000, date(2024, 12, 31))
    assert (members.precision, members.certainty, str(period.figures.get(kind="families").percent)) == (
        "exact",
        "seen",
        "54.18",
    )
    assert outcomes(received(SHEET, csv_of(HEAD, rows), cast.commune)) == {"same": 3}
    workbook = io.BytesIO()
    write_export(SHEET, cast.commune, workbook, on=timezone.localdate(), actor=None)
    assert outcomes(received(SHEET, workbook.getvalue(), cast.commune, name="xuat.xlsx")) == {"same": 3}
    undo_batch(batch, actor=None)
    assert not ReportingPeriod.objects.exists()
    assert not ReportedFigure.objects.exists()


def test_a_figure_joins_the_period_that_is_open(cast: Cast) -> None:
    period = open_period(cast.commune, 2024, "year", actor=cast.minh)
    type_in(period, "population", entry(8_000))
    type_in(period, "population", entry(8_100, reason="Gõ nhầm"))
    content = csv_of(HEAD, [row(number="8.100"), row("Chi hội khuyến học", "12")])
    batch = imported(SHEET, content, cast.commune)
    assert outcomes(batch) == {"same": 1, "new": 1}
    assert period.figures.count() == 2
    hand_in_period(period, actor=None)
    with refused("touched"):
        undo_batch(batch, actor=None)


def test_another_value_is_refused_at_its_cell_for_a_correction_has_its_reason(cast: Cast) -> None:
    type_in(open_period(cast.commune, 2024, "year", actor=None), "members", entry(1_200, 8_000))
    batch = received(SHEET, csv_of(HEAD, [row("Hội viên Hội Khuyến học", "1.250", "8.100")]), cast.commune)
    assert causes(batch) == {"no_reason"}
    assert ReportedFigure.objects.get().number == 1_200


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        (row(whole="9.000"), "is_no_share"),
        (row(percent="12"), "is_no_share"),
        (row(number=""), "no_number"),
        (row("Gia đình học tập", ""), "says_nothing"),
        (row("Gia đình học tập", "", "900"), "whole_alone"),
        (row("Gia đình học tập", "500", "900", "55,5"), "percent_follows"),
        (row("Gia đình học tập", "901", "900"), "more_than_whole"),
        (row("Gia đình học tập", "", percent="101"), "out_of_bounds"),
        (row(year="2099"), "year_out_of_reach"),
        (row(place="99999"), "place_of_another_map"),
        (row(source=""), "missing"),
    ],
)
def test_what_the_form_refuses_the_sheet_refuses_at_its_cell(cast: Cast, cells: list[str], cause: str) -> None:
    assert causes(received(SHEET, csv_of(HEAD, [cells]), cast.commune)) == {cause}


def test_a_period_handed_in_or_locked_takes_nothing_new_but_says_the_same(cast: Cast) -> None:
    make_locked(cast.commune)
    content = csv_of(HEAD, [row("Chi hội khuyến học", "12")])
    assert causes(received(SHEET, content, cast.commune)) == {"locked"}
    assert outcomes(received(SHEET, csv_of(HEAD, [row()]), cast.commune)) == {"same": 1}
    period = open_period(cast.commune, 2023, "year", actor=None)
    type_in(period, "population", entry(7_900))
    late = csv_of(HEAD, [row("Chi hội khuyến học", "12", year="2023")])
    checked_before = received(SHEET, late, cast.commune)
    hand_in_period(period, actor=None)
    assert outcomes(confirm_batch(checked_before, workers=1, actor=None)) == {"refused": 1}
    assert causes(received(SHEET, late, cast.commune)) == {"handed_in"}
    assert period.figures.count() == 1


def test_the_past_of_a_merged_commune_is_brought_under_the_code_it_had(cast: Cast) -> None:
    PlaceSpell.objects.filter(place=cast.commune).update(code="24100")
    change = drafting.merge([cast.commune.pk, cast.other_commune.pk], new("Ea Mới", cast.province))
    apply_change_order(draft_order("Sáp nhập", "", date(2025, 7, 1), change, actor=None), actor=None)
    assert outcomes(imported(SHEET, csv_of(HEAD, [row(place="24100")]), cast.province)) == {"new": 1}
    assert ReportedFigure.objects.get().place == cast.commune
    late = csv_of(HEAD, [row(place="24100", year="2025")])
    assert causes(received(SHEET, late, cast.province)) == {"place_of_another_map"}


def test_only_offices_bring_figures(cast: Cast) -> None:
    assert cast.minh.has_perm("sheets.import_reported_figures", cast.commune)
    assert not cast.lan_user.has_perm("sheets.import_reported_figures", cast.commune)
