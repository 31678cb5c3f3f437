"""Whoever changes a cell of an export and sends it back is answered: the row changes, is new, is refused or is warned about.
Never is a cell read and nothing said."""

from typing import Any

import polars as pl
import pytest

from hieuhoc.people.models import Group, Membership
from hieuhoc.places.models import Place
from hieuhoc.sheets.actions import undo_batch
from hieuhoc.sheets.definition import ROW, WARNING, Column, Problems, cleaned, raw
from hieuhoc.sheets.kinds import Day, Whole
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.runs import run_of
from hieuhoc.sheets.seen import row_numbers, rows_seen
from hieuhoc.sheets.sheet import Sheet
from tests.people.makers import Land
from tests.sheets.files import ROSTER, causes, csv_of, exported, imported, outcomes, received
from tests.sheets.full_commune import make_full_commune, settings_of_imports

pytestmark = pytest.mark.django_db
OTHERS = {"PersonName": ["Nguyễn Văn Khác"], "IdentityDigits": ["066099123456"], "PhoneDigits": ["0999888777"]}


def others(column: Column, text: str) -> list[str]:
    """What else an officer might write there. That somebody is no head, or the sex of who is only looked for, says nothing new."""
    if column.key in {"is_head", "sex"} and not text:
        return ["Có"] if column.key == "is_head" else []
    if offered := [label for label in column.kind.labels() if label != text]:
        return offered
    if isinstance(column.kind, Whole):
        return [str(number) for number in (column.kind.least, column.kind.least + 1) if str(number) != text]
    if isinstance(column.kind, Day):
        return ["07/08/2023"]
    return OTHERS.get(type(column.kind).__name__, ["09/09/1979"] if column.key == "birth" else [f"{text}X"])


def answers(sheet: Sheet, place: Place, rows: list[list[str]]) -> dict[int, Any]:
    """Row → outcome, or "warned" / "refused": the check without the reading of a file."""
    batch = Batch.objects.create(
        sheet=sheet.code, sheet_version="1", place=place, file_name="", file_sha256=b"", folder="",
        settings=settings_of_imports(),
    )  # fmt: skip
    cells = {raw(column.key): [row[place_of] or None for row in rows] for place_of, column in enumerate(sheet.columns)}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    frame = frame.with_columns(pl.Series(ROW, range(len(rows)), dtype=pl.UInt32))
    run = run_of(batch, None)
    sheet.start(run)
    frame, problems = cleaned(frame, sheet.columns)
    frame = sheet.derive(run, frame.drop(raw(column.key) for column in sheet.columns))
    frame = sheet.resolve(run, frame, problems)
    good = frame.filter(~pl.col(ROW).is_in(problems.refused_rows().implode()))
    compared = sheet.compare(run, good, problems)
    said = dict.fromkeys(range(len(rows)), "refused") | dict(compared.select(ROW, "outcome").iter_rows())
    warned = problems.frame().filter(pl.col("severity") == WARNING)[ROW].to_list()
    return said | {row: "warned" for row in warned if said[row] == "same"} | _refused(problems)


def _refused(problems: Problems) -> dict[int, str]:
    return dict.fromkeys(problems.refused_rows().to_list(), "refused")


@pytest.mark.parametrize("sheet", all_sheets(), ids=lambda sheet: sheet.code)
def test_no_cell_of_an_export_is_changed_without_an_answer(sheet: Sheet) -> None:
    land = make_full_commune()
    edits = [
        (column.key, row[position], text, [*row[:position], text, *row[position + 1 :]])
        for row in exported(sheet.code, land.near)[1:]
        for position, column in enumerate(sheet.columns)
        for text in others(column, row[position])
    ]
    said = answers(sheet, land.near, [row for _key, _old, _new, row in edits])
    unanswered = {(key, old, new) for number, (key, old, new, _row) in enumerate(edits) if said[number] == "same"}
    assert unanswered == set()


HEADS = [*ROSTER, "Chủ hộ"]


def person(name: str, number: str, *, clan: str = "", head: str = "") -> list[str]:
    return [name, "1980", "", number, "", "Buôn Drăh", "H01", clan, "", head]


def test_a_list_that_names_the_head_and_the_clan_of_known_people_is_heard(land: Land) -> None:
    both = [person("Y Bin Niê", "066080000001"), person("H'Hen Niê", "066180000002")]
    imported("roster", csv_of(HEADS, both), land.near, since="2024-01-01")
    both = [person("Y Bin Niê", "066080000001", clan="Niê", head="x"), both[1]]
    batch = imported("roster", csv_of(HEADS, both), land.near, since="2024-01-01")
    assert outcomes(batch) == {"changed": 1, "same": 1}
    (row,) = rows_seen(batch, row_numbers(batch, "changed"))
    assert row.changes == [("is_head", "Không", "Có"), ("clan", "", "Niê")]
    head = Membership.objects.get(role="head")
    assert head.citizen.name == "Y Bin Niê"
    assert head.group is not None
    assert head.group.code == "H01"
    assert Membership.objects.filter(group__kind="clan").count() == 1
    undo_batch(batch, actor=None)
    assert not Membership.objects.filter(role="head").exists()
    assert not Group.objects.filter(kind="clan").exists()


def test_two_heads_of_one_household_are_told(land: Land) -> None:
    both = [person("Y Bin Niê", "066080000001", head="x"), person("H'Hen Niê", "066180000002", head="Có")]
    batch = imported("roster", csv_of(HEADS, both), land.near, since="2024-01-01")
    assert [one.sentence[:39] for one in batch.problems.filter(column="is_head")] == [
        "Hộ này đã có chủ hộ ở dòng 2 của tệp; g"
    ]
    third = received(
        "roster", csv_of(HEADS, [person("Y Wit Niê", "066080000003", head="x")]), land.near, since="2024-01-01"
    )
    assert "other_head" in causes(third)


def test_a_corrected_household_or_clan_takes_nobodys_powers_along(land: Land) -> None:
    """Who heads a clan by mistake of the list heads no other one when the list is corrected."""
    imported(
        "roster", csv_of(ROSTER, [person("Y Bin Niê", "066080000001", clan="Niê")[:9]]), land.near, since="2024-01-01"
    )
    Membership.objects.filter(group__kind="clan").update(role="head")
    imported(
        "roster", csv_of(ROSTER, [person("Y Bin Niê", "066080000001", clan="Mlô")[:9]]), land.near, since="2024-01-01"
    )
    assert [held.role for held in Membership.objects.filter(group__name="Dòng họ Mlô", until=None)] == ["member"]


def test_a_preview_tells_a_change_once_with_what_there_was(land: Land) -> None:
    headers = ["Năm", "Loại", "Mã", "Thôn, buôn", "Tình trạng", "Số quyết định"]
    imported("recognitions", csv_of(headers, [["2024", "Cộng đồng", "", "Buôn Drăh", "Đã đăng ký", ""]]), land.near)
    batch = received(
        "recognitions", csv_of(headers, [["2024", "Cộng đồng", "", "Buôn Drăh", "Đã công nhận", "1/QĐ"]]), land.near
    )
    (row,) = rows_seen(batch, row_numbers(batch))
    assert row.changes == [("status", "Đã đăng ký", "Đã công nhận"), ("decision_number", "", "1/QĐ")]
