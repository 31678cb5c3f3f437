"""A village or household that stands on the first row of a block only is asked about: carried down or left out, never
silently nothing."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen
from hieuhoc.sheets.actions import answer_questions, check_batch, confirm_batch
from hieuhoc.sheets.blocks import Blocks
from hieuhoc.sheets.definition import CHANGE, Column
from hieuhoc.sheets.kinds import Text
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.questions import Questions, cells_of, questions_of
from tests.people.makers import Land, make_land
from tests.sheets.files import causes, csv_of, outcomes, received

SINCE: dict[str, Any] = {"since": "2024-01-01"}
HEADERS = ["Họ và tên", "Ngày sinh", "Giới tính", "Thôn, buôn", "Mã hộ", "Chủ hộ"]
BLOCK = [
    ["Nguyễn Văn An", "1980", "Nam", "Buôn Drăh", "H01", "x"],
    ["Trần Thị Bảy", "1982", "Nữ", "", "", ""],
    ["Nguyễn Thị Cúc", "2005", "Nữ", "", "", ""],
    ["Lê Văn Dần", "1970", "Nam", "Buôn Drăh", "H02", "x"],
    ["Lê Thị Em", "1999", "Nữ", "Buôn Drăh", "", ""],
]


def answered(batch: Batch, value: str) -> Batch:
    answers = {question.code: value for question in questions_of(batch)}
    return check_batch(answer_questions(batch, answers, actor=None), actor=None)


@pytest.mark.django_db
def test_a_list_in_blocks_is_asked_about_before_anything_is_written() -> None:
    land: Land = make_land()
    batch = received("roster", csv_of(HEADERS, BLOCK), land.near, leaves_open=True, **SINCE)
    asked = questions_of(batch)
    assert [(one.code, one.rows) for one in asked] == [("below.village-household", (3, 4)), ("below.household", (6,))]
    assert "để trống Thôn, buôn · Mã hộ" in asked[0].sentence
    assert cells_of(batch, asked[0].code)["becomes"].to_list() == ["Buôn Drăh, H01"] * 2
    assert cells_of(batch, asked[1].code)["becomes"].to_list() == ["H02"]
    with pytest.raises(Refusal, match="để trống"):
        confirm_batch(batch, workers=1, actor=None)
    confirm_batch(answered(batch, "change"), workers=1, actor=None)
    homes = {(one.home_id, one.memberships.get().group.code) for one in Citizen.objects.all()}  # type: ignore[union-attr]
    assert homes == {(land.near_village.pk, "H01"), (land.near_village.pk, "H02")}


@pytest.mark.django_db
def test_who_is_left_without_village_or_household_is_told() -> None:
    land: Land = make_land()
    batch = answered(received("roster", csv_of(HEADERS, BLOCK), land.near, leaves_open=True, **SINCE), "keep")
    assert outcomes(batch) == {"new": 5}
    assert causes(batch) == {"no_village", "no_household"}
    assert batch.counts["warned"] == 3
    bare = received("roster", csv_of(HEADERS[:3], [row[:3] for row in BLOCK]), land.near, leaves_open=True, **SINCE)
    assert causes(bare) == set()
    assert "5 người mới được ghi ở xã" in " ".join(bare.notes)
    assert "5 người mới chưa thuộc gia đình nào" in " ".join(bare.notes)


@pytest.mark.django_db
def test_the_class_of_an_attendance_list_may_stand_on_its_first_row_only() -> None:
    land: Land = make_land()
    rows = [["TH1", "Nguyễn Văn An", "1980"], ["", "Trần Thị Bảy", "1982"]]
    batch = received("attendances", csv_of(["Mã lớp", "Họ và tên", "Ngày sinh"], rows), land.near, leaves_open=True)
    assert [one.code for one in questions_of(batch)] == ["below.code"]


COLUMNS = tuple(Column(key, key, Text(), heads_block=True) for key in ("village", "household"))
CELLS = st.lists(
    st.tuples(st.sampled_from(["A", "B", None]), st.sampled_from(["1", "2", None])), min_size=1, max_size=14
)


@given(CELLS, st.integers(1, 5))
def test_a_value_reaches_down_until_a_coarser_one_changes(
    cells: list[tuple[str | None, str | None]], size: int
) -> None:
    """The same row by row in plain Python, however the rows are cut into chunks."""
    codes = ("below.village", "below.household", "below.village-household")
    questions, blocks = Questions(dict.fromkeys(codes, CHANGE)), Blocks(COLUMNS)
    rows = [(at, *pair) for at, pair in enumerate(cells, start=2)]
    schema = {"row": pl.UInt32, "raw.village": pl.String, "raw.household": pl.String}
    filled = [
        blocks.filled(pl.DataFrame(rows[at : at + size], schema=schema, orient="row"), questions)
        for at in range(0, len(rows), size)
    ]
    village: str | None = None
    household: str | None = None
    expected = []
    for said_village, said_household in cells:
        if said_village is not None and said_village != village:
            village, household = said_village, None
        household = said_household or household
        expected.append((village, household))
    assert pl.concat(filled).select("raw.village", "raw.household").rows() == expected
