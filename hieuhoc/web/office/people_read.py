"""Who looks at whom is on record, once per request, on whatever page the person's data stands."""

from collections.abc import Collection

from hieuhoc.audit.actions import record_reading
from hieuhoc.people.models import Citizen
from hieuhoc.web.requests import Request

PURPOSE = "people.read_citizens"


def person_read(request: Request, person: Citizen) -> None:
    """For pages about one person; a form that is sent writes the entry of its deed instead."""
    if request.method == "GET":
        record_reading(
            PURPOSE,
            actor=request.user,
            subject_kind="citizen",
            subject_id=person.pk,
            place=person.home_id,
            person_count=1,
        )


def people_found(request: Request, people: Collection[Citizen]) -> None:
    """For people offered to choose from, wherever they were looked for."""
    if people:
        record_reading(PURPOSE, actor=request.user, subject_kind="list", person_count=len(people))
