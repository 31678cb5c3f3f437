"""Courses to come: planned, their lessons added, changed, taken out; who completed them judged."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.learning.actions import (
    CoursePlan,
    add_lesson,
    change_lesson,
    judge_training,
    plan_training,
    remove_lesson,
)
from hieuhoc.learning.models import Lesson, Training
from hieuhoc.learning.trainers import may_train
from hieuhoc.places.models import Place
from hieuhoc.web.course_words import lesson_words
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.trainings.course_forms import CourseForm, LessonForm, lesson_plan, lesson_values
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number


@needs("learning.plan_training")
def course_new(request: Request) -> HttpResponse:
    back = reverse("office:training-list")
    offered = _officers(request)
    form = CourseForm(request.POST or None, scope=request.scope, offered=offered)
    lead = _("Lớp sẽ tổ chức: lập với buổi đầu, thêm các buổi khác ở bước sau, rồi mời người chưa học.")
    page = FormPage(_("Lập lớp tập huấn"), _("Lập lớp"), lead, back, [(_("Tập huấn"), back)])

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given["place"])
        names = ("title", "version", "organiser", "about")
        plan = CoursePlan(place=place, least_share=int(given["least_share"]), **{name: given[name] for name in names})
        training = plan_training(plan, lesson_plan(given, form.users), actor=request.user)
        address = reverse("office:training", args=[training.pk])
        invite = (_("Mời người chưa học"), reverse("office:training-invite", args=[training.pk]))
        came_of_it(
            request, _("Đã lập lớp “%(title)s” với buổi đầu; mời người chưa học.") % {"title": training.title}, invite
        )
        return address

    return ask(request, form, page, deed)


def _officers(request: Request) -> list[User]:
    """Of all places of the scope: where the course is held is chosen in the same form, and the deed asks again."""
    today = timezone.localdate()
    officers: dict[int, User] = {}
    for place in sorted(request.scope.places):
        officers |= {user.pk: user for user in may_train(place, today)}
    return sorted(officers.values(), key=lambda user: (user.full_name, user.pk))


@needs("learning.add_lesson")
def lesson_new(request: Request, pk: int) -> HttpResponse:
    training = get_object_or_404(Training.objects.within(request.scope), pk=pk)
    address = reverse("office:training", args=[pk])
    form = LessonForm(request.POST or None, offered=_offered(training), initial=_like_last(training))
    page = FormPage(_("Thêm buổi"), _("Thêm buổi"), "", address, _crumbs(training))

    def deed(given: dict[str, Any]) -> str:
        lesson = add_lesson(training, lesson_plan(given, form.users), actor=request.user)
        came_of_it(
            request,
            _("Đã thêm buổi %(lesson)s vào lớp; người đã đăng ký thấy ở lịch của mình.")
            % {"lesson": lesson_words(lesson)},
        )
        return address

    return ask(request, form, page, deed)


@needs("learning.change_lesson")
def lesson_change(request: Request, pk: int) -> HttpResponse:
    lesson = lesson_within(request, pk)
    address = reverse("office:lesson", args=[pk])

    def known() -> Mapping[str, object]:
        return lesson_values(Lesson.objects.get(pk=pk))

    offered = _offered(lesson.training, *lesson.trainers.all())
    form = LessonForm(request.POST or None, offered=offered, initial=dict(known()))
    lead = _("Đổi ngày, giờ hoặc nơi thì người đã đăng ký được báo.")
    page = FormPage(_("Sửa buổi"), _("Lưu"), lead, address, _crumbs(lesson.training))

    def deed(given: dict[str, Any]) -> str:
        change_lesson(lesson, lesson_plan(given, form.users), actor=request.user)
        came_of_it(request, _("Đã lưu buổi như vừa sửa."))
        return address

    return ask(request, form, page, deed, known=known)


@needs("learning.remove_lesson")
def lesson_remove(request: Request, pk: int) -> HttpResponse:
    lesson = lesson_within(request, pk)
    back = reverse("office:training", args=[lesson.training_id])
    title, lead = _("Bỏ buổi %(lesson)s") % {"lesson": lesson_words(lesson)}, _("Buổi này không tổ chức.")
    page = FormPage(title, _("Bỏ buổi"), lead, back, _crumbs(lesson.training))

    def deed(_given: dict[str, Any]) -> str:
        remove_lesson(lesson, actor=request.user)
        came_of_it(request, _("Đã bỏ buổi khỏi lớp."))
        return back

    return ask(request, confirmation(request), page, deed)


@needs("learning.judge_training")
def training_judge(request: Request, pk: int) -> HttpResponse:
    training = get_object_or_404(Training.objects.within(request.scope), pk=pk)
    back = reverse("office:training", args=[pk])
    words = {"share": number(training.least_share)}
    lead = (
        _("Ai dự từ %(share)s%% số buổi và đạt bài kiểm tra (nếu có) thì hoàn thành; chỉ tiêu được tính lại.") % words
    )
    page = FormPage(_("Xét hoàn thành"), _("Xét hoàn thành"), lead, back, _crumbs(training))

    def deed(_given: dict[str, Any]) -> str:
        changed = judge_training(training, actor=request.user)
        came_of_it(request, _("Đã xét; %(count)s người đổi kết quả.") % {"count": number(len(changed))})
        return back

    return ask(request, confirmation(request), page, deed)


def lesson_within(request: Request, pk: int) -> Lesson:
    return get_object_or_404(Lesson.objects.within(request.scope).select_related("training"), pk=pk)


def _offered(training: Training, *kept: User) -> list[User]:
    officers = {user.pk: user for user in (*may_train(training.place_id, timezone.localdate()), *kept)}
    return sorted(officers.values(), key=lambda user: (user.full_name, user.pk))


def _like_last(training: Training) -> dict[str, Any]:
    """A further lesson is like the last one but for its day."""
    last = training.lessons.order_by("-starts_at").first()
    return {} if last is None else {name: value for name, value in lesson_values(last).items() if name != "day"}


def _crumbs(training: Training) -> list[tuple[str, str]]:
    return [
        (_("Tập huấn"), reverse("office:training-list")),
        (training.title, reverse("office:training", args=[training.pk])),
    ]
