"""What waits for a trainer: the lesson of today, lessons to come, and who sent a code too late to be counted by itself."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.learning.models import Lesson
from hieuhoc.web.course_words import lesson_words
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """One question; the lesson itself opens, whatever else of trainings the person may read."""
    lessons = Lesson.objects.led_by(user).at_hand(timezone.now()).with_waiting().select_related("training")
    in_order, today = list(lessons.order_by("starts_at")[:50]), timezone.localdate()
    coming = [lesson for lesson in in_order if timezone.localdate(lesson.starts_at) > today]
    tasks = [task for lesson in in_order for task in _of(lesson, today)]
    if coming:
        first_on = timezone.localdate(coming[0].starts_at)
        tasks.append(Task(_("Buổi tập huấn sắp dạy"), len(coming), reverse("office:lesson-list"), due_on=first_on))
    return tasks


def _of(lesson: Lesson, today: date) -> Iterator[Task]:
    address, held_on = reverse("office:lesson", args=[lesson.pk]), timezone.localdate(lesson.starts_at)
    words = {"title": lesson.training.title, "lesson": lesson_words(lesson)}
    if held_on == today:
        yield Task(_("Dạy hôm nay: %(title)s, %(lesson)s") % words, 1, address, held_on)
    if lesson.waiting:
        yield Task(_("Gửi mã muộn, chờ xác nhận: %(title)s, %(lesson)s") % words, lesson.waiting, address, held_on)
