"""The rows of the sheet of a criteria set: what they say of which table, and what exists written as such rows."""

from collections.abc import Collection

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.criteria.models import Version
from hieuhoc.lib.frames import query
from hieuhoc.lib.vietnamese_frames import fold_expr
from hieuhoc.places.models import AreaClass, Certainty
from hieuhoc.sheets.kinds import words_of

GROUP, CRITERION, RULE = "group", "criterion", "rule"
VERSIONS = "SELECT id, number, edition, status = 'draft' FROM criteria_version WHERE number = ANY(%s)"
GROUPS = "SELECT version_id, position, name FROM criteria_applicantgroup WHERE version_id = ANY(%s)"
ROWS = """
    SELECT v.number, v.edition::text, told.kind, told.position::text, told.text, told.own_of, told.competence::text,
      told.competence_name, told.max_points::text, told.area_class, told.min_total::text, told.min_each::text, told.source,
      told.certainty
    FROM (
      SELECT g.version_id, 1 AS part, 'group' AS kind, g.position, 0 AS inner_position, g.name AS text, NULL AS own_of,
        NULL::int AS competence, NULL AS competence_name, NULL::int AS max_points, NULL AS area_class, NULL::int AS min_total,
        NULL::int AS min_each, NULL AS source, NULL AS certainty
      FROM criteria_applicantgroup g
      UNION ALL
      SELECT c.version_id, 2, 'criterion', c.position, 0, c.text, NULL, p.position, p.name, c.max_points, NULL, NULL, NULL, c.source,
        c.certainty
      FROM criteria_criterion c JOIN criteria_competence p ON p.id = c.competence_id
      UNION ALL
      SELECT c.version_id, 2, 'criterion', c.position, g.position, w.text, g.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
      FROM criteria_groupwording w JOIN criteria_criterion c ON c.id = w.criterion_id
      JOIN criteria_applicantgroup g ON g.id = w.applicant_group_id
      UNION ALL
      SELECT r.version_id, 3, 'rule', array_position(%s::text[], r.area_class::text), 0, NULL, NULL, NULL,
        NULL, NULL, r.area_class, r.min_total, r.min_each, r.source, r.certainty
      FROM criteria_passrule r
    ) AS told JOIN criteria_version v ON v.id = told.version_id
    WHERE v.id = ANY(%s) ORDER BY v.id, told.part, told.position, told.inner_position
"""
KINDS = ((GROUP, _("Nhóm đối tượng")), (CRITERION, _("Chỉ số")), (RULE, _("Mức đạt")))
AREAS = (("", _("Mọi địa bàn khác")), *AreaClass.choices)
AREA_NUMBERS = {area: number for number, (area, _words) in enumerate(AREAS, start=1)}  # a pass mark has no other number
COMMON = {
    "common_text": "text",
    "common_points": "max_points",
    "common_source": "source",
    "common_certainty": "certainty",
    "competence": "competence",
    "competence_name": "competence_name",
}
NAMES = (
    *("number", "edition", "kind", "position", "text", "group", "competence", "competence_name", "max_points"),
    *("area_class", "min_total", "min_each", "source", "certainty"),
)


def drafts() -> list[int]:
    return list(Version.objects.filter(status=Version.Status.DRAFT).order_by("pk").values_list("pk", flat=True))


def rows_of(versions: Collection[int]) -> pl.DataFrame:
    """What they say, as text under the keys of the sheet."""
    rows = query(ROWS, [list(AREA_NUMBERS), list(versions)], dict.fromkeys(NAMES, pl.String))
    words = {"kind": KINDS, "area_class": AREAS, "certainty": tuple(Certainty.choices)}
    return rows.with_columns(pl.col(name).replace(words_of(choices)) for name, choices in words.items())


def with_versions(frame: pl.DataFrame) -> pl.DataFrame:
    """`version_id`: of that number and edition; without an edition the draft of the number, else its newest."""
    schema = {"version_id": pl.Int64, "number": pl.String, "edition": pl.Int32, "is_draft": pl.Boolean}
    known = query(VERSIONS, [frame["number"].drop_nulls().unique().to_list()], schema).sort("is_draft", "edition")
    usual = known.group_by("number").agg(usual_id=pl.col("version_id").last())
    frame = frame.join(known.drop("is_draft"), on=["number", "edition"], how="left", maintain_order="left")
    frame = frame.join(usual, on="number", how="left", maintain_order="left")
    meant = pl.when(pl.col("edition").is_null()).then("usual_id").otherwise("version_id")
    return frame.with_columns(version_id=meant)


def with_groups(frame: pl.DataFrame) -> pl.DataFrame:
    """`group_position`, `group_name`: of a row of a group itself, and of the group whose own words a row gives. Groups are
    known by their names, as the file has them, else as they are kept."""
    versions = frame["version_id"].drop_nulls().unique().to_list()
    schema = {"version_id": pl.Int64, "group_position": pl.Int32, "group_name": pl.String}
    is_group = pl.col("kind") == GROUP
    told = frame.filter(is_group & pl.col("text").is_not_null())
    told = told.select("version_id", group_position="position", group_name="text")
    groups = pl.concat([told, query(GROUPS, [versions], schema)]).drop_nulls("version_id")
    groups = groups.unique(["version_id", "group_position"], keep="first", maintain_order=True)
    named = groups.with_columns(group_key=fold_expr(pl.col("group_name"))).unique(
        ["version_id", "group_key"], keep="first"
    )
    frame = frame.with_columns(group_key=fold_expr(pl.col("group")))
    frame = frame.join(named, on=["version_id", "group_key"], how="left", maintain_order="left")
    return frame.with_columns(
        group_position=pl.when(is_group).then("position").otherwise("group_position"),
        group_name=pl.when(is_group).then("text").otherwise("group_name"),
    )


def with_questions(frame: pl.DataFrame) -> pl.DataFrame:
    """What a row says of which table, in columns of their own: `common_…` the question, `own_text` the words of it for one
    group, `rule_…` a pass mark."""
    frame = frame.with_columns(is_question=pl.col("kind") == CRITERION)
    frame = frame.with_columns(
        is_common=pl.col("is_question") & pl.col("group").is_null(),
        is_own=pl.col("is_question") & pl.col("group").is_not_null(),
    )
    is_rule = pl.col("kind") == RULE
    return frame.with_columns(
        question=pl.when("is_question").then("position"),
        own_text=pl.when("is_own").then("text"),
        rule_area=pl.when(is_rule).then(pl.col("area_class").fill_null("")),
        rule_total=pl.when(is_rule).then("min_total"),
        rule_each=pl.when(is_rule).then("min_each"),
        rule_source=pl.when(is_rule).then("source"),
        rule_certainty=pl.when(is_rule).then("certainty"),
        said_competence="competence",
        said_competence_name="competence_name",
        **{name: pl.when("is_common").then(source) for name, source in COMMON.items()},
    )


def with_common_words(frame: pl.DataFrame) -> pl.DataFrame:
    """A row of a group's own words carries what the file says of that question too: whichever of the two is written first,
    the question is written whole."""
    of_question = ["version_id", "question"]
    return frame.with_columns(pl.col(name).drop_nulls().first().over(of_question).alias(name) for name in COMMON)
