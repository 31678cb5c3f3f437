"""The people a finished import has written: where to go on from."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.actions import record_reading
from hieuhoc.people.models import Citizen
from hieuhoc.sheets.reads import touched_ids
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.people_meant import described
from hieuhoc.web.office.sheets.reached import crumbs, reached
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@needs("sheets.read_batches", "sheets.import_skills")
def batch_people(request: Request, pk: int) -> HttpResponse:
    """As far as the officer may read them: who has moved on since is not among them."""
    batch = reached(request, pk)
    written = touched_ids(batch, "citizen")
    people = Citizen.objects.within(scope_of(request.user, "people.read_citizens")).filter(pk__in=written)
    page = key_page(people, request, order=["name_key", "id"], total=people.count)
    record_reading(
        "people.read_citizens",
        actor=request.user,
        subject_kind="batch",
        subject_id=batch.pk,
        place=batch.place_id,
        person_count=len(page.rows),
    )
    homes = titles(person.home_id for person in page.rows)
    rows = [
        (record_address("office:citizen", citizen.pk), described(citizen), homes.get(citizen.home_id or 0, "–"))
        for citizen in page.rows
    ]
    title = _("Người của lần nhập")
    context = {"batch": batch, "title": title, "crumbs": crumbs(batch), "page": page, "rows": rows}
    return render(request, "office/sheets/people.html", context)
