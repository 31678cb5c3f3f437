"""Finding the people a row speaks of: by number, else by name and birth among the residents of the place."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.rosters.kinds import NAME_BEGINS, NAME_ENDS, SEX, Birth, IdentityDigits, PersonName
from hieuhoc.people.rosters.match import TWO_PEOPLE, with_indexes, with_names
from hieuhoc.people.rosters.records import with_records
from hieuhoc.people.rosters.unread import CHECK as AS_SAID
from hieuhoc.people.rosters.unread import as_said, may_read, note_guesses
from hieuhoc.places.reads import reached_ids
from hieuhoc.sheets.definition import WARNING, Check, Column, Problems
from hieuhoc.sheets.sheet import Run

PERSON = (
    Column("number", _("Số định danh"), IdentityDigits(), example="066180001234", aliases=("Số CCCD", "CCCD", "CMND"), read_by="people.read_number", must_be_right=True),
    Column("name", _("Họ và tên"), PersonName(), example="H'Hen Niê", aliases=("Họ tên",), begins=NAME_BEGINS, ends=NAME_ENDS, is_required=True, width=28),
    Column("birth", _("Ngày sinh"), Birth(), example="05/03/1980", aliases=("Năm sinh",), needed_without="number"),
    Column("sex", _("Giới tính"), SEX, example="Nữ", ticked=("Nam", "Nữ"), ticks_hold="birth"),
)  # fmt: skip
NOBODY = _("Không tìm thấy người này ở nơi nhập; xem lại số định danh, hoặc họ tên và ngày sinh.")
SEVERAL = _("Có {} người cùng họ tên và năm sinh; ghi số định danh.")
OTHER_NAME = _("Họ tên không khớp với người mang số này; xem lại.")
BY_NUMBER = """
    SELECT i.number_index, c.id, c.folded_name, c.home_id FROM people_identitynumber i
    JOIN people_citizen o ON o.id = i.citizen_id JOIN people_citizen c ON c.id = coalesce(o.joined_into_id, o.id)
    WHERE i.withdrawn_on IS NULL AND i.number_index = ANY(%s) AND c.home_id = ANY(%s::bigint[])
"""
BY_NAME = """
    SELECT DISTINCT c.folded_name, c.birth_year, c.id, c.home_id FROM unnest(%s::text[], %s::int[]) AS w(folded_name, birth_year)
    JOIN people_citizen c ON c.folded_name = w.folded_name AND c.birth_year = w.birth_year AND c.joined_into_id IS NULL
    WHERE c.home_id = ANY(%s::bigint[])
"""


FACTS = """
    SELECT id, folded_name, birth_date, birth_year, sex FROM people_citizen WHERE id = ANY(%s::bigint[])
"""
FACT_COLUMNS = {
    "citizen_id": pl.Int64,
    "name_there": pl.String,
    "birth_there": pl.Date,
    "year_there": pl.Int16,
    "sex_there": pl.String,
}
OTHER_ON_RECORD = _("Khác với hồ sơ của người này; bảng này không sửa hồ sơ, sửa ở trang của người đó.")


def with_people(run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Adds `citizen_id` and `home_id`; who lives elsewhere is nobody here. Whom the office's pages reach its sheets
    reach: also who waits after a cut."""
    reached = list(reached_ids(Scope(on=run.on, places=frozenset({run.place}))))
    blank = {name: pl.lit(None, pl.String) for name in ("given", "phone") if name not in frame.columns}
    frame = with_indexes(with_names(frame.with_columns(**blank))[0])
    numbered = query(
        BY_NUMBER,
        [frame["number_index"].drop_nulls().to_list(), reached],
        {"number_index": pl.Binary, "by_number": pl.Int64, "their_name": pl.String, "home_of_number": pl.Int64},
    )
    frame = frame.join(numbered, on="number_index", how="left", maintain_order="left")
    named = _by_name(frame, reached)
    frame = frame.join(named, on=["folded_name", "birth_year"], how="left", maintain_order="left")
    frame = with_records(frame, lambda: reached, problems)
    has_number, has_record = pl.col("number").is_not_null(), pl.col("by_record").is_not_null()
    by_name = pl.col("namesakes") == 1

    def known(of_number: str, of_record: str, of_name: str) -> pl.Expr:
        return pl.when(has_number).then(of_number).when(has_record).then(of_record).when(by_name).then(of_name)

    frame = frame.with_columns(
        citizen_id=known("by_number", "by_record", "by_name"),
        home_id=known("home_of_number", "home_on_record", "home_of_name"),
    )
    if not may_read(run):
        return _only_as_said(run, frame, problems)
    several = ~has_number & ~has_record & (pl.col("namesakes") > 1)
    problems.apply(
        frame,
        (
            Check(pl.col("citizen_id").is_null() & ~several.fill_null(False), "nobody", NOBODY, column="name"),
            Check(several, "several", SEVERAL, (pl.col("namesakes"),), column="name"),
            Check(pl.col("by_number") != pl.col("by_record"), "two_people", TWO_PEOPLE, column="number"),
            Check(
                has_number & (pl.col("their_name") != pl.col("folded_name")), "other_name", OTHER_NAME, column="name"
            ),
        ),
    )
    _say_other_facts(frame, problems)
    return frame


def _only_as_said(run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    known = frame.join(_facts(frame), on="citizen_id", how="left", maintain_order="left")
    note_guesses(run, known)
    problems.apply(known, (AS_SAID,))
    # Nothing else is told of whom a wrong row may mean: not that another row means them too, nor what is on record of them.
    return known.with_columns(pl.when(as_said()).then(name).alias(name) for name in ("citizen_id", "home_id")).select(
        frame.columns
    )


def _facts(frame: pl.DataFrame) -> pl.DataFrame:
    return query(FACTS, [frame["citizen_id"].drop_nulls().unique().to_list()], FACT_COLUMNS)


def _say_other_facts(frame: pl.DataFrame, problems: Problems) -> None:
    """Name, birth and sex only find the person here: where they differ from the record, nothing of it is changed."""
    rows = frame.join(_facts(frame), on="citizen_id", maintain_order="left")
    other_birth = (pl.col("birth") != pl.col("birth_there")) | (pl.col("birth_year") != pl.col("year_there"))
    differs = {
        "name": pl.col("number").is_null() & (pl.col("folded_name") != pl.col("name_there")),
        "birth": other_birth,
        "sex": pl.col("sex") != pl.col("sex_there"),
    }
    problems.apply(
        rows,
        tuple(
            Check(when, f"other_{column}_on_record", OTHER_ON_RECORD, severity=WARNING, column=column)
            for column, when in differs.items()
        ),
    )


def _by_name(frame: pl.DataFrame, homes: list[int]) -> pl.DataFrame:
    asked = frame.filter(pl.col("number").is_null()).drop_nulls("birth_year")
    rows = query(
        BY_NAME,
        [asked["folded_name"].to_list(), asked["birth_year"].to_list(), homes],
        {"folded_name": pl.String, "birth_year": pl.Int16, "by_name": pl.Int64, "home_of_name": pl.Int64},
    )
    return rows.group_by("folded_name", "birth_year").agg(
        pl.len().alias("namesakes"), pl.col("by_name").first(), pl.col("home_of_name").first()
    )
