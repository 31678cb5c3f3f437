"""Who looks at whom is on record, once per request, on whatever page the person's data stands."""

from collections.abc import Collection
from functools import partial

from hieuhoc.audit.actions import record_reading
from hieuhoc.people.models import Citizen
from hieuhoc.web.requests import Request

PURPOSE = "people.read_citizens"


def person_read(request: Request, person: Citizen) -> None:
    """For pages about one person, forms that come back with an error too. A form that is sent and done leads elsewhere:
    its trace is the entry of its deed."""
    request.looks.append(partial(_record, request, person.pk, person.home_id))


def _record(request: Request, person: int, home: int | None) -> None:
    record_reading(PURPOSE, actor=request.user, subject_kind="citizen", subject_id=person, place=home, person_count=1)


def people_found(request: Request, people: Collection[Citizen]) -> None:
    """For people offered to choose from, wherever they were looked for."""
    if people:
        record_reading(PURPOSE, actor=request.user, subject_kind="list", person_count=len(people))
