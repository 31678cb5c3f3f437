"""Who takes part in an activity: enrolled on behalf of those without a telephone, there on a day, with it to the end."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.actions import complete_activity, enrol_person, leave_activity, record_presence
from hieuhoc.learning.models import Activity, Participation
from hieuhoc.learning.seats import free_seats
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.models import Citizen
from hieuhoc.web.choices import titles
from hieuhoc.web.filters import filter_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.name_searches import keep_search, searched_for
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day as day_words
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

THERE, NOT_THERE, COMPLETED, NOT_COMPLETED = "there", "not-there", "completed", "not-completed"


@needs("learning.record_presence")
def activity_presence(request: Request, pk: int) -> HttpResponse:
    """Those with a seat, by name: who was there on the chosen day, who was with it to the end."""
    activity = get_object_or_404(Activity.objects.within(request.scope), pk=pk)
    held = [(held_on.isoformat(), day_words(held_on)) for held_on in activity.days if held_on <= timezone.localdate()]
    chosen = filter_of(request, "day", _("Buổi"), held, held[-1][0] if held else "")
    day = date.fromisoformat(chosen.chosen) if chosen.chosen else None
    address = reverse("office:activity-presence", args=[pk]) + (f"?day={chosen.chosen}" if day else "")
    rows = Participation.objects.filter(activity=activity, status=Participation.Status.ENROLLED)
    if request.method == "POST":
        _mark(request, activity, day, list(rows.filter(pk__in=ticked(request, "participation"))))
        return redirect(address)
    page = key_page(rows.select_related("citizen", "activity"), request, order=["citizen__name_key", "id"])
    if page.rows:
        read_people(request, activity, len(page.rows))
    context = {
        "activity": activity,
        "page": page,
        "rows": [
            (public_id("participation", row.pk), row, day is not None and row.was_there(day)) for row in page.rows
        ],
        "chosen": chosen,
        "day": day,
    }
    return render(request, "office/activities/presence.html", context)


def _mark(request: Request, activity: Activity, day: date | None, people: list[Participation]) -> None:
    deed = request.POST.get("deed")
    if deed in {THERE, NOT_THERE} and day is not None:
        rows = record_presence(activity, day, people, was_there=deed == THERE, actor=request.user)
    else:
        rows = complete_activity(activity, people, is_completed=deed == COMPLETED, actor=request.user)
    words = {"count": number(len(rows))}
    messages.success(request, _("Đã ghi cho %(count)s người.") % words)


@needs("learning.enrol_person")
def participation_new(request: Request, pk: int) -> HttpResponse:
    """People in reach who are not in it yet, to be ticked."""
    activity = get_object_or_404(Activity.objects.within(request.scope), pk=pk)
    address = reverse("office:participation-new", args=[pk])
    if request.method == "POST" and "name" in request.POST:
        typed = request.POST["name"].strip()
        return redirect(f"{address}?search={keep_search(request, typed)}" if typed else address)
    if request.method == "POST":
        people = list(Citizen.objects.within(request.scope).counted().filter(pk__in=ticked(request, "citizen")))
        rows = [enrol_person(activity, person, actor=request.user) for person in sorted(people, key=lambda row: row.pk)]
        waiting = sum(row.status == Participation.Status.WAITING for row in rows)
        words = {"count": number(len(rows)), "waiting": number(waiting)}
        came_of_it(request, _("Đã ghi danh %(count)s người, trong đó %(waiting)s người chờ chỗ.") % words)
        return redirect("office:activity", pk)
    name = searched_for(request)
    held = Participation.objects.filter(activity=activity, citizen=OuterRef("pk"))
    people_left = (
        Citizen.objects.within(request.scope).counted().exclude(Exists(held.exclude(status=Participation.Status.LEFT)))
    )
    people_left = people_left & Citizen.objects.named(name) if name else people_left
    page = key_page(people_left, request, order=["name_key", "id"])
    if page.rows:
        read_people(request, activity, len(page.rows))
    free = free_seats(activity)
    context = {
        "activity": activity,
        "page": page,
        "people": [(public_id("citizen", person.pk), person) for person in page.rows],
        "names": titles(person.home_id for person in page.rows),
        "name": name,
        "seats": "" if free is None else _("Còn %(free)s chỗ; người sau đó chờ chỗ.") % {"free": number(free)},
    }
    return render(request, "office/activities/enrol.html", context)


@needs("learning.leave_activity")
def participation_leave(request: Request, pk: int) -> HttpResponse:
    rows = Participation.objects.filter(activity__in=Activity.objects.within(request.scope))
    row = get_object_or_404(rows.select_related("activity", "citizen"), pk=pk)
    person_read(request, row.citizen)
    back = reverse("office:activity-presence", args=[row.activity_id])
    crumbs = [(row.activity.title, reverse("office:activity", args=[row.activity_id]))]
    lead = _("Người chờ lâu nhất được chỗ này.")
    page = FormPage(_("%(name)s thôi dự") % {"name": row.citizen.name}, _("Thôi dự"), lead, back, crumbs)

    def deed(_given: dict[str, Any]) -> str:
        leave_activity(row, actor=request.user)
        came_of_it(request, _("Đã thôi dự; người chờ lâu nhất được chỗ này."))
        return back

    return ask(request, confirmation(request), page, deed)


def read_people(request: Request, activity: Activity, count: int) -> None:
    record_reading(
        "learning.record_presence",
        actor=request.user,
        subject_kind="activity",
        subject_id=activity.pk,
        place=activity.place_id,
        person_count=count,
    )
