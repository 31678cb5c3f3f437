"""Skill facts of two records of one person: all go over but those kept already says for the same time."""

from collections.abc import Mapping, Sequence

from hieuhoc.lib.dates import Spell, overlaps_any
from hieuhoc.people.joins import Moved, point_rows
from hieuhoc.people.models import Citizen
from hieuhoc.skills.models import SkillFact


def move(kept: Citizen, joined: Citizen) -> Moved:
    held = list(SkillFact.objects.filter(citizen=kept))
    ids = [
        fact.pk
        for fact in SkillFact.objects.filter(citizen=joined)
        if not overlaps_any(
            Spell(fact.since, fact.until), [Spell(row.since, row.until) for row in held if row.kind == fact.kind]
        )
    ]
    point_rows(SkillFact, ids, away_from=joined, to=kept)
    return {"skill_facts": ids}


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    point_rows(SkillFact, moved["skill_facts"], away_from=kept, to=joined)
