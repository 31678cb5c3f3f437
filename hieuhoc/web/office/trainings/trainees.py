"""Who comes to a course: invited from those not yet trained, registered on behalf, their progress."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.learning.actions import invite_people, leave_training, register_person
from hieuhoc.learning.invitations import on_paper
from hieuhoc.learning.models import Trainee, Training
from hieuhoc.learning.untrained import Whom, not_asked, untrained
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.models import Citizen
from hieuhoc.people.models.citizens import CitizenQuerySet
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.name_searches import keep_search, searched_for
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.office.trainings.invitations import parts_of
from hieuhoc.web.office.trainings.trainings import read_people
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids, query_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

INVITE, REGISTER, ALL = "invite", "register", "all"


@needs("learning.invite_people")
def training_invite(request: Request, pk: int) -> HttpResponse:
    """Who is not trained on the version and not on the list, by role and place; ticked, or all of what is shown."""
    training = get_object_or_404(Training.objects.within(request.scope).select_related("version"), pk=pk)
    address = reverse("office:training-invite", args=[pk])
    whom = filter_of(request, "whom", _("Ai"), Whom.choices)
    place = place_filter(request)
    people = untrained(training.version, training.place_id, timezone.localdate(), whom.chosen)
    people = people & Citizen.objects.within(request.scope)
    ids = place_ids(request, place)
    people = people if ids is None else people.filter(home__in=ids)
    waiting = not_asked(people, training)
    if request.method == "POST":
        return _asked(request, training, waiting, f"{address}?{query_of([whom, place])}")
    page = key_page(waiting, request, order=["name_key", "id"])
    if page.rows:
        read_people(request, training, len(page.rows))
    context = {
        "training": training,
        "page": page,
        "people": [(public_id("citizen", person.pk), person) for person in page.rows],
        "names": titles(person.home_id for person in page.rows),
        "filters": [whom, place],
        "chips": chips_of([whom, place], address),
        "clear_url": address,
        "count": waiting.count(),
    }
    return render(request, "office/trainings/invite.html", context)


def _asked(request: Request, training: Training, waiting: CitizenQuerySet, address: str) -> HttpResponseRedirect:
    deed = request.POST.get("deed")
    chosen = waiting if deed == ALL else waiting.filter(pk__in=ticked(request, "citizen"))
    if deed == REGISTER:
        rows = [register_person(training, person, actor=request.user) for person in chosen.order_by("pk")]
        messages.success(request, _("Đã đăng ký hộ %(count)s người.") % {"count": number(len(rows))})
    else:
        rows = invite_people(training, list(chosen.values_list("pk", flat=True)), actor=request.user)
        messages.success(request, _("Đã mời %(count)s người; lời mời ở hộp tin của họ.") % {"count": number(len(rows))})
    return redirect(address)


@needs("learning.register_person")
def trainee_list(request: Request, pk: int) -> HttpResponse:
    """Everybody on the list of the course, how many lessons they were at, whether they completed it."""
    training = get_object_or_404(Training.objects.within(request.scope), pk=pk)
    address = reverse("office:trainee-list", args=[pk])
    if request.method == "POST" and "name" in request.POST:
        typed = request.POST["name"].strip()
        return redirect(f"{address}?search={keep_search(request, typed)}" if typed else address)
    if request.method == "POST":
        return _changed(request, training, address)
    status = filter_of(request, "status", _("Trạng thái"), Trainee.Status.choices)
    rows = Trainee.objects.filter(training=training).select_related("citizen")
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    name = searched_for(request)
    rows = rows.filter(citizen__in=Citizen.objects.named(name)) if name else rows
    came = Count("presences", filter=Q(presences__is_confirmed=True))
    page = key_page(rows.annotate(came=came), request, order=["citizen__name_key", "id"])
    if page.rows:
        read_people(request, training, len(page.rows))
    done = training.attendances.filter(completed=True, citizen__in=[row.citizen_id for row in page.rows])
    completed = set(done.values_list("citizen_id", flat=True))
    context = {
        "training": training,
        "page": page,
        "rows": [(public_id("trainee", row.pk), row, row.citizen_id in completed) for row in page.rows],
        "lessons": training.lessons.count(),
        "filters": [status],
        "chips": chips_of([status], address),
        "clear_url": address,
        "name": name,
        "on_paper": parts_of(on_paper(training).count()) if request.user.has_perm("learning.invite_people") else [],
    }
    return render(request, "office/trainings/trainees.html", context)


def _changed(request: Request, training: Training, address: str) -> HttpResponseRedirect:
    rows = Trainee.objects.filter(training=training, pk__in=ticked(request, "trainee")).select_related("citizen")
    in_order = list(rows.order_by("pk"))
    if request.POST.get("deed") == REGISTER:
        for row in in_order:
            register_person(training, row.citizen, actor=request.user)
        words = _("Đã ghi %(count)s người đăng ký.")
    else:
        for row in in_order:
            leave_training(row, actor=request.user)
        words = _("Đã ghi %(count)s người không dự.")
    messages.success(request, words % {"count": number(len(in_order))})
    return redirect(address)
