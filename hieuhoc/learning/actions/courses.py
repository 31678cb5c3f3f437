"""Courses: planned with their first lesson; lessons added, changed, taken out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.audit.models import Entry
from hieuhoc.criteria.models import Version
from hieuhoc.learning.course_rules import LONGEST_LESSON
from hieuhoc.learning.course_telling import tell_trainees
from hieuhoc.learning.models import Lesson, Trainee, Training
from hieuhoc.learning.models.trainings import USUAL_SHARE
from hieuhoc.learning.trainers import may_train
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place

TAUGHT = (Version.Status.IN_FORCE, Version.Status.RETIRED)
MOST_LESSONS = 60
is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class CoursePlan:
    """`least_share`: per cent of the lessons one must be at."""

    title: str
    version: Version
    place: Place
    organiser: str = ""
    about: str = ""
    least_share: int = USUAL_SHARE


@dataclass(frozen=True)
class LessonPlan:
    """On site (`venue`), online (`link`) or both."""

    starts_at: datetime
    minutes: int
    venue: str = ""
    link: str = ""
    trainers: tuple[User, ...] = ()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@transaction.atomic
def plan_training(plan: CoursePlan, first: LessonPlan, *, actor: User | None) -> Training:
    require(actor, "learning.plan_training", plan.place)
    if not plan.title.strip():
        raise Refusal(_("Nhập tên lớp tập huấn."), code="words_missing")
    if not 1 <= plan.least_share <= 100:
        raise Refusal(_("Tỷ lệ buổi phải dự từ 1% đến 100%."), code="out_of_bounds")
    if plan.version.status not in TAUGHT:
        raise Refusal(
            _("Bộ tiêu chí này chưa ban hành."), remedy=_("Chọn bộ tiêu chí đang áp dụng."), code="not_promulgated"
        )
    training = Training.objects.create(
        code=get_random_string(20),
        title=plan.title.strip(),
        version=plan.version,
        held_on=timezone.localdate(first.starts_at),
        place=plan.place,
        organiser=plan.organiser.strip(),
        about=plan.about.strip(),
        least_share=plan.least_share,
    )
    training.code = f"LH-{training.pk}"
    training.save(update_fields=["code"])
    lesson = _written(Lesson(training=training), first)
    changes = {"code": [None, training.code], "version": [None, plan.version.pk]} | _as_new(lesson)
    _record("learning.plan_training", training, actor, changes)
    return training


@transaction.atomic
def add_lesson(training: Training, plan: LessonPlan, *, actor: User | None) -> Lesson:
    require(actor, "learning.add_lesson", training)
    training = _locked(training)
    if training.lessons.count() >= MOST_LESSONS:
        raise Refusal(_("Một lớp có nhiều nhất %(count)s buổi.") % {"count": MOST_LESSONS}, code="too_many_days")
    lesson = _written(Lesson(training=training), plan)
    _follow_last_lesson(training)
    _record("learning.add_lesson", training, actor, _as_new(lesson))
    return lesson


@transaction.atomic
def change_lesson(lesson: Lesson, plan: LessonPlan, *, actor: User | None) -> Lesson:
    """Other trainers: another key, so that the screen of who no longer teaches it shows nothing that counts. Another time
    or place: those who come are told."""
    require(actor, "learning.change_lesson", lesson)
    training = _locked(lesson.training, is_moved=(lesson.starts_at, lesson.ends_at) != (plan.starts_at, plan.ends_at))
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    lesson.training = training
    before = _said(lesson)
    if {user.pk for user in lesson.trainers.all()} - {user.pk for user in plan.trainers}:
        lesson.key_number, lesson.rekeyed_at = lesson.key_number + 1, timezone.now()
    _written(lesson, plan)
    after = _said(lesson)
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if not changes:
        return lesson
    entry = _record("learning.change_lesson", training, actor, changes)
    _follow_last_lesson(training)
    if set(changes) - {"trainers"}:
        coming = Trainee.objects.filter(training=training, citizen__user__isnull=False)
        coming = coming.exclude(status=Trainee.Status.DECLINED).select_related("citizen__user").order_by("pk")
        tell_trainees(coming, gettext_lazy("Buổi tập huấn đổi lịch"), lesson, occasion=f"lesson.{entry.pk}")
    return lesson


@transaction.atomic
def remove_lesson(lesson: Lesson, *, actor: User | None) -> None:
    """It was never held."""
    require(actor, "learning.remove_lesson", lesson)
    training = _locked(lesson.training, is_moved=True)
    if lesson.presences.exists():
        raise Refusal(_("Đã ghi người có mặt ở buổi này."), remedy=_("Bỏ ghi có mặt trước."), code="has_people")
    if training.lessons.count() == 1:
        raise Refusal(_("Lớp phải còn ít nhất một buổi."), remedy=_("Sửa lịch của buổi này."), code="only_lesson")
    _record("learning.remove_lesson", training, actor, {name: [value, None] for name, value in _said(lesson).items()})
    lesson.delete()
    _follow_last_lesson(training)


def _locked(training: Training, *, is_moved: bool = True) -> Training:
    """Once somebody completed it, how many lessons it has and when is part of what they did."""
    training = Training.objects.select_for_update().get(pk=training.pk)
    if is_moved and training.attendances.filter(completed=True).exists():
        raise Refusal(
            _("Đã có người hoàn thành lớp này."), remedy=_("Lập lớp mới cho các buổi thêm."), code="has_completed"
        )
    return training


def _written(lesson: Lesson, plan: LessonPlan) -> Lesson:
    _refuse_where(plan)
    others = Lesson.objects.filter(training=lesson.training).exclude(pk=lesson.pk)
    if others.filter(starts_at__lt=plan.ends_at, ends_at__gt=plan.starts_at).exists():
        raise Refusal(_("Lớp đã có buổi khác vào giờ này."), code="overlaps")
    _refuse_strangers(lesson, plan)
    lesson.starts_at, lesson.ends_at = plan.starts_at, plan.ends_at
    lesson.venue, lesson.link = plan.venue.strip(), plan.link.strip()
    lesson.save()
    lesson.trainers.set(plan.trainers)
    return lesson


def _refuse_where(plan: LessonPlan) -> None:
    if not 1 <= plan.minutes <= LONGEST_LESSON:
        raise Refusal(_("Một buổi dài từ 1 phút đến 12 giờ."), code="out_of_bounds")
    if not plan.venue.strip() and not plan.link.strip():
        raise Refusal(_("Chưa có nơi học."), remedy=_("Ghi địa điểm, hoặc đường dẫn trực tuyến."), code="nowhere")
    if plan.link.strip():
        try:
            is_web_address(plan.link.strip())
        except ValidationError:
            raise Refusal(_("Đường dẫn này không đúng; cần dạng https://…"), code="not_an_address") from None


def _refuse_strangers(lesson: Lesson, plan: LessonPlan) -> None:
    """Newly named ones; who teaches it already may stay."""
    held = {user.pk for user in lesson.trainers.all()} if lesson.pk else set()
    named = {user.pk for user in plan.trainers} - held
    if may_train(lesson.training.place_id, timezone.localdate()).filter(pk__in=named).count() != len(named):
        raise Refusal(
            _("Có báo cáo viên không giữ vai trò nào ở nơi này."),
            remedy=_("Chọn người có tài khoản và vai trò ở nơi tổ chức, cấp trên hoặc cấp dưới."),
            code="not_a_trainer",
        )


def _follow_last_lesson(training: Training) -> None:
    last = training.lessons.aggregate(last=Max("starts_at"))["last"]
    training.held_on = timezone.localdate(last)
    training.save(update_fields=["held_on"])


def _said(lesson: Lesson) -> dict[str, Any]:
    return {
        "starts_at": f"{timezone.localtime(lesson.starts_at):%d/%m/%Y %H:%M}",
        "minutes": int((lesson.ends_at - lesson.starts_at).total_seconds()) // 60,
        "venue": lesson.venue,
        "link": lesson.link,
        "trainers": ", ".join(str(pk) for pk in sorted(user.pk for user in lesson.trainers.all())),
    }


def _as_new(lesson: Lesson) -> dict[str, list[Any]]:
    return {name: [None, value] for name, value in _said(lesson).items() if value}


def _record(deed: str, training: Training, actor: User | None, changes: dict[str, Any]) -> Entry:
    return record(
        deed, actor=actor, subject_kind="training", subject_id=training.pk, place=training.place_id, changes=changes
    )
