"""What a roster row would change about a person who is already known. A blank cell never erases anything."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.vietnamese_frames import proper_cases
from hieuhoc.people.reads import kin_of
from hieuhoc.people.rosters.changes_in_words import note_changes
from hieuhoc.people.rosters.elsewhere import CHECK as STRANGER
from hieuhoc.people.rosters.elsewhere import THEIR_OWN, is_stranger, note_looks, with_agreement
from hieuhoc.people.rosters.groups import clan_code_key, clan_key_of
from hieuhoc.people.rosters.powers import say_withheld_of_known
from hieuhoc.people.rosters.roles import idle_roles
from hieuhoc.sheets.definition import CHANGED, NEW, SAME, WARNING, Check, Problems
from hieuhoc.sheets.sheet import Run

FIELDS = (
    "name",
    "given",
    "birth",
    "sex",
    "phone",
    "number",
    "home",
    "household",
    "is_head",
    "clan",
    "unit",
    "branch",
    "return",
)
FACTS = """
    SELECT c.id, c.name, c.given_name, c.folded_name, c.birth_date, c.birth_year, c.sex, c.phone_index, c.died_on, c.left_on,
      r.id, r.place_id, r.since, f.id, f.place_id, f.code, f.role, f.since, k.id, k.group_id, k.since, k.name, k.code,
      u.id, u.unit_id, u.since, u.role,
      b.id, b.branch_id, b.role, b.since, c.home_id,
      EXISTS (SELECT 1 FROM people_identitynumber i WHERE i.citizen_id = c.id AND i.withdrawn_on IS NULL)
    FROM people_citizen c
    LEFT JOIN people_residence r ON r.citizen_id = c.id AND r.until IS NULL
    LEFT JOIN LATERAL (SELECT m.id, g.place_id, g.code, m.role, m.since FROM people_membership m JOIN people_group g ON g.id = m.group_id
      WHERE m.citizen_id = c.id AND m.until IS NULL AND g.kind = 'family' ORDER BY m.id DESC LIMIT 1) f ON true
    LEFT JOIN LATERAL (SELECT m.id, m.group_id, m.since, g.name, g.code FROM people_membership m JOIN people_group g ON g.id = m.group_id
      WHERE m.citizen_id = c.id AND m.until IS NULL AND g.kind = 'clan' ORDER BY m.id DESC LIMIT 1) k ON true
    LEFT JOIN people_membership u ON u.citizen_id = c.id AND u.until IS NULL AND u.is_main AND u.unit_id IS NOT NULL
    LEFT JOIN people_membership b ON b.citizen_id = c.id AND b.until IS NULL AND b.is_main AND b.branch_id IS NOT NULL
    WHERE c.id = ANY(%s::bigint[])
