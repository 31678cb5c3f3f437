"""Personal numbers of one person: several over the years (9 digits, then 12, then the corrected one)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.people import rules, sealing
from hieuhoc.people.actions.join import join_citizens
from hieuhoc.people.actions.looks import another_person, find_by_number, known_of
from hieuhoc.people.homes import lock
from hieuhoc.people.kinship import refuse_kin
from hieuhoc.people.matching import owner_of_number, write_number
from hieuhoc.people.models import Citizen, IdentityNumber
from hieuhoc.people.rules import Cause
from hieuhoc.people.words import refuse


def add_identity_number(
    citizen: Citizen, number: str, *, since: date | None = None, actor: User | None
) -> tuple[Citizen, tuple[Cause, ...]]:
    """The person who has the number now, and warnings. When another record has it under the same name and birth date, the
    two are one person: this record joins the one that has the number."""
    require(actor, "people.add_identity_number", citizen)
    refuse_kin([citizen.pk], actor)
    number = rules.clean_number(number)
    owner = owner_of_number(number)
    if owner is not None and owner != citizen.pk:
        if citizen.home is None:
            raise another_person()
        find_by_number(number, known_of(citizen), citizen.home, actor=actor)
    return _add_number(citizen, number, since, actor)


@transaction.atomic
def _add_number(
    citizen: Citizen, number: str, since: date | None, actor: User | None
) -> tuple[Citizen, tuple[Cause, ...]]:
    citizen = lock(citizen)
    causes = rules.number_findings(number, sex=citizen.sex, birth_year=citizen.birth_year)
    refuse(rules.errors(causes))
    owner = owner_of_number(number)
    warnings = tuple(causes)
    if owner == citizen.pk:
        return citizen, warnings
    if owner is not None:
        kept = Citizen.objects.get(pk=owner)
        join_citizens(kept, citizen, reason=str(_("Cùng số định danh")), actor=actor)
        return kept, warnings
    row = write_number(citizen, number, since)
    record(
        "people.add_identity_number",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={"identity_number": [None, row.pk], "digits": [None, row.digits], "since": [None, since]},
        private={"number": [None, number]},
        secret=bytes(citizen.secret),
    )
    return citizen, warnings


@transaction.atomic
def withdraw_identity_number(identity_number: IdentityNumber, *, withdrawn_on: date, actor: User | None) -> None:
    """The number was wrong or was replaced: it no longer says who this is, and somebody else may have it."""
    require(actor, "people.withdraw_identity_number", identity_number.citizen)
    refuse_kin([identity_number.citizen_id], actor)
    row = IdentityNumber.objects.select_for_update().select_related("citizen").get(pk=identity_number.pk)
    if row.withdrawn_on is not None:
        raise Refusal(_("Số này đã thôi dùng từ {on:%d/%m/%Y}.").format(on=row.withdrawn_on), code="already_withdrawn")
    row.withdrawn_on = withdrawn_on
    row.save(update_fields=["withdrawn_on"])
    record(
        "people.withdraw_identity_number",
        actor=actor,
        subject_kind="citizen",
        subject_id=row.citizen_id,
        place=row.citizen.home_id,
        changes={"identity_number": [row.pk, row.pk], "withdrawn_on": [None, withdrawn_on]},
    )


@transaction.atomic
def read_numbers(citizen: Citizen, *, actor: User | None) -> list[tuple[IdentityNumber, str]]:
    """The numbers in clear, newest first: asked for one person at a time, and every time on record."""
    require(actor, "people.read_number", citizen)
    rows = list(IdentityNumber.objects.filter(citizen=citizen).order_by("withdrawn_on", "-pk"))
    record_reading(
        "people.read_number",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        person_count=1,
    )
    return [(row, sealing.read(row.number, sealing.NUMBER)) for row in rows]
