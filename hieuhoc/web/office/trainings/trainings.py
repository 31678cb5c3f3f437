"""Trainings on the criteria: held where and when, who of the association came and completed."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.actions import NewTraining, add_training, record_attendance, withdraw_attendance
from hieuhoc.learning.models import Attendance, Lesson, Trainee, Training
from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import SortKey
from hieuhoc.people.models import Citizen, Membership
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.web.choices import titles
from hieuhoc.web.course_words import lesson_words, where_held
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.name_searches import keep_search, searched_for
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.story import story
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.office.trainings.forms import TrainingForm
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import count_beside, key_page
from hieuhoc.web.ui.sorting import SortWay, sorting_of


def trainings_within(scope: Scope) -> QuerySet[Training]:
    return Training.objects.within(scope).select_related("version")


@needs("learning.read_trainings")
def training_list(request: Request) -> HttpResponse:
    rows = trainings_within(request.scope)
    years = sorted({day.year for day in rows.dates("held_on", "year")}, reverse=True)
    year = filter_of(request, "year", _("Năm"), [(str(offered), str(offered)) for offered in years])
    place = place_filter(request)
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(held_on__year=int(year.chosen)) if year.chosen else rows
    rows = rows.annotate(
        came=count_beside(Attendance.objects.all(), "training"),
        finished=count_beside(Attendance.objects.filter(completed=True), "training"),
    )
    sorting = sorting_of(
        request, SortWay("day", ("held_on", "id")), SortWay("title", ("title_key", "id")), is_down=True
    )
    rows = rows.annotate(title_key=SortKey("title")) if sorting.way.key == "title" else rows
    page = key_page(rows, request, order=sorting.order)
    address = reverse("office:training-list")
    context = {
        "page": page,
        "sorting": sorting,
        "filters": [place, year],
        "chips": chips_of([place, year], address),
        "clear_url": address,
        "names": titles(row.place_id for row in page.rows),
        "may_add": request.user.has_perm("learning.add_training"),
        "may_plan": request.user.has_perm("learning.plan_training"),
    }
    return render(request, "office/trainings/list.html", context)


@needs("learning.add_training")
def training_new(request: Request) -> HttpResponse:
    form = TrainingForm(request.POST or None, scope=request.scope)
    back = reverse("office:training-list")
    title = _("Ghi nhận lớp tập huấn")
    page = FormPage(title, _("Ghi nhận"), _("Lớp đã tổ chức; người dự ghi ở bước sau."), back, [(_("Tập huấn"), back)])

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given["place"])
        training = add_training(NewTraining(**given | {"place": place}), actor=request.user)
        said = _("Đã ghi nhận lớp “%(title)s”; ghi tiếp ai đã dự.") % {"title": training.title}
        came_of_it(request, said, (_("Ghi người dự"), reverse("office:attendance-new", args=[training.pk])))
        return reverse("office:training", args=[training.pk])

    return ask(request, form, page, deed)


@needs("learning.read_trainings")
def training(request: Request, pk: int) -> HttpResponse:
    training = get_object_or_404(trainings_within(request.scope), pk=pk)
    attendances = Attendance.objects.filter(training=training).select_related("citizen")
    page = key_page(attendances, request, order=["citizen__name_key", "id"])
    if page.rows:
        read_people(request, training, len(page.rows))
    counts = attendances.aggregate(came=Count("pk"), finished=Count("pk", filter=Q(completed=True)))
    place_name = titles([training.place_id]).get(training.place_id, "")
    context = {
        "training": training,
        "page": page,
        "counts": counts,
        "events": story("training", training.pk),
        "facts": [
            (_("Ngày tổ chức"), f"{training.held_on:%d/%m/%Y}"),
            (_("Nơi"), place_name),
            (
                _("Bộ tiêu chí"),
                training.version.number,
                reverse("office:criteria", args=[training.version_id]),
                _("Xem"),
            ),
            (_("Đơn vị tổ chức"), training.organiser or "–"),
            (_("Mã lớp"), training.code),
            *([(_("Nội dung"), training.about)] if training.about else []),
        ],
        "may_record": request.user.has_perm("learning.record_attendance", training),
        "may_plan": request.user.has_perm("learning.add_lesson", training),
        "lessons": _lessons(training),
        "listed": _listed(training),
        "quiz": training.quizzes.order_by("-edition").first(),
        "materials": list(training.materials.order_by("title", "pk")),
        "page_year": training.held_on.year,
        "page_place": place_name,
    }
    return render(request, "office/trainings/training.html", context)


def _lessons(training: Training) -> list[tuple[Lesson, str, str, str]]:
    """Each with its time, where it is held, who teaches it; `there`: how many were at it."""
    rows = training.lessons.annotate(there=Count("presences", filter=Q(presences__is_confirmed=True)))
    return [
        (row, lesson_words(row), where_held(row), ", ".join(user.full_name for user in row.trainers.all()) or "–")
        for row in rows.prefetch_related("trainers").order_by("starts_at")
    ]


def _listed(training: Training) -> str:
    """How many are registered, invited, not coming, in words."""
    rows = training.trainees.order_by().values_list("status").annotate(count=Count("pk"))
    counts = dict.fromkeys(Trainee.Status.values, 0) | dict(rows)
    return _("%(coming)s người đã đăng ký, %(asked)s người được mời chưa trả lời, %(declined)s người không dự.") % {
        "coming": number(counts[Trainee.Status.REGISTERED]),
        "asked": number(counts[Trainee.Status.INVITED]),
        "declined": number(counts[Trainee.Status.DECLINED]),
    }


@needs("learning.record_attendance")
def attendance_new(request: Request, pk: int) -> HttpResponse:
    """Members and cadres of the training's place who are not recorded yet, to be ticked."""
    training = get_object_or_404(trainings_within(request.scope), pk=pk)
    if request.method == "POST" and "name" in request.POST:
        typed = request.POST["name"].strip()
        word = f"?search={keep_search(request, typed)}" if typed else ""
        return redirect(f"{reverse('office:attendance-new', args=[pk])}{word}")
    if request.method == "POST":
        chosen = list(members(request, training).filter(pk__in=ticked(request, "citizen")))
        record_attendance(training, chosen, completed=request.POST.get("deed") == "completed", actor=request.user)
        words = {"count": number(len(chosen))}
        messages.success(request, _("Đã ghi nhận %(count)s người dự; chỉ tiêu của nơi họ đang được tính lại.") % words)
        return redirect("office:training", training.pk)
    name = searched_for(request)
    waiting = members(request, training).exclude(
        Exists(Attendance.objects.filter(training=training, citizen=OuterRef("pk")))
    )
    waiting = waiting & Citizen.objects.named(name) if name else waiting
    page = key_page(waiting, request, order=["name_key", "id"])
    if page.rows:
        read_people(request, training, len(page.rows))
    context = {
        "training": training,
        "page": page,
        "people": [(public_id("citizen", person.pk), person) for person in page.rows],
        "names": titles(person.home_id for person in page.rows),
        "name": name,
    }
    return render(request, "office/trainings/attendances.html", context)


