"""Who the rows of a roster are: `rules.who_is` for whole chunks (a Hypothesis test holds the two equal)."""

import json
from dataclasses import dataclass

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.crypto import blind_index_many, encrypt_many
from hieuhoc.lib.frames import query
from hieuhoc.lib.vietnamese_frames import joined_particles, name_columns, name_sort_keys, proper_cases
from hieuhoc.people.sealing import DECLARATION, NUMBER, PHONE
from hieuhoc.sheets.definition import AMBIGUOUS, Check, Problems

RECASED = _(
    "{} họ tên viết toàn chữ hoa hoặc toàn chữ thường: được ghi hoa chữ đầu mỗi từ; sửa lại khi có tên viết khác."
)
CANDIDATES = "people.candidates"
TWO_PEOPLE = _("Số định danh và mã hồ sơ ở dòng này là của hai người khác nhau; xem lại.")
IS_LIKE = _("Giống {} người đã có (cùng họ tên, ngày sinh, giới tính, thôn); chọn là người đã có hay người mới.")
# The indexes come as one value, 16 bytes each: an array of them would be spelled out and read again one by one.
OWNERS = """
    SELECT i.number_index, coalesce(c.joined_into_id, c.id)
    FROM people_identitynumber i JOIN people_citizen c ON c.id = i.citizen_id
    WHERE i.withdrawn_on IS NULL AND i.number_index = ANY(ARRAY(
        SELECT substring(%(indexes)s::bytea FROM at FOR 16) FROM generate_series(1, length(%(indexes)s::bytea), 16) AS at
    ))
"""
# Asked once per pass: people nobody has given a number yet are few, and each may be who a new number belongs to.
UNNUMBERED = """
    SELECT c.id, c.folded_name, c.birth_date, c.birth_year, c.sex, c.home_id FROM people_citizen c
    WHERE c.home_id = ANY(%s::bigint[]) AND c.joined_into_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM people_identitynumber i WHERE i.citizen_id = c.id AND i.withdrawn_on IS NULL)
"""
# Of a whole province everybody is read in one go, on all cores; by their homes each would be fetched singly.
UNNUMBERED_OF_MANY = """
    WITH unnumbered AS MATERIALIZED (
        SELECT c.id, c.folded_name, c.birth_date, c.birth_year, c.sex, c.home_id FROM people_citizen c
        WHERE c.joined_into_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM people_identitynumber i WHERE i.citizen_id = c.id AND i.withdrawn_on IS NULL)
    )
    SELECT * FROM unnumbered WHERE home_id = ANY(%s::bigint[])
"""
MANY_HOMES = 200
NAMESAKES = """
    SELECT DISTINCT c.id, c.folded_name, c.birth_date, c.birth_year, c.sex, c.home_id
    FROM unnest(%s::text[], %s::bigint[]) AS w(folded_name, home)
    JOIN people_citizen c ON c.folded_name = w.folded_name AND c.home_id = w.home AND c.joined_into_id IS NULL
"""
CHOICES = "SELECT declaration, citizen_id, is_new_person FROM people_matchchoice WHERE declaration = ANY(%s)"
PERSON = {
    "candidate": pl.Int64,
    "folded_name": pl.String,
    "their_birth": pl.Date,
    "their_year": pl.Int16,
    "their_sex": pl.String,
    "home": pl.Int64,
}


@dataclass(frozen=True)
class Known:
    unnumbered: pl.DataFrame


def look_up_unnumbered(homes: list[int]) -> Known:
    """By a hash join, whatever the statistics say: after a bulk load they know nothing of a million new rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        people = query(UNNUMBERED_OF_MANY if len(homes) > MANY_HOMES else UNNUMBERED, [homes], PERSON)
        cursor.execute("SET LOCAL enable_nestloop = on")
    return Known(people)


def with_names(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Adds given_name (declared, else guessed), name_key and folded_name; how many names got other capitals."""
    name, recased = proper_cases(joined_particles(frame["name"]))
    frame = frame.with_columns(name, proper_cases(joined_particles(frame["given"]))[0])
    names = name_columns(frame["name"]).with_columns(
        pl.col("folded_name").str.slice(0, 120), pl.col("given_name").str.slice(0, 60)
    )
    frame = frame.drop("name").hstack(names)
    if frame["given"].is_not_null().any():
        frame = frame.with_columns(given_name=pl.coalesce("given", "given_name"))
        frame = frame.with_columns(name_sort_keys(frame["name"], frame["given_name"]))
    return frame, recased


def with_indexes(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        number_index=pl.Series(blind_index_many(frame["number"].to_list(), purpose=NUMBER), dtype=pl.Binary),
        phone_index=pl.Series(blind_index_many(frame["phone"].to_list(), purpose=PHONE), dtype=pl.Binary),
    )


