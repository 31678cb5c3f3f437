"""Correcting what is on record of a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.people import rules, sealing
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import lock
from hieuhoc.people.kinship import refuse_kin
from hieuhoc.people.models import Citizen, IdentityNumber
from hieuhoc.people.naming import named
from hieuhoc.people.rules import Cause
from hieuhoc.people.words import refuse

CONTACT = {"phone", "email"}  # all else says who somebody is


@dataclass(frozen=True)
class Facts:
    """What is on record of a person, in clear. An empty given name is guessed anew."""

    name: str
    given_name: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str | None = None
    phone: str = ""
    email: str = ""


def facts_of(citizen: Citizen) -> Facts:
    return Facts(
        name=citizen.name,
        given_name=citizen.given_name,
        birth_date=citizen.birth_date,
        birth_year=citizen.birth_year,
        sex=citizen.sex,
        phone=sealing.read(citizen.phone, sealing.PHONE),
        email=sealing.read(citizen.email, sealing.EMAIL),
    )


@transaction.atomic
def correct_citizen(citizen: Citizen, facts: Facts, *, actor: User | None) -> tuple[Cause, ...]:
    """All facts at once; what is the same stays untouched. Returns warnings."""
    require(actor, "people.correct_citizen", citizen)
    citizen = lock(citizen)
    names = named(facts.name, facts.given_name)
    year = facts.birth_year if facts.birth_date is None else facts.birth_date.year
    causes = rules.name_findings(names.name, names.given_name)
    causes += rules.birth_findings(facts.birth_date, year, timezone.localdate())
    refuse(rules.errors(causes))
    before, after = (
        facts_of(citizen),
        Facts(names.name, names.given_name, facts.birth_date, year, facts.sex, facts.phone, facts.email),
    )
    changed = {key: [old, getattr(after, key)] for key, old in vars(before).items() if old != getattr(after, key)}
    if not changed:
        return ()
    if changed.keys() - CONTACT:
        refuse_kin([citizen.pk], actor)
    values: dict[str, Any] = {
        "name": names.name,
        "given_name": names.given_name,
        "name_key": names.name_key,
        "folded_name": names.folded_name,
        "birth_date": facts.birth_date,
        "birth_year": year,
        "sex": facts.sex,
    }
    if "phone" in changed:
        values["phone"] = sealing.seal(facts.phone, sealing.PHONE)
        values["phone_index"] = sealing.phone_index(facts.phone) if facts.phone else None
    if "email" in changed:
        values["email"] = sealing.seal(facts.email, sealing.EMAIL)
    Citizen.objects.filter(pk=citizen.pk).update(**values)
    record(
        "people.correct_citizen",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={key: [None, None] for key in changed},
        private=changed,
        secret=bytes(citizen.secret),
    )
    if "birth_year" in changed:
        recount_person(citizen, None)
    return _warnings(citizen, after)


def _warnings(citizen: Citizen, facts: Facts) -> tuple[Cause, ...]:
    """Contradictions between the corrected facts and the numbers in force."""
    causes: set[Cause] = set()
    for row in IdentityNumber.objects.filter(citizen=citizen, withdrawn_on__isnull=True):
        number = sealing.read(row.number, sealing.NUMBER)
        causes |= set(rules.number_findings(number, sex=facts.sex, birth_year=facts.birth_year))
    return tuple(sorted(causes))
