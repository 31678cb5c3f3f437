"""Lists as people really send them (`cases/`): what is asked of each, what is said, who comes in."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hieuhoc.people.models import Citizen, Group
from hieuhoc.places.models import PlaceSpell
from hieuhoc.sheets.actions import answer_questions, check_batch, confirm_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.numbering import row_name
from hieuhoc.sheets.questions import cells_of, open_questions, questions_of
from hieuhoc.sheets.seen import row_numbers, rows_seen
from hieuhoc.sheets.workbooks import write_annotated
from tests.lib.looks import BOOKS, FORMATS, Page, in_every_format
from tests.people.makers import Land
from tests.sheets.files import outcomes, received

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """`asked`: code → (rows, answer given); `said`: words of notes and problems; `people`: name → birth as one sees it."""

    asked: dict[str, tuple[int, str]] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    people: dict[str, str] = field(default_factory=dict)
    refused: int = 0


CASES = {
    "02-filtered.xlsx": Case(
        {"hidden_row": (3, "leave_out")}, (),
        {"Đỗ Văn Sáng": "02/02/1975", "Đỗ Văn Trưa": "09/09/2001", "Đỗ Văn Khuya": "06/06/1966"},
    ),
    "03-struck-out.xlsx": Case({"struck_row": (2, "leave_out")}, (), {"Hồ Văn Còn": "02/02/1985", "Hồ Thị Ở": "08/12/1993"}),
    "04-zero-shown-by-format.xlsx": Case({}, (), {"Bùi Văn Không": "02/02/1985", "Bùi Thị Một": "03/04/1988", "Bùi Văn Hai": "09/09/1991"}),
    "04b-zero-lost.xlsx": Case(
        {"lost_zero.number": (3, "change")}, (), {"Bùi Văn Không": "02/02/1985", "Bùi Thị Một": "03/04/1988", "Bùi Văn Hai": "09/09/1991"},
    ),
    "07-strict.xlsx": Case({}, (), {"Võ Văn Nghiêm": "02/02/1985", "Võ Thị Ngặt": "03/04/1988"}),
    "08-backslash.xlsx": Case({}, (), {"Võ Văn Nghiêm": "02/02/1985", "Võ Thị Ngặt": "03/04/1988"}),
    "10-equals-quoted.csv": Case({}, (), {"Mai Văn Bằng": "02/02/1985", "Mai Thị Nháy": "03/04/1988"}),
    "10b-equals-quoted-escaped.csv": Case({}, (), {"Mai Văn Bằng": "02/02/1985", "Mai Thị Nháy": "03/04/1988"}),
    "13-given-name-untitled.xlsx": Case(
        {}, ("ghép từ hai cột",), {"Trịnh Văn Sơn": "02/02/1985", "Trịnh Thị Hải": "03/04/1988", "Trịnh Công Lĩnh": "09/09/2001"},
    ),
    "13b-given-name-titled.xlsx": Case(
        {}, ("ghép từ hai cột: “Họ và tên” và “Tên”",), {"Trịnh Văn Sơn": "02/02/1985", "Trịnh Thị Hải": "03/04/1988", "Trịnh Công Lĩnh": "09/09/2001"},
    ),
    "13c-ho-dem-ten.xlsx": Case(
        {}, ("ghép từ hai cột: “Họ và tên đệm” và “Tên”",),
        {"Trịnh Văn Sơn": "02/02/1985", "Trịnh Thị Hải": "03/04/1988", "Trịnh Công Lĩnh": "09/09/2001"},
    ),
    "14-sheet-a-village.xlsx": Case(
        {"sheets": (2, "*")}, (),
        {"Kiều Văn Một": "02/02/1985", "Kiều Thị Một": "03/04/1988", "Kiều Văn Hai": "09/09/2001", "Kiều Thị Hai": "08/12/2003"},
    ),
    "14b-cover-first.xlsx": Case({}, ("Chỉ đọc trang “Danh sách”; không đọc: Bìa.",), {"Kiều Văn Bìa": "09/09/2001", "Kiều Thị Bìa": "08/12/2003"}),
    "15-two-phones.xlsx": Case(
        {}, ("giữ số đầu tiên",), {"Quách Văn Hai Số": "02/02/1985", "Quách Thị Ghi Chú": "03/04/1988", "Quách Văn Không Số": "09/09/2001"},
    ),
    "16-note-in-name.xlsx": Case(
        {"dead_in_name.name": (1, "leave_out"), "moved_in_name.name": (1, "leave_out"), "title_in_name.name": (1, "change"), "year_in_name.name": (1, "change")},
        ("dấu lặp lại",), {"Thái Văn Kính": "09/09/1951", "Thái Thị Thật": "08/12/1993"}, refused=1,
    ),
    "18-year-in-date-cell.xlsx": Case({"year_typed.birth": (2, "change")}, (), {"Đinh Văn Tuổi": "1985", "Đinh Thị Già": "1942"}),
    "18b-date-shown-as-year.xlsx": Case({"day_behind_year": (2, "keep")}, (), {"Đinh Văn Tuổi": "1985", "Đinh Thị Già": "1942"}),
    "18c-year-in-date-cell-no-number.xlsx": Case(
        {"year_typed.birth": (3, "change")}, (), {"Đinh Văn Trẻ": "1998", "Đinh Thị Nhỏ": "2006", "Đinh Văn Lớn": "1957"},
    ),
    "19-ditto.xlsx": Case(
        {}, ("Cột “Thôn, buôn”: 2 ô có dấu lặp", "Cột “Mã hộ”: 2 ô"), {"Tô Văn Trên": "02/02/1985", "Tô Thị Dưới": "03/04/1988", "Tô Văn Nữa": "09/09/2001"},
    ),
    "19b-ditto-household.xlsx": Case(
        {}, ("Cột “Mã hộ”: 3 ô có dấu lặp",),
        {"Tô Thị Lặp": "01/02/1981", "Tô Văn Lặp": "01/02/1982", "Tô Thị Lại": "01/02/1983", "Tô Văn Lại": "01/02/1984"},
    ),
    "21-year-under-sex.xlsx": Case({}, ("đọc cả hai",), {"Ninh Văn Cột": "1985", "Ninh Thị Dòng": "1988"}),
    "23-change-preview.xlsx": Case({}, (), {"Trần Văn Lành": "15/03/1980"}),
}  # fmt: skip


def sent(land: Land, name: str) -> Batch:
    content = (FOLDER / name).read_bytes()
    return received("roster", content, land.near, name=name, since="2025-07-01", make_villages="yes")


def test_every_case_has_its_answer() -> None:
    assert set(CASES) == {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize("name", CASES)
def test_a_list_as_people_send_it_is_read_as_they_mean_it(land: Land, name: str) -> None:
    case, batch = CASES[name], sent(land, name)
    assert batch.refusal == ""
    assert {one.code: one.count for one in questions_of(batch)} == {
        code: count for code, (count, _a) in case.asked.items()
    }
    if case.asked:
        batch = answer_questions(batch, {code: answer for code, (_count, answer) in case.asked.items()}, actor=None)
        batch = check_batch(batch, actor=None)
    assert open_questions(batch) == []
    said = " ".join([*batch.notes, *(problem.sentence for problem in batch.problems.all())])
    assert all(words in said for words in case.said), said
    assert outcomes(batch) == {"new": len(case.people)} | ({"refused": case.refused} if case.refused else {})
    confirm_batch(batch, workers=1, actor=None)
    assert {one.name: seen_birth(one) for one in Citizen.objects.all()} == case.people
    assert not Group.objects.filter(code__in=['"', "NT", "-NT-"]).exists()


WORDS: list[list[Any]] = [
    ["Họ và tên", "Ngày sinh", "Số định danh", "Điện thoại", "Thôn, buôn", "Mã hộ"],
    ["Quách Văn Hai Số", "02/02/1985", None, "0905123456 - 0914123456 (vợ)", "Buôn Drăh", "H1"],
    ["Quách Thị Không Số", "1988", None, "không có", "nt", '"'],
    ["Thái Văn Xưa (đã mất)", "09/09/1931", None, None, "〃", "〃"],
    ["Ông Thái Văn Kính", "09/09/1951", None, None, "như trên", "H2"],
    ["Bùi Văn Không", "02/02/1985", 66085000402, 905123457, "Buôn Drăh", "H2"],
]
UNDER_SEX: list[list[Any]] = [
    ["Họ và tên đệm", "Tên", "Nam", "Nữ"],
    ["Ninh Văn", "Cột", 1985, None],
    ["Ninh Thị", "Dòng", None, "1988"],
]


@in_every_format
def test_what_words_and_marks_mean_is_the_same_in_every_format(land: Land, tmp_path: Path, kind: str) -> None:
    """Cases 04b, 15, 16 and 19 in one list: what they say stands in the text of their cells."""
    content = FORMATS[kind](tmp_path / f"a.{kind}", [Page(WORDS)]).read_bytes()
    batch = received("roster", content, land.near, name=f"a.{kind}", since="2025-07-01")
    asked = {"dead_in_name.name": "leave_out", "title_in_name.name": "change", "lost_zero.number": "change"}
    assert {one.code for one in questions_of(batch)} == set(asked)
    batch = check_batch(answer_questions(batch, asked, actor=None), actor=None)
    assert outcomes(batch) == {"new": 4}
    said = " ".join([*batch.notes, *(problem.sentence for problem in batch.problems.all())])
    assert "giữ số đầu tiên" in said
    assert "Cột “Thôn, buôn”: 3 ô có dấu lặp" in said
    read = [
        [row.cells.get(key) for key in ("name", "number", "phone", "household")]
        for row in rows_seen(batch, row_numbers(batch))
    ]
    assert read == [
        ["Quách Văn Hai Số", None, "0905123456", "H1"],
        ["Quách Thị Không Số", None, None, "H1"],
        ["Thái Văn Kính", None, None, "H2"],
        ["Bùi Văn Không", "066085000402", "0905123457", "H2"],
    ]


@in_every_format
def test_years_under_sex_and_names_in_two_columns_are_read_in_every_format(
    land: Land, tmp_path: Path, kind: str
) -> None:
    """Cases 13c and 21."""
    content = FORMATS[kind](tmp_path / f"a.{kind}", [Page(UNDER_SEX)]).read_bytes()
    batch = received("roster", content, land.near, name=f"a.{kind}", since="2025-07-01")
    assert questions_of(batch) == []
    read = [[row.cells.get(key) for key in ("name", "birth", "sex")] for row in rows_seen(batch, row_numbers(batch))]
    assert read == [["Ninh Văn Cột", "1985", "Nam"], ["Ninh Thị Dòng", "1988", "Nữ"]]


def seen_birth(citizen: Citizen) -> str:
    return f"{citizen.birth_date:%d/%m/%Y}" if citizen.birth_date else str(citizen.birth_year)


def test_the_hidden_and_the_crossed_out_come_in_when_the_officer_says_so(land: Land) -> None:
    for name, code, people in (("02-filtered.xlsx", "hidden_row", 6), ("03-struck-out.xlsx", "struck_row", 4)):
        batch = sent(land, name)
        assert (
            cells_of(batch, code).height
            == people
            - outcomes(check_batch(answer_questions(batch, {code: "leave_out"}, actor=None), actor=None))["new"]
        )
        batch.refresh_from_db()
        batch = check_batch(answer_questions(batch, {code: "keep"}, actor=None), actor=None)
        assert outcomes(batch) == {"new": people}


def test_rows_without_a_village_take_the_name_of_their_sheet(land: Land, tmp_path: Path) -> None:
    titles = ["Họ và tên", "Năm sinh", "Giới tính"]
    pages = [
        Page([titles, ["Kiều Văn Một", "1985", "Nam"]], name="Buôn Drăh"),
        Page([titles, ["Kiều Thị Hai", "1990", "Nữ"]], name="Thôn 2"),
    ]
    for kind in BOOKS:
        content = FORMATS[kind](tmp_path / f"a.{kind}", pages).read_bytes()
        batch = received("roster", content, land.near, name=f"a.{kind}", since="2025-07-01", make_villages="yes")
        assert [one.code for one in open_questions(batch)] == ["sheets"]
        assert "Trang “Thôn 2”: ô trống ở cột “Thôn, buôn” lấy theo tên trang." in batch.notes
    batch = check_batch(answer_questions(batch, {"sheets": "Thôn 2"}, actor=None), actor=None)
    confirm_batch(batch, workers=1, actor=None)
    assert Citizen.objects.get().name == "Kiều Thị Hai"
    assert PlaceSpell.objects.get(place=Citizen.objects.get().home).name == "2"


def test_rows_of_two_sheets_are_told_apart(land: Land, tmp_path: Path) -> None:
    titles = ["Họ và tên", "Năm sinh", "Số định danh"]
    rows: list[list[Any]] = [["Kiều Văn Một", "1985", "066085001402"], ["Tổng cộng: 1 người", None, None]]
    pages = [Page([titles, *rows], name=name) for name in ("Tờ A", "Tờ B")]
    content = FORMATS["xlsx"](tmp_path / "a.xlsx", pages).read_bytes()
    batch = received("roster", content, land.near, name="a.xlsx", since="2025-07-01", make_villages="yes")
    twice = batch.problems.get(cause="repeated")
    assert row_name(twice.row_number, batch.counts["sheets"]) == "Tờ B: 2"
    assert "dòng Tờ A: 2 của tệp" in twice.sentence
    assert any("dòng Tờ A: 3, Tờ B: 3." in note for note in batch.notes)
    assert write_annotated(batch, io.BytesIO(), actor=None) == 4


def test_the_first_head_of_a_household_is_named_with_its_sheet(land: Land, tmp_path: Path) -> None:
    titles = ["Họ và tên", "Năm sinh", "Thôn, buôn", "Mã hộ", "Chủ hộ"]
    names = {"Tờ A": "Kiều Văn Một", "Tờ B": "Kiều Văn Hai"}
    pages = [Page([titles, [who, "1985", "Buôn Drăh", "H1", "x"]], name=name) for name, who in names.items()]
    for kind in BOOKS:
        content = FORMATS[kind](tmp_path / f"a.{kind}", pages).read_bytes()
        batch = received("roster", content, land.near, name=f"a.{kind}", since="2025-07-01")
        batch = check_batch(answer_questions(batch, {"sheets": "*"}, actor=None), actor=None)
        assert "chủ hộ ở dòng Tờ A: 2 của tệp" in batch.problems.get(cause="two_heads").sentence


def test_villages_come_from_above_a_ditto_mark(land: Land) -> None:
    confirm_batch(sent(land, "19-ditto.xlsx"), workers=1, actor=None)
    homes = {one.home_id for one in Citizen.objects.all()}
    assert {spell.name for spell in PlaceSpell.objects.filter(place__in=homes)} == {"Alê"}