"""
SCHEMA = {
    "citizen": pl.Int64,
    "their_name": pl.String,
    "their_given": pl.String,
    "their_folded": pl.String,
    "their_birth": pl.Date,
    "their_year": pl.Int16,
    "their_sex": pl.String,
    "their_phone": pl.Binary,
    "died_on": pl.Date,
    "left_on": pl.Date,
    "residence_id": pl.Int64,
    "their_home": pl.Int64,
    "residence_since": pl.Date,
    "family_id": pl.Int64,
    "their_family_place": pl.Int64,
    "their_household": pl.String,
    "their_role": pl.String,
    "family_since": pl.Date,
    "clan_membership": pl.Int64,
    "their_clan": pl.Int64,
    "clan_since": pl.Date,
    "their_clan_name": pl.String,
    "their_clan_code": pl.String,
    "unit_membership": pl.Int64,
    "their_unit": pl.Int64,
    "unit_since": pl.Date,
    "their_unit_role": pl.String,
    "branch_membership": pl.Int64,
    "their_branch": pl.Int64,
    "their_branch_role": pl.String,
    "branch_since": pl.Date,
    "their_place": pl.Int64,
    "has_number": pl.Boolean,
}
DEAD = _("Người mang số này đã được ghi nhận qua đời; xem lại số định danh.")
ANOTHER = _("Số định danh này đang thuộc một người khác cả họ tên lẫn năm sinh; xem lại số.")
RENAMED = _("Họ tên khác với tên đang ghi của người này; sẽ sửa theo tệp.")
OTHER_NUMBER = _("Người này đang mang một số định danh khác; sửa số ở trang của người đó.")
LEFT = _("Người này được ghi chuyển khỏi tỉnh ngày {}; ngày trở về phải từ ngày đó.")
ELSEWHERE = _("Người này đang cư trú ở nơi khác; sẽ chuyển đến đây từ ngày {}.")
OTHER_SINCE = _("Đang ghi cư trú ở đây từ {}; bảng này không sửa ngày đó, sửa ở trang của người này.")
OTHER_ROLE = _("Vai trò trong chi hội của người đã có không đổi theo bảng này; đổi ở trang của chi hội.")
SPEAKS_FOR_UNIT = _(
    "Người này phụ trách nhân sự của đơn vị đang ghi; đơn vị ấy ghi thôi phụ trách trước, rồi mới đổi đơn vị."
)
TOO_EARLY = _("Đang ghi cư trú ở nơi khác từ {}; ngày chuyển đến phải sau ngày đó.")

OWN_FAMILY = _(
    "Người này là người gửi tệp hoặc trong gia đình người gửi tệp; sửa họ tên, ngày sinh, giới tính, số định danh hoặc đổi hộ"
    " thì để cán bộ khác ghi."
)


def compared(run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Adds `outcome`; `joins_clan`, `joins_household`: whether the row needs them, so that they may have to be made; and
    `is_clan_shared`: it names one of several clans of one name, and not the person's own."""
    known = frame.filter(pl.col("citizen").is_not_null())
    if not known.height:
        outcome = pl.when("is_ambiguous").then(pl.lit("ambiguous")).otherwise(pl.lit(NEW))
        return frame.with_columns(
            outcome=outcome, joins_clan=pl.lit(True), joins_household=pl.lit(True), is_clan_shared=pl.lit(False)
        )
    known = differences(run, with_facts(run, known))
    note_looks(run, known)
    problems.apply(known, (STRANGER,))
    # Of a stranger nothing more is said: not that they died, left or are called otherwise.
    ours = known.filter(~is_stranger())
    _find_problems(ours, problems)
    say_withheld_of_known(ours, problems)
    problems.apply(ours, (_of_own_family(run, ours),))
    differs = pl.any_horizontal(f"d.{field}" for field in FIELDS)
    known = known.with_columns(outcome=pl.when(differs).then(pl.lit(CHANGED)).otherwise(pl.lit(SAME)))
    note_changes(run, known.filter((pl.col("outcome") == CHANGED) & ~is_stranger()), FIELDS)
    outcomes = known.select("row", "outcome", "is_clan_shared", joins_clan="d.clan", joins_household="d.household")
    return frame.join(outcomes, on="row", how="left", maintain_order="left").with_columns(
        pl.col("joins_clan", "joins_household").fill_null(True),
        outcome=pl.coalesce("outcome", pl.when("is_ambiguous").then(pl.lit("ambiguous")).otherwise(pl.lit(NEW))),
    )


