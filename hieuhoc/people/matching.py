"""Looking for the person a declaration means, and keeping two declarations of one person apart in time."""

from datetime import date

from django.db import connection

from hieuhoc.people import sealing
from hieuhoc.people.models import Citizen, IdentityNumber
from hieuhoc.people.rules import Candidate, Declared


def owner_of_number(number: str) -> int | None:
    """Whose number it is today; `number` is cleaned."""
    held = IdentityNumber.objects.filter(number_index=sealing.number_index(number), withdrawn_on__isnull=True)
    return held.values_list("citizen_id", flat=True).first()


def alike(declared: Declared) -> list[Candidate]:
    """People on record in the same place who resemble the declaration."""
    people = Citizen.objects.counted().filter(folded_name=declared.folded_name, home=declared.place)
    numbered = set(
        IdentityNumber.objects.filter(citizen__in=people, withdrawn_on__isnull=True).values_list(
            "citizen_id", flat=True
        )
    )
    candidates = [
        Candidate(
            person.pk,
            Declared(declared.folded_name, person.birth_date, person.birth_year or 0, person.sex, declared.place),
            person.pk in numbered,
        )
        for person in people
    ]
    return [candidate for candidate in candidates if declared.resembles(candidate.declared)]


def lock_declaration(declared: Declared, number: str) -> None:
    """Until the commit, nobody else declares somebody of this name here or with this number: a form sent twice makes
    one person."""
    indexes = [sealing.declaration_index(Declared(declared.folded_name, None, 0, None, declared.place))]
    if number:
        indexes.append(sealing.number_index(number))
    with connection.cursor() as cursor:
        for key in sorted(int.from_bytes(index[:8], signed=True) for index in indexes):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def write_number(citizen: Citizen, number: str, since: date | None) -> IdentityNumber:
    return IdentityNumber.objects.create(
        citizen=citizen,
        number=sealing.seal(number, sealing.NUMBER),
        number_index=sealing.number_index(number),
        digits=len(number),
        since=since,
    )
