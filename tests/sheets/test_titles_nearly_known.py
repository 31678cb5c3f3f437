"""A column whose title is not quite ours is never just left out: notes in brackets do not matter, what resembles a title is
asked about, and of several columns of one meaning the officer chooses."""

from pathlib import Path

import polars as pl
import pytest

from hieuhoc.people.rosters.roster import COLUMNS
from hieuhoc.sheets.actions import answer_questions, check_batch
from hieuhoc.sheets.definition import ROW, with_all_columns
from hieuhoc.sheets.headers import match_headers, nearly, remedy, says_another_word
from hieuhoc.sheets.questions import open_questions
from hieuhoc.sheets.seen import row_numbers, rows_seen
from tests.lib.looks import FORMATS, Page, in_every_format
from tests.people.makers import Land
from tests.refusals import refusal_code
from tests.sheets.files import csv_of, outcomes, received

USUAL = ["Họ và tên", "Ngày sinh"]


def test_notes_in_brackets_are_no_part_of_a_title() -> None:
    matched = match_headers(["HỌ VÀ TÊN (chữ in hoa)", "Năm sinh [dương lịch]", "Giới tính (Nam/Nữ)"], COLUMNS)
    assert list(matched.mapping.values()) == ["name", "birth", "sex"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Số thẻ CCCD", "number"),
        ("Tên thôn, buôn", "village"),
        ("Số điện thoại liên hệ", "phone"),
        ("Địa chỉ thường trú", "village"),
        ("Tên trường", None),
        ("Hộ", "household"),
        ("Mã họ", "clan"),
        ("Họ", None),
        ("Hộ nghèo", None),
        ("STT", None),
    ],
)
def test_titles_that_hold_one_of_ours_are_nearly_it(title: str, key: str | None) -> None:
    near = nearly([title], COLUMNS)
    assert (near[title].key if near else None) == key


def test_titles_that_are_one_only_without_their_marks_are_two() -> None:
    """Read as the other, a household's code would begin a name, a clan's would be a household's, and all would be men."""
    assert says_another_word("Mã họ", "Mã hộ")
    assert not says_another_word("MA HO", "Mã hộ")
    assert match_headers(["Ho va ten", "Nam sinh", "Ma ho"], COLUMNS).unknown == []
    matched = match_headers([*USUAL, "Năm", "Mã họ", "Hộ"], COLUMNS)
    assert (matched.ticked, matched.unknown) == ({}, ["Năm", "Mã họ", "Hộ"])
    assert refusal_code(lambda: match_headers(["Hộ", "Tên", "Ngày sinh"], COLUMNS)) == "column_missing"
    assert match_headers(["Họ", "Tên", "Hộ", "Ngày sinh"], COLUMNS).mapping["Họ"] == "name"


@pytest.mark.django_db
@in_every_format
def test_a_column_titled_only_household_is_asked_about(land: Land, tmp_path: Path, kind: str) -> None:
    page = Page([["Hộ", "Họ", "Tên", "Năm sinh"], ["H1", "Lê Văn", "Một", "1980"], ["H2", "Lê Văn", "Hai", "1981"]])
    content = FORMATS[kind](tmp_path / f"a.{kind}", [page]).read_bytes()
    batch = received("roster", content, land.near, name=f"a.{kind}", since="2024-01-01")
    assert [one.code for one in open_questions(batch)] == ["title.household.A"], batch.refusal
    assert not any("“Hộ”" in note for note in batch.notes)
    batch = check_batch(answer_questions(batch, {"title.household.A": "change"}, actor=None), actor=None)
    seen = rows_seen(batch, row_numbers(batch))
    assert [(row.cells["name"], row.cells["household"]) for row in seen] == [("Lê Văn Một", "H1"), ("Lê Văn Hai", "H2")]


def test_a_missing_column_names_the_one_it_may_be() -> None:
    unlike = ["Họ và tên công dân", "Ngày sinh"]
    assert refusal_code(lambda: match_headers(unlike, COLUMNS)) == "column_missing"
    assert "“Họ và tên công dân”" in remedy(nearly(unlike, [one for one in COLUMNS if one.key == "name"]))


def test_a_couple_in_one_row_is_told_to_be_two_rows() -> None:
    couple = ["Họ tên chồng", "Họ tên vợ", "Ngày sinh"]
    assert refusal_code(lambda: match_headers(couple, COLUMNS)) == "column_missing"
    told = remedy(nearly(couple, [one for one in COLUMNS if one.key == "name"]))
    assert "“Họ tên chồng”, “Họ tên vợ”" in told
    assert "ghi mỗi người một dòng" in told
    notes = match_headers([*USUAL, "Họ tên vợ", "Họ tên mẹ"], COLUMNS).notes()
    assert ["một người trong cùng dòng" in note for note in notes] == [True, False]


