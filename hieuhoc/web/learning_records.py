"""A learning record as one: what somebody learned, the titles that stand, the skills noted, over all years and communes; taken
along as a file that programs read; and the parts of it that a link shows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.credentials.forms import signed_json, signer_in_use
from hieuhoc.credentials.models import Credential
from hieuhoc.learning.models import RecordLink
from hieuhoc.learning.record import LearnedThing, LearningYear, learning_record
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.personal import NAMELESS
from hieuhoc.people.models import Citizen
from hieuhoc.recognition.models import Certificate, Title
from hieuhoc.skills.models import SkillFact
from hieuhoc.web.choices import full_titles

FORMAT = "hieuhoc-learning-record/1"


@dataclass(frozen=True)
class OwnRecord:
    """Newest first. `places`: place (id) → its name."""

    holder: str
    years: Sequence[LearningYear]
    titles: Sequence[Title]
    skills: Sequence[SkillFact]
    places: dict[int, str]


def own_record(citizen: Citizen) -> OwnRecord:
    """Titles taken back and skills that ended are left out."""
    years = learning_record(citizen, with_own=True)
    titles = Title.objects.of(citizen).standing().select_related("decision", "certificate").order_by("-year")
    skills = SkillFact.objects.filter(citizen=citizen, until=None).order_by("-since", "kind")
    places = full_titles(thing.place for year in years for thing in year.things if thing.place)
    return OwnRecord(citizen.name, years, list(titles), list(skills), places)


def shared_record(link: RecordLink) -> OwnRecord:
    """What the link shows of it; never skills."""
    record = own_record(link.citizen)
    years = [
        replace(year, things=tuple(thing for thing in year.things if _is_shown(thing, link))) for year in record.years
    ]
    titles = record.titles if link.shows_titles else []
    return replace(record, years=[year for year in years if year.things], titles=titles, skills=[])


def _is_shown(thing: LearnedThing, link: RecordLink) -> bool:
    return link.shows_own if thing.is_own else link.shows_activities


def parts_shown(link: RecordLink) -> str:
    """ "Danh hiệu, hoạt động"."""
    parts = (
        (link.shows_titles, _("danh hiệu")),
        (link.shows_activities, _("hoạt động, tập huấn")),
        (link.shows_own, _("điều tự học")),
    )
    return ", ".join(word for is_shown, word in parts if is_shown).capitalize()


def code_of(title: Title) -> str:
    """Of its paper; empty where none was drawn."""
    paper: Certificate | None = getattr(title, "certificate", None)
    return paper.code if paper else ""


def record_file(record: OwnRecord, *, made_on: date) -> dict[str, Any]:
    """In the names of Europass (SkillsPassport/LearnerInfo), days as in ISO 8601. Of our own: Hours, Completed, Place,
    SelfDeclared (the person's own statement: Completed is null, Confirmed says whether an office did), Credential (an Open
    Badge with its proof, that anybody verifies)."""
    credentials = _credentials(record.titles)
    return {
        "Format": FORMAT,
        "MadeOn": made_on.isoformat(),
        "LearnerInfo": {
            "Identification": {"PersonName": record.holder},
            "Education": [_learned(thing, record) for year in record.years for thing in year.things],
            "Achievement": [_achieved(title, credentials.get(title.pk)) for title in record.titles],
            "Skills": {"Digital": [_skill(fact) for fact in record.skills]},
        },
    }


def _credentials(titles: Sequence[Title]) -> dict[int, Any]:
    """Title (id) → its credential, signed now; none while no key signs."""
    usable = Credential.objects.filter(title__in=[title.pk for title in titles], suspended_on=None)
    rows = {row.code: row for row in usable.exclude(holder=NAMELESS)}
    named = {title.pk: rows[code_of(title)] for title in titles if code_of(title) in rows}
    try:
        signer = signer_in_use() if named else None
    except Refusal:
        return {}
    return {pk: json.loads(signed_json(row, signer)) for pk, row in named.items()} if signer else {}


def _learned(thing: LearnedThing, record: OwnRecord) -> dict[str, Any]:
    return {
        "Title": thing.title,
        "Organisation": {"Name": thing.organiser},
        "Place": record.places.get(thing.place or 0),
        "Period": {"To": thing.last_on.isoformat()},
        "Hours": thing.hours,
        "Completed": None if thing.is_own else thing.is_completed,
        "SelfDeclared": thing.is_own,
        "Confirmed": thing.is_confirmed if thing.is_own else None,
    }


def _achieved(title: Title, credential: Any) -> dict[str, Any]:
    return {
        "Title": _("Công dân học tập"),
        "Year": title.year,
        "Decision": title.decision.number,
        "IssuedOn": title.decision.signed_on.isoformat(),
        "Organisation": {"Name": title.decision.issuer},
        "Code": code_of(title) or None,
        "Credential": credential,
    }


def _skill(fact: SkillFact) -> dict[str, Any]:
    return {
        "Title": fact.get_kind_display(),
        "Basis": fact.get_basis_display(),
        "Note": fact.note or None,
        "Period": {"From": fact.since.isoformat()},
    }
