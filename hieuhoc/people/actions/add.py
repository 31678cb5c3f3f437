"""Declaring a person: once in the province, whoever declares."""

import os
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.people import rules, sealing
from hieuhoc.people.actions.looks import find_by_number
from hieuhoc.people.actions.numbers import add_identity_number
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import clip_to_place, open_home, require_home
from hieuhoc.people.matching import alike, lock_declaration, owner_of_number, write_number
from hieuhoc.people.models import Citizen, MatchChoice
from hieuhoc.people.naming import Named, named
from hieuhoc.people.rules import Cause
from hieuhoc.people.words import refuse
from hieuhoc.places.models import Place


class Outcome(StrEnum):
    CREATED = "created"
    JOINED = "joined"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Declaration:
    """What a form or a row says of a person. `place`: the village, or the commune when the village is not known."""

    name: str
    place: Place
    since: date
    birth_year: int | None = None
    birth_date: date | None = None
    given_name: str = ""  # guessed when empty
    sex: str | None = None
    number: str = ""
    phone: str = ""
    email: str = ""

    @property
    def year(self) -> int | None:
        return self.birth_date.year if self.birth_date is not None and self.birth_year is None else self.birth_year


@dataclass(frozen=True)
class Added:
    """`citizen`: the new person or the one the declaration joined; None when the officer has to choose."""

    outcome: Outcome
    citizen: Citizen | None = None
    candidates: tuple[Citizen, ...] = ()
    warnings: tuple[Cause, ...] = ()


def add_citizen(declaration: Declaration, *, actor: User | None) -> Added:
    """Raises Refusal for what is wrong; what merely looks wrong comes back as warnings. A number on record with another
    name or birth date is wrong, and looking at it stays on record (actions.looks)."""
    require(actor, "people.add_citizen", declaration.place)
    _look_up(declaration, actor)
    return _add(declaration, actor)


def _look_up(declaration: Declaration, actor: User | None) -> None:
    number, names, _warnings = _checked(declaration)
    if number:
        said = rules.Identity(names.name, declaration.birth_date, declaration.year)
        find_by_number(number, said, declaration.place, actor=actor)


@transaction.atomic
def _add(declaration: Declaration, actor: User | None) -> Added:
    number, names, warnings = _checked(declaration)
    require_home(declaration.place, timezone.localdate())
    declared = _declared(declaration, names)
    lock_declaration(declared, number)
    answer = _who_is(declared, number)
    if answer.citizen is not None:
        return _joined(Citizen.objects.get(pk=answer.citizen), declaration, number, warnings, actor)
    if answer.is_ambiguous:
        people = Citizen.objects.filter(pk__in=answer.candidates).by_name()
        return Added(Outcome.AMBIGUOUS, candidates=tuple(people), warnings=warnings)
    citizen = _create(declaration, names, number, actor)
    MatchChoice.objects.filter(declaration=sealing.declaration_index(declared), is_new_person=True).update(
        citizen=citizen
    )
    return Added(Outcome.CREATED, citizen=citizen, warnings=warnings)


def choose_match(declaration: Declaration, citizen: Citizen | None, *, actor: User | None) -> Added:
    """The officer's answer to an ambiguous declaration: this person, or (None) somebody new. Kept: asking again or
    loading the same sheet again gives the same person."""
    require(actor, "people.choose_match", declaration.place)
    require(actor, "people.add_citizen", declaration.place)
    _look_up(declaration, actor)
    return _choose(declaration, citizen, actor)


@transaction.atomic
def _choose(declaration: Declaration, citizen: Citizen | None, actor: User | None) -> Added:
    number, names, _warnings = _checked(declaration)
    declared = _declared(declaration, names)
    lock_declaration(declared, number)
    if citizen is not None and citizen.pk not in [candidate.citizen for candidate in alike(declared)]:
        raise Refusal(_("Người được chọn không giống khai báo này."), code="not_alike")
    choice, is_first = MatchChoice.objects.get_or_create(
        declaration=sealing.declaration_index(declared),
        defaults={"citizen": citizen, "is_new_person": citizen is None, "decided_by": actor},
    )
    if not is_first and choice.citizen != citizen and not (citizen is None and choice.is_new_person):
        raise Refusal(
            _("Khai báo này đã được chọn người lúc {at:%H:%M %d/%m/%Y}.").format(
                at=timezone.localtime(choice.decided_at)
            ),
            remedy=_("Mở hồ sơ người đã chọn; nếu chọn nhầm, gộp hoặc tách hồ sơ ở đó."),
            code="already_chosen",
        )
    record(
        "people.choose_match",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk if citizen else None,
        place=declaration.place.pk,
        changes={"is_new_person": [None, citizen is None]},
    )
    return _add(declaration, actor)


def _checked(declaration: Declaration) -> tuple[str, Named, tuple[Cause, ...]]:
    number = rules.clean_number(declaration.number)
    names = named(declaration.name, declaration.given_name)
    causes = rules.name_findings(names.name, names.given_name)
    causes += rules.birth_findings(declaration.birth_date, declaration.year, timezone.localdate())
    if number:
        causes += rules.number_findings(number, sex=declaration.sex, birth_year=declaration.year)
    refuse(rules.errors(causes))
    return number, names, tuple(cause for cause in causes if cause in rules.WARNINGS)


def _declared(declaration: Declaration, names: Named) -> rules.Declared:
    assert declaration.year is not None  # _checked
    return rules.Declared(
        names.folded_name, declaration.birth_date, declaration.year, declaration.sex, declaration.place.pk
    )


def _who_is(declared: rules.Declared, number: str) -> rules.Answer:
    choice = MatchChoice.objects.filter(declaration=sealing.declaration_index(declared)).first()
    return rules.who_is(
        declared,
        has_number=bool(number),
        number_owner=owner_of_number(number) if number else None,
        kept=rules.KeptAnswer(choice.citizen_id) if choice else None,
        candidates=alike(declared),
    )


def _joined(
    citizen: Citizen, declaration: Declaration, number: str, warnings: tuple[Cause, ...], actor: User | None
) -> Added:
    """The second declaration changes nothing but a number not known before; a move is a deed of its own."""
    record("people.add_citizen", actor=actor, subject_kind="citizen", subject_id=citizen.pk, place=declaration.place.pk)
    if number and owner_of_number(number) is None:
        add_identity_number(citizen, number, actor=actor)
    return Added(Outcome.JOINED, citizen=citizen, warnings=warnings)


def _create(declaration: Declaration, names: Named, number: str, actor: User | None) -> Citizen:
    secret = os.urandom(16)
    citizen = Citizen.objects.create(
        name=names.name,
        given_name=names.given_name,
        name_key=names.name_key,
        folded_name=names.folded_name,
        birth_date=declaration.birth_date,
        birth_year=declaration.year,
        sex=declaration.sex,
        phone=sealing.seal(declaration.phone, sealing.PHONE),
        phone_index=sealing.phone_index(declaration.phone) if declaration.phone else None,
        email=sealing.seal(declaration.email, sealing.EMAIL),
        secret=secret,
    )
    since = clip_to_place(declaration.place, declaration.since)
    open_home(citizen, declaration.place, since)
    if number:
        write_number(citizen, number, None)
    private = {"name": [None, names.name], "birth": [None, declaration.birth_date or declaration.year]}
    record(
        "people.add_citizen",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=declaration.place.pk,
        changes={"place": [None, declaration.place.pk], "since": [None, since]},
        private={**private, "sex": [None, declaration.sex], "number": [None, number or None]},
        secret=secret,
    )
    recount_person(citizen, since)
    return citizen