def declarations(frame: pl.DataFrame) -> pl.Series:
    """Blind indexes of `rules.Declared.words`; null where the village is still to be made."""
    words = frame.select(
        pl.concat_str(
            [
                pl.col("folded_name"),
                pl.coalesce(pl.col("birth").dt.to_string("iso"), pl.col("birth_year").cast(pl.String)),
                pl.col("sex").fill_null(""),
                pl.col("home").cast(pl.String),
            ],
            separator="|",
        ).alias("words")
    )["words"]
    return pl.Series("declaration", blind_index_many(words.to_list(), purpose=DECLARATION), dtype=pl.Binary)


def with_citizens(known: Known, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Adds `citizen` (by the number, else `by_record`; null = new), `is_by_number` and `is_ambiguous`; ambiguous rows get a
    problem that holds their candidates sealed."""
    indexes = b"".join(frame["number_index"].drop_nulls())
    owners = query(OWNERS, {"indexes": indexes}, {"number_index": pl.Binary, "citizen": pl.Int64})
    frame = frame.drop("citizen", "is_ambiguous", "is_by_number", strict=False)
    frame = frame.join(owners, on="number_index", how="left", maintain_order="left")
    differs = pl.col("citizen") != pl.col("by_record")
    problems.apply(frame, (Check(differs, "two_people", TWO_PEOPLE, column="number"),))
    frame = frame.with_columns(
        is_by_number=pl.col("citizen").is_not_null(), citizen=pl.coalesce("citizen", "by_record")
    )
    open_rows = frame.filter(pl.col("citizen").is_null() & pl.col("home").is_not_null())
    alike = _alike(known, open_rows)
    chosen = _chosen(open_rows, alike)
    frame = frame.join(chosen, on="row", how="left", maintain_order="left")
    frame = frame.with_columns(citizen=pl.coalesce("citizen", "chosen"), is_chosen=pl.col("is_chosen").fill_null(False))
    asked = alike.join(chosen, on="row", how="anti")
    frame = frame.with_columns(is_ambiguous=pl.col("row").is_in(asked["row"].implode()))
    _ask(frame, asked, problems)
    return frame.drop("chosen", "is_chosen")


def _alike(known: Known, rows: pl.DataFrame) -> pl.DataFrame:
    """row, candidates: `rules.Declared.resembles` over a join."""
    without = rows.filter(pl.col("number_index").is_null())
    namesakes = (
        query(NAMESAKES, [without["folded_name"].to_list(), without["home"].to_list()], PERSON)
        if without.height
        else None
    )
    pairs = [] if namesakes is None else [without.join(namesakes, on=["folded_name", "home"])]
    if known.unnumbered.height:
        pairs.append(
            rows.filter(pl.col("number_index").is_not_null()).join(known.unnumbered, on=["folded_name", "home"])
        )
    if not pairs:
        return pl.DataFrame(schema={"row": pl.UInt32, "candidates": pl.List(pl.Int64)})
    both = pl.concat(pairs)
    same_sex = (pl.col("sex") == pl.col("their_sex")).fill_null(True)
    same_birth = (pl.col("birth") == pl.col("their_birth")).fill_null(pl.col("birth_year") == pl.col("their_year"))
    return both.filter(same_sex & same_birth).group_by("row").agg(pl.col("candidate").sort().alias("candidates"))


def _chosen(rows: pl.DataFrame, alike: pl.DataFrame) -> pl.DataFrame:
    """row, chosen (null = a new person), is_chosen: an officer's kept answer. With a number it only counts for a candidate."""
    asked = rows.join(alike, on="row", how="left", maintain_order="left")
    asked = asked.filter(pl.col("number_index").is_null() | pl.col("candidates").is_not_null())
    empty = pl.DataFrame(schema={"row": pl.UInt32, "chosen": pl.Int64, "is_chosen": pl.Boolean})
    if not asked.height:
        return empty
    asked = asked.with_columns(declarations(asked))
    kept = query(
        CHOICES,
        [asked["declaration"].drop_nulls().to_list()],
        {"declaration": pl.Binary, "chosen": pl.Int64, "is_new": pl.Boolean},
    )
    answered = asked.join(kept, on="declaration")
    counts = (
        pl.col("number_index").is_null()
        | pl.col("chosen").is_null()
        | pl.col("candidates").list.contains(pl.col("chosen"))
    )
    return answered.filter(counts & (pl.col("chosen").is_not_null() | pl.col("is_new"))).select(
        "row", "chosen", is_chosen=pl.lit(True)
    )


def _ask(frame: pl.DataFrame, asked: pl.DataFrame, problems: Problems) -> None:
    if not asked.height:
        return
    rows = frame.join(asked, on="row")
    words = [
        json.dumps({"declaration": index.hex(), "candidates": candidates}).encode()
        for index, candidates in zip(declarations(rows).to_list(), rows["candidates"].to_list(), strict=True)
    ]
    rows = rows.with_columns(detail=pl.Series(encrypt_many(words, purpose=CANDIDATES), dtype=pl.Binary))
    check = Check(
        pl.lit(True), "ambiguous", IS_LIKE, (pl.col("candidates").list.len(),), severity=AMBIGUOUS, column="name"
    )
    problems.add(rows, check)
