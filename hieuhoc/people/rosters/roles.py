"""The roles a roster names: a household has one head, and nobody heads a household or holds a role in a branch that the row
does not name. Said, never decided here."""

import polars as pl
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hieuhoc.lib.frames import query
from hieuhoc.sheets.definition import NEW, OF_SEVERAL, ROW, SAME, WARNING, Check, Problems
from hieuhoc.sheets.numbering import row_names
from hieuhoc.sheets.sheet import Run

_TWO_HEADS = gettext_noop("Hộ này đã có chủ hộ ở dòng {} của tệp; ghi cả hai thì hộ có hai chủ hộ, xem lại.")
TWO_HEADS = _(_TWO_HEADS)
OF_SEVERAL[_TWO_HEADS] = gettext_noop(
    "Mỗi hộ này đã có chủ hộ ở một dòng trước của tệp (dòng {}); ghi cả hai thì hộ có hai chủ hộ, xem lại."
)
HEAD_ON_RECORD = _("Hộ này đang có một chủ hộ khác; ghi dòng này thì hộ có hai chủ hộ, xem lại.")
HEAD_OF_NOTHING = _("Ghi là chủ hộ nhưng không có mã hộ: chưa thuộc hộ nào, nên không ghi là chủ hộ được.")
ROLE_OF_NOTHING = _("Ghi vai trò nhưng không có mã chi hội: vai trò này không dùng.")
HOUSEHOLD = ["commune", "village_key", "household"]
LED = """
    SELECT g.place_id, g.code, m.citizen_id FROM unnest(%s::bigint[], %s::text[]) AS w(place_id, code)
    JOIN people_group g ON g.kind = 'family' AND g.place_id = w.place_id AND g.code = w.code
    JOIN people_membership m ON m.group_id = g.id AND m.until IS NULL AND m.role = 'head'
"""


def idle_roles(family: str, branch: str) -> tuple[Check, ...]:
    """Of rows that name no household or branch, where the person has none either (`family`, `branch`: null = none)."""
    no_family = pl.col("is_head") & pl.col("household").is_null() & pl.col(family).is_null()
    no_branch = pl.col("branch_role").is_not_null() & pl.col("branch").is_null() & pl.col(branch).is_null()
    return (
        Check(no_family, "head_of_nothing", HEAD_OF_NOTHING, (), WARNING, "is_head"),
        Check(no_branch, "role_of_nothing", ROLE_OF_NOTHING, (), WARNING, "branch_role"),
    )


def say_roles(run: Run, frame: pl.DataFrame, problems: Problems) -> None:
    """`frame`: compared rows of one chunk, in the order of the file."""
    problems.apply(frame.filter(pl.col("outcome") == NEW), idle_roles("household", "branch"))
    heads = frame.filter(pl.col("is_head")).drop_nulls("household")
    if not heads.height:
        return
    _say_two_in_file(run, heads, problems)
    _say_two_on_record(run, heads.filter(pl.col("outcome") != SAME), problems)


def _say_two_in_file(run: Run, heads: pl.DataFrame, problems: Problems) -> None:
    met = heads.select(ROW, *HOUSEHOLD).with_columns(first=pl.col(ROW).first().over(HOUSEHOLD))
    earlier = run.looked_up.setdefault("heads", met.head(0).select(*HOUSEHOLD, earlier="first"))
    met = met.join(earlier, on=HOUSEHOLD, how="left", nulls_equal=True, maintain_order="left")
    met = met.with_columns(first=pl.coalesce("earlier", "first"))
    is_second = pl.col("first") != pl.col(ROW)
    row = row_names(pl.col("first"), run.sheets)
    problems.apply(met, (Check(is_second, "two_heads", TWO_HEADS, (row,), WARNING, "is_head"),))
    run.looked_up["heads"] = pl.concat([earlier, met.filter(~is_second).select(*HOUSEHOLD, earlier="first")])


def _say_two_on_record(run: Run, heads: pl.DataFrame, problems: Problems) -> None:
    heads = heads.drop_nulls("home")
    if not heads.height:
        return
    schema = {"home": pl.Int64, "household": pl.String, "head": pl.Int64}
    led = query(LED, [heads["home"].to_list(), heads["household"].to_list()], schema)
    if led.height:
        led = led.unique(["home", "household"])
        others = heads.join(led, on=["home", "household"]).filter(pl.col("head").ne_missing(pl.col("citizen")))
        problems.apply(others, (Check(pl.lit(True), "other_head", HEAD_ON_RECORD, (), WARNING, "is_head"),))
