"""The rules of the sheet, whole columns at a time, give what the rules of the single deed give."""

import re
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hieuhoc.lib.frames import query
from hieuhoc.lib.phones import phones_in
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.models import Citizen, IdentityNumber, MatchChoice
from hieuhoc.people.rosters import match
from hieuhoc.people.rosters.kinds import GOOD_PHONE, HeadOfHousehold, IdentityDigits, PersonName, PhoneDigits
from hieuhoc.people.rosters.match import look_up_unnumbered, with_citizens, with_indexes, with_names
from hieuhoc.people.rosters.records import with_records
from hieuhoc.people.rules import Candidate, Declared, KeptAnswer, name_findings, number_findings, who_is
from hieuhoc.people.sealing import declaration_index, number_index
from hieuhoc.places.models import Place
from hieuhoc.sheets.definition import Column, ColumnKind, Problems, cleaned, raw
from hieuhoc.sheets.kinds import Choice, Code, Day
from tests.people.makers import Land, make_land

COLUMNS = (
    Column("name", "Họ và tên", PersonName()),
    Column("birth", "Ngày sinh", Day(or_year=True)),
    Column("sex", "Giới tính", Choice((("m", "Nam"), ("f", "Nữ")))),
    Column("number", "Số định danh", IdentityDigits()),
)
DIGITS = st.text("0123456789", min_size=1, max_size=14)
NUMBERS = st.one_of(
    DIGITS, st.text("0123456789x٣", min_size=1, max_size=13), st.from_regex(r"0(66|01|99)[0-3][0-9]{8}", fullmatch=True)
)
PHONES = st.one_of(
    st.from_regex(r"0[1-9][0-9]{7,9}", fullmatch=True),
    st.text("0123456789 .-()+/84x", min_size=1, max_size=16),
    st.sampled_from(
        ["0905 123 456", "+84905123456", "84905123456", "905123456", "00841234567", "không có", "0905123456/0914123456"]
    ),
)
PHONE_CELLS = {"row": pl.UInt32, raw("phone"): pl.String}
# Whether a character of a later Unicode is a letter only one of the two sides may know.
ASSIGNED = st.characters(exclude_categories=["Cs", "Cn"])


@given(
    st.lists(st.tuples(NUMBERS, st.sampled_from(["Nam", "Nữ", None]), st.integers(1920, 2024)), min_size=1, max_size=30)
)
def test_numbers_are_judged_alike(rows: list[tuple[str, str | None, int]]) -> None:
    frame = pl.DataFrame(
        {
            "row": range(len(rows)),
            "raw.name": "A",
            "raw.birth": [str(year) for _number, _sex, year in rows],
            "raw.sex": [sex for _number, sex, _year in rows],
            "raw.number": [number for number, _sex, _year in rows],
        },
        schema_overrides={"row": pl.UInt32, "raw.sex": pl.String},
    )
    _frame, problems = cleaned(frame, COLUMNS)
    found = problems.frame().filter(pl.col("column") == "number")
    for at, (number, sex, year) in enumerate(rows):
        expected = number_findings(number, sex={"Nam": "m", "Nữ": "f", None: None}[sex], birth_year=year)
        assert set(found.filter(pl.col("row") == at)["cause"]) == {cause.value for cause in expected}


@given(st.lists(st.text(ASSIGNED, min_size=1, max_size=130).filter(str.strip), min_size=1, max_size=20))
def test_names_are_judged_alike(names: list[str]) -> None:
    frame = pl.DataFrame({"row": range(len(names)), "raw.name": names}, schema_overrides={"row": pl.UInt32})
    _frame, problems = cleaned(frame, COLUMNS[:1])
    for at, name in enumerate(names):
        expected = {cause.value for cause in name_findings(name, name)} - {"given_name_elsewhere"}
        judged = set(problems.frame().filter(pl.col("row") == at)["cause"])
        assert judged - {"name_note"} == expected  # a note in a name is asked about by sheets alone


