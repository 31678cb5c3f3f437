"""What figures read of skills."""

from hieuhoc.indicators.relations import SPELL, Relation, RelationColumn, RelationType
from hieuhoc.people.indicators import CITIZEN, OF_HALF_A_MILLION
from hieuhoc.skills.models import SkillFact

RELATIONS = (
    Relation(
        "skill",
        (CITIZEN, RelationColumn("kind", RelationType.WORD, ("", *SkillFact.Kind.values)), *SPELL),
        "SELECT citizen, kind, {since}, {until} FROM stat.skill",
        OF_HALF_A_MILLION,
    ),
)
