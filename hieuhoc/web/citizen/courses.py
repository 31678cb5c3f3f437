"""Courses of the association that I am invited to, or that are held where I live: registering, my code, where I stand."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.actions import leave_training, register_person
from hieuhoc.learning.course_rules import lessons_needed
from hieuhoc.learning.models import Attendance, Lesson, Presence, Trainee, Training
from hieuhoc.people.models import Citizen
from hieuhoc.places.reads import ancestors
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.course_words import lesson_words, where_held
from hieuhoc.web.guards import signed_in
from hieuhoc.web.qr import qr_drawing
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page


@signed_in
def courses(request: Request) -> HttpResponse:
    citizen = me(request)
    page = key_page(open_to_me(citizen), request, order=["-held_on", "-id"])
    mine = {row.training_id: row for row in Trainee.objects.filter(citizen=citizen, training__in=page.rows)}
    record_reading(
        "citizen.read_own", actor=request.user, subject_kind="citizen", subject_id=citizen.pk, person_count=1
    )
    context = {"page": page, "rows": [(row, mine.get(row.pk)) for row in page.rows], "today": timezone.localdate()}
    return render(request, "citizen/courses.html", context)


def open_to_me(citizen: Citizen) -> QuerySet[Training]:
    """Those on whose list I am, and those to come at the places I live under."""
    today = timezone.localdate()
    home = citizen.home_id or 0
    near = Q(pk__in=Training.objects.coming(today).values("pk"), place__in=[home, *ancestors(home, today)])
    return Training.objects.filter(near | Q(pk__in=Trainee.objects.filter(citizen=citizen).values("training")))


@signed_in
def course(request: Request, pk: int) -> HttpResponse:
    """One page and one button: come, or do not."""
    if not request.citizen:
        messages.info(request, _("Liên kết tài khoản với hồ sơ của mình trước, rồi đăng ký."))
        return redirect("citizen:link")
    citizen = me(request)
    training = get_object_or_404(open_to_me(citizen).select_related("version"), pk=pk)
    trainee = Trainee.objects.filter(training=training, citizen=citizen).select_related("training", "citizen").first()
    if request.method == "POST":
        if request.POST.get("deed") == "leave" and trainee is not None:
            leave_training(trainee, actor=request.user)
            messages.success(request, _("Đã ghi: không dự lớp này."))
        else:
            register_person(training, citizen, actor=request.user)
            messages.success(request, _("Đã đăng ký; giữ mã dưới đây để điểm danh."))
        return redirect("citizen:course", pk)
    lessons = list(training.lessons.order_by("starts_at"))
    here = (
        {row.lesson_id: row for row in Presence.objects.filter(lesson__in=lessons, trainee=trainee)} if trainee else {}
    )
    is_in = trainee is not None and trainee.status == Trainee.Status.REGISTERED
    context = {
        "training": training,
        "trainee": trainee,
        "lessons": [(lesson_words(row), where_held(row), row, here.get(row.pk)) for row in lessons],
        "standing": standing_words(training, trainee, lessons, here),
        "is_in": is_in,
        "may_register": not is_in and bool(lessons) and training.held_on >= timezone.localdate(),
        "may_leave": trainee is not None and trainee.status != Trainee.Status.DECLINED and not here,
        **parts_of(training, trainee, here),
        "drawn": qr_drawing(trainee.code) if is_in and trainee else "",
    }
    return render(request, "citizen/course.html", context)


def parts_of(training: Training, trainee: Trainee | None, here: dict[int, Presence]) -> dict[str, Any]:
    """What else the course has for me, now."""
    if trainee is None or trainee.status == Trainee.Status.DECLINED:
        return {}
    done = Attendance.objects.filter(training=training, citizen=trainee.citizen_id, completed=True)
    is_over = training.held_on <= timezone.localdate()
    return {
        "materials": list(training.materials.order_by("title", "pk")),
        "has_quiz": training.quizzes.exists(),
        "has_completed": done.exists(),
        "may_give_feedback": bool(here) and is_over and not trainee.has_given_feedback,
    }


def standing_words(
    training: Training, trainee: Trainee | None, lessons: list[Lesson], here: dict[int, Presence]
) -> str:
    """Where I stand with it, in one sentence."""
    if trainee is None:
        return _("Chưa đăng ký.")
    done = Attendance.objects.filter(training=training, citizen=trainee.citizen_id, completed=True).exists()
    if done:
        return _("Đã hoàn thành lớp này.")
    if here:
        confirmed = sum(row.is_confirmed for row in here.values())
        words = {"count": number(confirmed), "needed": number(lessons_needed(len(lessons), training.least_share))}
        return _("Đã dự %(count)s buổi; cần %(needed)s buổi để hoàn thành.") % words
    return {
        Trainee.Status.INVITED: _("Được mời, chưa đăng ký."),
        Trainee.Status.REGISTERED: _("Đã đăng ký."),
        Trainee.Status.DECLINED: _("Đã ghi: không dự."),
    }[Trainee.Status(trainee.status)]