def with_facts(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    """What is known now of the rows' citizens, and `goal`: where the row says they live (a blank village says nothing)."""
    facts = query(FACTS, [frame["citizen"].unique().to_list()], SCHEMA)
    villages = (
        run.looked_up["homes"]
        .villages.drop_nulls("home")
        .select(their_home="home", their_commune="commune")
        .unique("their_home")
    )
    frame = frame.join(facts, on="citizen", how="left", maintain_order="left")
    frame = frame.join(villages, on="their_home", how="left", maintain_order="left")
    frame = with_agreement(run, frame)
    stays = pl.col("village_key").is_null() & (pl.coalesce("their_commune", "their_home") == pl.col("commune"))
    return frame.with_columns(goal=pl.when(stays.fill_null(False)).then(pl.col("their_home")).otherwise(pl.col("home")))


def differences(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    given = pl.col("given").is_not_null() & (pl.col("given") != pl.col("their_given"))
    date_differs = pl.col("birth").is_not_null() & pl.col("birth").ne_missing(pl.col("their_birth"))
    moves = pl.col("goal").is_null() | pl.col("goal").ne_missing(pl.col("their_home"))
    # A household of one code is the same one wherever it is kept, unless the person moves.
    elsewhere = moves & pl.col("goal").ne_missing(pl.col("their_family_place"))
    other_family = pl.col("their_household").ne_missing(pl.col("household")) | elsewhere
    # Of clans of one name, or one kept in another commune, theirs is meant.
    their_clan = pl.any_horizontal(
        pl.col("clan_key") == key
        for key in (
            clan_key_of(pl.col("their_clan_name")),
            clan_key_of(pl.col("their_clan_code")),
            clan_code_key(pl.col("their_clan_code")),
        )
    )
    # One that is still to be made has no id yet, and is not theirs.
    is_theirs = (pl.col("clan_id") == pl.col("their_clan")).fill_null(False)
    other_clan = pl.col("clan_key").is_not_null() & ~is_theirs & ~their_clan.fill_null(False)
    is_one_clan = pl.col("clan_namesakes").is_null()
    is_head = (pl.col("their_role") == "head").fill_null(False)
    return frame.with_columns(
        (pl.col("name") != proper_cases(frame["their_name"])[0]).alias("d.name"),
        given.alias("d.given"),
        (date_differs | (pl.col("birth_year") != pl.col("their_year")).fill_null(True)).alias("d.birth"),
        _says_another("sex", "their_sex").alias("d.sex"),
        _says_another("phone_index", "their_phone").alias("d.phone"),
        (pl.col("number_index").is_not_null() & ~pl.col("has_number")).alias("d.number"),
        moves.alias("d.home"),
        (pl.col("household").is_not_null() & other_family).alias("d.household"),
        (pl.col("family_id").is_not_null() & (pl.col("is_head") != is_head)).fill_null(False).alias("d.is_head"),
        (other_clan & is_one_clan).alias("d.clan"),
        (other_clan & ~is_one_clan).alias("is_clan_shared"),
        _says_another("unit_id", "their_unit").alias("d.unit"),
        _says_another("branch_id", "their_branch").alias("d.branch"),
        pl.col("left_on").is_not_null().alias("d.return"),
    ).with_columns((pl.col(f"d.{field}") & ~pl.col("is_elsewhere")).alias(f"d.{field}") for field in THEIR_OWN)


def _says_another(said: str, known: str) -> pl.Expr:
    return pl.col(said).is_not_null() & pl.col(said).ne_missing(pl.col(known))


def _find_problems(known: pl.DataFrame, problems: Problems) -> None:
    renamed = pl.col("folded_name") != pl.col("their_folded")
    reborn = (pl.col("birth_year") != pl.col("their_year")).fill_null(False)
    moves = pl.col("d.home") & pl.col("their_home").is_not_null()
    other_number = pl.col("number_index").is_not_null() & ~pl.col("is_by_number") & pl.col("has_number")
    other_since = pl.col("says_since") & ~pl.col("d.home") & (pl.col("since") != pl.col("residence_since"))
    other_role = (
        ~pl.col("d.branch")
        & pl.col("their_branch").is_not_null()
        & (pl.col("branch_role") != pl.col("their_branch_role"))
    )
    problems.apply(
        known,
        (
            Check(pl.col("died_on").is_not_null(), "dead", DEAD, column="number"),
            Check(other_number, "other_number", OTHER_NUMBER, column="number"),
            # The power to speak for a unit is taken back by whom it was given by, not by the commune somebody lives in.
            Check(
                pl.col("d.unit") & (pl.col("their_unit_role") == "hr"),
                "speaks_for_unit",
                SPEAKS_FOR_UNIT,
                column="unit",
            ),
            Check(pl.col("since") < pl.col("left_on"), "left", LEFT, (_day("left_on"),), column="since"),
            Check(renamed & reborn & pl.col("is_by_number"), "number_of_another", ANOTHER, column="number"),
            Check(renamed & ~reborn, "renamed", RENAMED, severity=WARNING, column="name"),
            Check(
                moves & (pl.col("since") < pl.col("residence_since")),
                "too_early",
                TOO_EARLY,
                (_day("residence_since"),),
                column="since",
            ),
            Check(other_since, "other_since", OTHER_SINCE, (_day("residence_since"),), WARNING, column="since"),
            *idle_roles("family_id", "their_branch"),
            Check(other_role, "other_role", OTHER_ROLE, severity=WARNING, column="branch_role"),
            Check(
                moves & pl.col("their_commune").ne_missing(pl.col("commune")),
                "elsewhere",
                ELSEWHERE,
                (_day("since"),),
                severity=WARNING,
                column="village",
            ),
        ),
    )


def _of_own_family(run: Run, known: pl.DataFrame) -> Check:
    """Who somebody is (people.kinship), and that they leave a family: who leaves one does not judge it for a year
    (people.reads.kin_of), and a sheet may say any day."""
    leaves = pl.col("d.household") & pl.col("family_id").is_not_null()
    changes = leaves | pl.any_horizontal(f"d.{field}" for field in (*THEIR_OWN, "number"))
    uploader = run.batch.uploaded_by
    changing = known.filter(changes)["citizen"].to_list() if uploader is not None else []
    kin = kin_of(uploader).filter(pk__in=changing).values_list("pk", flat=True) if uploader and changing else ()
    return Check(changes & pl.col("citizen").is_in(list(kin)), "own_family", OWN_FAMILY, column="name")


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.strftime("%d/%m/%Y")
