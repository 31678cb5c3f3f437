"""What figures read of people, and the person as what most indicators count."""

from django.utils.translation import gettext_lazy as _

from hieuhoc.indicators.definition import Dimension, Follower, Holder, Subject
from hieuhoc.indicators.relations import PLACE, SPELL, Relation, RelationColumn, RelationType
from hieuhoc.people.models import Citizen, UnitSpell

CITIZEN = RelationColumn("citizen", RelationType.ID)
OF_HALF_A_MILLION = "citizen >> 19"  # rows of that many people travel together

PERSON = Subject(
    code="citizen",
    name=_("người"),
    relation="person",
    names=lambda ids: dict(Citizen.objects.filter(pk__in=ids).values_list("pk", "name")),
    follower=Follower(
        "citizen",
        "follower",
        "SELECT citizen AS follower, source, assigned_to FROM stat.waiting WHERE assigned_to IS NOT NULL",
    ),
)
# Whoever counts at a seat goes where the seat went: of a cut ward that is asked once, for the unit or branch.
UNIT_SEAT = Follower("unit", "moved_unit", "SELECT unit AS follower, source, assigned_to FROM stat.unit_after_cut")
BRANCH_SEAT = Follower(
    "branch", "moved_branch", "SELECT branch AS follower, source, assigned_to FROM stat.branch_after_cut"
)
# Of people counted where they live, or where they wait to be assigned: one step into an index for each place.
FIRST_LIVING_HERE = """
SELECT least(
    (
        SELECT min(r.citizen) FROM here CROSS JOIN LATERAL (
            SELECT min(citizen) AS citizen FROM residence WHERE place = here.place AND citizen > %(after)s
        ) AS r
    ),
    (SELECT min(citizen) FROM waiting WHERE place IN (SELECT place FROM here) AND citizen > %(after)s)
)
"""
UNIT = Holder(code="unit", name=_("Đơn vị"), seats="SELECT DISTINCT place FROM stat.unit WHERE unit = %(holder)s")
LEVEL = Dimension(code="level", name=_("Theo cấp của đơn vị"), values=tuple(UnitSpell.Level.choices))

RELATIONS = (
    Relation(
        "person",
        (CITIZEN, RelationColumn("birth_year", RelationType.SMALL), RelationColumn("gone_on", RelationType.DAY)),
        "SELECT citizen, coalesce(birth_year, 9999) AS birth_year, coalesce(least(died_on, left_on), {far}) AS gone_on"
        " FROM stat.person",
        OF_HALF_A_MILLION,
    ),
    Relation(
        "residence",
        (CITIZEN, PLACE, *SPELL),
        "SELECT citizen, place, {since}, {until} FROM stat.residence",
        OF_HALF_A_MILLION,
    ),
    Relation(
        "village_home",  # places that are villages, not the communes themselves
        (PLACE,),
        "SELECT DISTINCT place FROM stat.place WHERE tier = 'village'",
        "place >> 19",
    ),
    Relation(
        "waiting",  # of a cut ward, assigned nowhere yet
        (CITIZEN, PLACE, RelationColumn("since", RelationType.DAY)),
        "SELECT citizen, source AS place, since FROM stat.waiting WHERE assigned_to IS NULL",
        OF_HALF_A_MILLION,
    ),
    Relation(
        "follower",  # who has an assignment of their own after a ward was cut
        (CITIZEN,),
        "SELECT DISTINCT citizen FROM stat.waiting WHERE assigned_to IS NOT NULL",
        OF_HALF_A_MILLION,
    ),
    Relation(
        "group_member",
        (CITIZEN, RelationColumn("group_id", RelationType.ID), *SPELL),
        "SELECT citizen, group_id, {since}, {until} FROM stat.group_member",
        OF_HALF_A_MILLION,
    ),
    Relation(
        "unit_member",  # main memberships
        (CITIZEN, RelationColumn("unit", RelationType.ID), *SPELL),
        "SELECT citizen, unit, {since}, {until} FROM stat.unit_member WHERE is_main",
        OF_HALF_A_MILLION,
    ),
    Relation(
        "unit",
        (
            RelationColumn("unit", RelationType.ID),
            PLACE,
            RelationColumn("level", RelationType.WORD, ("", *UnitSpell.Level.values)),
            *SPELL,
        ),
        "SELECT unit, place, level, {since}, {until} FROM stat.unit",
        "unit >> 19",
    ),
    Relation(
        "branch_member",  # main memberships
        (CITIZEN, RelationColumn("branch", RelationType.ID), *SPELL),
        "SELECT citizen, branch, {since}, {until} FROM stat.branch_member WHERE is_main",
        OF_HALF_A_MILLION,
    ),
    Relation(
        "branch",
        (RelationColumn("branch", RelationType.ID), PLACE, *SPELL),
        "SELECT branch, place, {since}, {until} FROM stat.branch",
        "branch >> 19",
    ),
    Relation(
        "moved_unit",  # whose seat has left a ward that was cut
        (RelationColumn("unit", RelationType.ID),),
        "SELECT DISTINCT unit FROM stat.unit_after_cut",
        "unit >> 19",
    ),
    Relation(
        "moved_branch",
        (RelationColumn("branch", RelationType.ID),),
        "SELECT DISTINCT branch FROM stat.branch_after_cut",
        "branch >> 19",
    ),
)
