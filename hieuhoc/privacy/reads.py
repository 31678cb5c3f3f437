"""What a person consents to, and which requests for erasure wait."""

from datetime import date

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.lib.rows import rows_of
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.clocks import Calendar, Clocks, clocks_of
from hieuhoc.privacy.models import Consent, DataRequest, DataRequestQuerySet, DayOff, Erasure, ErasureQuerySet, Purpose

ASSESSMENT = "assessment"


# The page of one person asks both each time: their SQL is written out (lib.rows).
OPEN_CONSENTS = """
SELECT consent.*, purpose.id AS purpose__id, purpose.code AS purpose__code
FROM privacy_consent AS consent JOIN privacy_purpose AS purpose ON purpose.id = consent.purpose_id
WHERE consent.citizen_id = %s AND consent.withdrawn_at IS NULL
"""
PURPOSES = "SELECT * FROM privacy_purpose ORDER BY id"


def open_consents(citizen: Citizen) -> dict[str, Consent]:
    """By purpose code."""
    consents = rows_of(Consent, OPEN_CONSENTS, [citizen.pk], purpose=Purpose)
    return {consent.purpose.code: consent for consent in consents}


def purposes() -> list[Purpose]:
    return rows_of(Purpose, PURPOSES, [])


def erasures_waiting(user: User) -> ErasureQuerySet:
    """Requests that wait for whoever may carry them out."""
    return Erasure.objects.waiting().within(scope_of(user, "privacy.carry_out_erasure"))


def requests_waiting(user: User) -> DataRequestQuerySet:
    """The same of all other requests about data."""
    return DataRequest.objects.waiting().within(scope_of(user, "privacy.settle_data_request"))


def calendar() -> Calendar:
    days = DayOff.objects.values_list("on", "is_worked")
    return Calendar({day for day, is_worked in days if not is_worked}, {day for day, is_worked in days if is_worked})


def clocks_for(request: DataRequest, days: Calendar) -> Clocks:
    """Its terms, with the longer one where it was prolonged."""
    return clocks_of(request.matter, request.asked_on, days, is_extended=bool(request.extension_reason))


def next_due(request: DataRequest, days: Calendar) -> date:
    """By when the next answer to a request that waits is due: the first one, then what came of it."""
    clocks = clocks_for(request, days)
    return clocks.answer_by if request.answered_at is None else clocks.settle_by
