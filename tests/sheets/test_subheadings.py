"""A heading in the middle of a list says where the people below it live, in whichever column it stands."""

import polars as pl
import pytest

from hieuhoc.people.models import Citizen
from hieuhoc.people.rosters.roster import COLUMNS
from hieuhoc.places.models import PlaceSpell
from hieuhoc.sheets.actions import answer_questions, check_batch, confirm_batch
from hieuhoc.sheets.definition import CHANGE, KEEP, ROW
from hieuhoc.sheets.questions import Questions, open_questions
from hieuhoc.sheets.subheadings import Subheadings, heading_of
from tests.people.makers import Land
from tests.sheets.files import csv_of, outcomes, received

SHEET = ["STT", "Họ và tên", "Ngày sinh"]
CODE = "heading.village"


def read(lines: list[list[str]], answer: str, *, chunk_rows: int = 100) -> tuple[dict[str, str | None], Questions]:
    """Name → village."""
    questions, headings = Questions({CODE: answer}), Subheadings(COLUMNS)
    rows = [[cell or None for cell in line] for line in lines]
    chunk = pl.DataFrame(rows, schema=dict.fromkeys(SHEET, pl.String), orient="row").with_row_index(ROW, 2)
    villages: dict[str, str | None] = {}
    for start in range(0, chunk.height, chunk_rows):
        part = chunk.slice(start, chunk_rows)
        blank = pl.lit(None, pl.String)
        frame = part.select(ROW, **{"raw.name": pl.col("Họ và tên"), "raw.village": blank})
        villages |= dict(
            headings.filled(headings.without(part, frame), questions)
            .select("raw.name", "raw.village")
            .drop_nulls("raw.name")
            .rows()
        )
    return villages, questions


LIST = [
    ["I. Tổ dân phố 1", "", ""], ["1", "Lê Văn Một", "1980"], ["2", "Lê Văn Hai", "1981"],
    ["II", "Buôn Alê (25 hộ, 90 khẩu)", ""], ["1", "Lê Văn Ba", "1980"],
]  # fmt: skip


@pytest.mark.parametrize("chunk_rows", [1, 2, 100])
def test_a_heading_reaches_to_the_next_one(chunk_rows: int) -> None:
    villages, questions = read(LIST, CHANGE, chunk_rows=chunk_rows)
    assert villages == {"Lê Văn Một": "Tổ dân phố 1", "Lê Văn Hai": "Tổ dân phố 1", "Lê Văn Ba": "Buôn Alê"}
    assert questions.asked[CODE]["rows"] == [2, 5]
    kept, _questions = read(LIST, KEEP, chunk_rows=chunk_rows)
    assert kept == dict.fromkeys(villages), "the headings themselves are no people"


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("I. Tổ dân phố 1", "Tổ dân phố 1"), ("1) Thôn 3:", "Thôn 3"), ("A/ BUÔN ALÊ: 25 hộ", "BUÔN ALÊ"), ("Tổ 3", "Tổ 3"),
        ("TDP3 – 12 hộ 40 khẩu", "TDP3"), ("(II) Buôn Kmrơng A", "Buôn Kmrơng A"),
    ],
)  # fmt: skip
def test_numbers_and_counts_of_a_heading_are_not_its_name(text: str, village: str) -> None:
    assert pl.select(heading_of(pl.lit(text))).item() == village
    assert read([[text, "", ""], ["1", "Lê Văn Một", "1980"]], CHANGE)[0] == {"Lê Văn Một": village}


@pytest.mark.parametrize(
    "line",
    [
        ["1", "Thôn Văn Một", "1980"],
        ["", "Tổ trưởng", ""],
        ["", "Lê Văn Thôn", ""],
        ["Tổng cộng", "3", ""],
        ["", "Trưởng thôn 1", ""],
    ],
)
def test_a_person_or_a_signature_is_no_heading(line: list[str]) -> None:
    assert read([line], CHANGE)[1].asked == {}


@pytest.mark.django_db
def test_whole_lists_with_headings_put_people_into_villages(land: Land) -> None:
    rows = [["I. Buôn Drăh", "", ""], ["1", "Lê Văn Một", "1980"], ["II. Thôn 9", "", ""], ["1", "Lê Văn Hai", "1981"]]
    closing = [["Cộng: 2 người", "", ""], ["Ghi chú thêm", "", ""]]
    batch = received("roster", csv_of(SHEET, rows + closing), land.near, since="2024-01-01", make_villages="yes")
    assert [one.code for one in open_questions(batch)] == [CODE]
    assert "dòng 6, 7." in " ".join(batch.notes), "what stands in a column nobody reads is told too"
    batch = check_batch(answer_questions(batch, {CODE: CHANGE}, actor=None), actor=None)
    assert outcomes(batch) == {"new": 2}
    confirm_batch(batch, workers=1, actor=None)
    homes = {one.name: PlaceSpell.objects.get(place=one.home).name for one in Citizen.objects.all()}
    assert homes == {"Lê Văn Một": land.near_village.spells.get().name, "Lê Văn Hai": "9"}