NAMES = ["Y Blŏk Êban", "H'Hen Niê", "Hhen Nie"]
PEOPLE = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from([date(1980, 1, 1), date(1980, 5, 5), None]),
    st.sampled_from(["m", "f", None]),
    st.booleans(),  # near or far
    st.sampled_from([None, "066080000001", "066080000002", "066080000003"]),
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=st.lists(PEOPLE, max_size=6), asked=st.lists(PEOPLE, min_size=1, max_size=6), chosen=st.booleans())
def test_who_is_who_is_answered_alike(db: None, known: list[tuple], asked: list[tuple], chosen: bool) -> None:
    for model in (MatchChoice, IdentityNumber, Citizen):
        model.objects.all().delete()
    land = _land()
    people = _put(known, land)
    if chosen and people:
        first = next(iter(people.values()))
        MatchChoice.objects.create(declaration=declaration_index(first.declared), citizen_id=first.citizen)
    owners = {bytes(row.number_index): row.citizen_id for row in IdentityNumber.objects.all()}
    kept = {bytes(choice.declaration): KeptAnswer(choice.citizen_id) for choice in MatchChoice.objects.all()}
    frame = _rows(asked, land)
    problems = Problems()
    homes = [land.near_village.pk, land.far_village.pk]
    unnumbered = look_up_unnumbered(homes)
    of_province = query(match.UNNUMBERED_OF_MANY, [homes], match.PERSON)  # read in another way
    assert_frame_equal(of_province, unnumbered.unnumbered, check_row_order=False)
    answered = with_citizens(unnumbered, with_records(frame, lambda: homes, problems), problems)
    for (name, birth, sex, is_near, number), row in zip(asked, answered.iter_rows(named=True), strict=True):
        declared = _declared(name, birth, sex, is_near, land)
        candidates = list(people.values())
        answer = who_is(
            declared,
            has_number=number is not None,
            number_owner=owners.get(number_index(number)) if number else None,
            kept=kept.get(declaration_index(declared)),
            candidates=candidates,
        )
        assert (row["citizen"], row["is_ambiguous"]) == (answer.citizen, answer.is_ambiguous)


MADE: dict[str, Land] = {}


def _land() -> Land:
    """Made once for all examples of a test, and again for the next test (its transaction took the rows back)."""
    made = MADE.get("land")
    if made is None or not Place.objects.filter(pk=made.near.pk).exists():
        made = MADE["land"] = make_land()
    return made


def _declared(name: str, birth: date | None, sex: str | None, is_near: bool, land: Land) -> Declared:
    place = land.near_village if is_near else land.far_village
    return Declared(fold(name), birth, 1980, sex, place.pk)


def _put(known: list[tuple], land: Land) -> dict[int, Candidate]:
    people = {}
    taken: set[str] = set()
    for name, birth, sex, is_near, number in known:
        declared = _declared(name, birth, sex, is_near, land)
        citizen = Citizen.objects.create(
            name=name,
            given_name=name,
            name_key="a",
            folded_name=declared.folded_name,
            birth_date=birth,
            birth_year=1980,
            sex=sex,
            home_id=declared.place,
            secret=b"x" * 16,
        )
        has_number = number is not None and number not in taken
        if has_number:
            taken.add(number)
            IdentityNumber.objects.create(citizen=citizen, number=b"x", number_index=number_index(number), digits=12)
        people[citizen.pk] = Candidate(citizen.pk, declared, has_number)
    return people


def _rows(asked: list[tuple], land: Land) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "row": range(len(asked)),
            "name": [row[0] for row in asked],
            "given": [None] * len(asked),
            "birth": [row[1] for row in asked],
            "birth_year": [1980] * len(asked),
            "sex": [row[2] for row in asked],
            "home": [(land.near_village if row[3] else land.far_village).pk for row in asked],
            "number": [row[4] for row in asked],
            "phone": [None] * len(asked),
        },
        schema_overrides={
            "row": pl.UInt32,
            "given": pl.String,
            "phone": pl.String,
            "sex": pl.String,
            "number": pl.String,
            "birth": pl.Date,
            "birth_year": pl.Int16,
        },
    )
    return with_indexes(with_names(frame)[0])


@settings(deadline=None)
@given(st.lists(st.one_of(PHONES, st.none()), min_size=1, max_size=20))
def test_a_phone_is_read_the_same_however_many_beside_it_are_written_otherwise(cells: list[str | None]) -> None:
    columns = (Column("phone", "Điện thoại", PhoneDigits()),)
    together, _problems = cleaned(pl.DataFrame({"row": range(len(cells)), raw("phone"): cells}, PHONE_CELLS), columns)
    assert together["phone"].to_list() == [None if cell is None else the_phone_of(cell) for cell in cells]