@needs("learning.withdraw_attendance")
def attendance_withdraw(request: Request, pk: int) -> HttpResponse:
    rows = Attendance.objects.filter(training__in=trainings_within(request.scope)).select_related("training", "citizen")
    attendance = get_object_or_404(rows, pk=pk)
    person_read(request, attendance.citizen)
    back = reverse("office:training", args=[attendance.training_id])
    title = _("Rút ghi nhận của %(name)s") % {"name": attendance.citizen.name}
    crumbs = [(_("Tập huấn"), reverse("office:training-list")), (attendance.training.title, back)]
    page = FormPage(title, _("Rút ghi nhận"), _("Dùng khi ghi nhầm: người này không dự lớp."), back, crumbs)

    def deed(_given: dict[str, Any]) -> str:
        withdraw_attendance(attendance, actor=request.user)
        came_of_it(request, _("Đã rút ghi nhận; chỉ tiêu được tính lại không có lớp này."))
        return back

    return ask(request, confirmation(request), page, deed)


def members(request: Request, training: Training) -> QuerySet[Citizen]:
    """People of the association who live under the place of the training, in reach of whoever asks."""
    here = Scope(on=request.scope.on, places=frozenset({training.place_id}))
    belongs = Membership.objects.filter(citizen=OuterRef("pk"), branch__isnull=False, until__isnull=True)
    rows = Citizen.objects.within(request.scope).filter(among("home", here))
    return rows.filter(Exists(belongs)).counted()


def read_people(request: Request, training: Training, count: int) -> None:
    record_reading(
        "learning.read_trainings",
        actor=request.user,
        subject_kind="training",
        subject_id=training.pk,
        place=training.place_id,
        person_count=count,
    )