def test_marks_in_two_columns_of_one_answer_are_none() -> None:
    chunk = pl.DataFrame({ROW: [2, 3, 4, 5], "Nam": ["x", "x", "0", None], "Nữ": ["x", "0", None, "1985"]})
    ticked = {word: ("sex", word) for word in ("Nam", "Nữ")}
    read = with_all_columns(chunk, COLUMNS, {}, ticked, {"Nam": "birth", "Nữ": "birth"})
    assert read["raw.sex"].to_list() == ["Nam + Nữ", "Nam", None, "Nữ"]


@pytest.mark.django_db
def test_the_officer_says_what_a_column_is(land: Land) -> None:
    headers = [*USUAL, "Số thẻ CCCD", "Ngày cấp CCCD", "Năm sinh"]
    row = ["Lê Văn Một", "05/03/1980", "066080000001", "01/01/2021", "1980"]
    batch = received("roster", csv_of(headers, [row]), land.near, since="2024-01-01")
    asked = {one.code: [value for value, _words in one.choices] for one in open_questions(batch)}
    assert asked == {"twice.birth": ["Ngày sinh", "Năm sinh", "*all"], "title.number.C": ["change", "leave_out"]}
    assert not any("Số thẻ CCCD" in note for note in batch.notes)
    answers = {"twice.birth": "Năm sinh", "title.number.C": "change"}
    batch = check_batch(answer_questions(batch, answers, actor=None), actor=None)
    assert outcomes(batch) == {"new": 1}
    (seen,) = rows_seen(batch, row_numbers(batch))
    assert (seen.cells["birth"], seen.cells["number"]) == ("1980", "066080000001")


@pytest.mark.django_db
def test_an_address_is_offered_as_village_when_it_holds_one(land: Land) -> None:
    homes = {"Buôn Drăh, xã Cư Né": ["title.village.C"], "12 Lê Lợi": []}
    for home, asked in homes.items():
        rows = [["Lê Văn Một", "1980", home], ["Lê Văn Hai", "1981", home]]
        batch = received("roster", csv_of([*USUAL, "Địa chỉ"], rows), land.near, since="2024-01-01")
        assert [one.code for one in open_questions(batch)] == asked
    batch = received(
        "roster",
        csv_of([*USUAL, "Địa chỉ"], [["Lê Văn Một", "1980", "Buôn Drăh, xã Cư Né"]]),
        land.near,
        since="2024-01-01",
    )
    batch = check_batch(answer_questions(batch, {"title.village.C": "change"}, actor=None), actor=None)
    assert outcomes(batch) == {"new": 1}
    assert any("được đọc là" in note for note in batch.notes)


@pytest.mark.django_db
def test_columns_of_one_meaning_complete_each_other_when_the_officer_says_so(land: Land) -> None:
    headers = [*USUAL, "Thôn", "Tổ dân phố"]
    rows = [["Lê Văn Một", "1980", "Buôn Drăh", ""], ["Lê Văn Hai", "1981", "", "Buôn Drăh"]]
    rows += [["Lê Văn Ba", "1982", "Buôn Drăh", "Buôn Khác"], ["Lê Văn Tư", "1983", "Buôn Drăh", "Buôn Drăh"]]
    batch = received("roster", csv_of(headers, rows), land.near, since="2024-01-01")
    assert [one.code for one in open_questions(batch)] == ["twice.village"]
    batch = check_batch(answer_questions(batch, {"twice.village": "*all"}, actor=None), actor=None)
    assert outcomes(batch) == {"new": 4}
    assert {row.cells["village"] for row in rows_seen(batch, row_numbers(batch))} == {"Buôn Drăh"}
    assert not any("không dùng" in note for note in batch.notes)
    assert "1 dòng ghi khác nhau ở các cột “Thôn”, “Tổ dân phố”: chỉ đọc cột đứng trước." in batch.notes


@pytest.mark.django_db
def test_marks_in_two_columns_and_unknown_codes_are_said_and_not_shown_as_read(land: Land) -> None:
    row = ["Lê Văn Một", "1980", "x", "x", "KHONG-CO"]
    batch = received("roster", csv_of([*USUAL, "Nam", "Nữ", "Mã đơn vị"], [row]), land.near, since="2024-01-01")
    assert outcomes(batch) == {"new": 1}
    assert "Có dấu ở nhiều cột cùng lúc (Nam + Nữ)" in batch.problems.get(column="sex").sentence
    assert batch.problems.get(column="unit").severity == "warning"
    (seen,) = rows_seen(batch, row_numbers(batch))
    assert not {"sex", "unit"} & set(seen.cells)