def the_phone_of(cell: str) -> str | None:
    """The whole cell without what stands between digits, else the first number in it, unless it is but digits."""
    digits = re.sub(r"[\s.\-()'’]", "", cell)
    digits = re.sub(r"^84(\d{9})$", r"0\1", re.sub(r"^(\+84|0084)", "0", digits))
    digits = re.sub(r"^([35789]\d{8})$", r"0\1", digits)
    if re.search(GOOD_PHONE, digits):
        return digits
    return None if re.search(r"^[\d\s.]{9,14}$", cell) else next(iter(phones_in(cell)), None)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Lê Tư", "Ông Lê Tư", "Lê Tư (mất)", "Lê Tư 1985", "lê tư đã chuyển đi", "-"]), max_size=6
    )
)
def test_a_name_is_noted_when_something_is_asked_about_it(names: list[str]) -> None:
    kind = PersonName()
    frame = pl.DataFrame({"row": range(len(names)), raw("name"): names}, {"row": pl.UInt32, raw("name"): pl.String})
    values, problems = cleaned(frame, (Column("name", "Họ và tên", kind),))
    asked = values.filter(pl.any_horizontal(offer.when for offer in kind.offers("name")))["row"].to_list()
    assert sorted(problems.frame().filter(pl.col("cause") == "name_note")["row"]) == asked


def test_the_dates_people_write_are_read() -> None:
    texts = ["5/3/2025", "05-03-2025", "2025-03-05", "05.03.2025", "5 / 3 / 2025", "2025-03-05 00:00:00"]
    frame = pl.DataFrame({"row": range(6), "raw.birth": texts}, schema_overrides={"row": pl.UInt32})
    frame, problems = cleaned(frame, COLUMNS[1:2])
    assert all(one == other == date(2025, 3, 5) for one, other in pairwise(frame["birth"]))
    assert not problems.frame().height


def test_a_head_is_known_by_a_mark_by_the_relation_or_by_name() -> None:
    cells = {
        "x": True,
        "Chủ hộ": True,
        "Vợ": False,
        "con đẻ": False,
        "Không": False,
        "lê văn MỘT": True,
        "Lê Thị Hai": False,
        "Khách": None,
        "Có": True,
        "Co": True,
        "Cô": False,
        "cô.": False,
    }
    frame = pl.DataFrame(
        {"row": range(len(cells)), "raw.name": "Lê Văn Một", "raw.is_head": list(cells)},
        schema_overrides={"row": pl.UInt32},
    )
    columns = (Column("name", "Họ và tên", PersonName()), Column("is_head", "Chủ hộ", HeadOfHousehold()))
    read, problems = cleaned(frame, columns)
    assert dict(zip(cells, read["is_head"], strict=True)) == cells
    assert problems.frame().select("row", "severity").rows() == [(7, "warning")], "it costs nobody the person"


def test_whole_numbers_that_a_program_wrote_as_fractions_stay_whole() -> None:
    """Else 66085000402.0, which lost its first zero, is a number of twelve digits that belongs to somebody else."""
    cells = {
        "name": "Lê Văn Một",
        "birth": "1980.0",
        "number": "66085000402.0",
        "phone": "905123456.0",
        "household": "12.0",
    }
    frame = pl.DataFrame(
        {"row": [2]} | {raw(key): [text] for key, text in cells.items()}, schema_overrides={"row": pl.UInt32}
    )
    kinds: dict[str, ColumnKind] = {
        "birth": Day(or_year=True),
        "number": IdentityDigits(),
        "phone": PhoneDigits(),
        "household": Code(),
    }
    columns = (
        Column("name", "Họ và tên", PersonName()),
        *(Column(key, key, kind, must_be_right=True) for key, kind in kinds.items()),
    )
    read, problems = cleaned(frame.with_columns(sex=pl.lit(None, pl.String)), columns)
    assert read.select("birth_year", "number", "phone", "household").row(0) == (1980, "66085000402", "0905123456", "12")
    assert set(problems.frame()["cause"]) == {"number_length"}, "the lost zero is offered"
