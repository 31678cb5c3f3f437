"""Who completed a course, as its lessons (and its quiz) say: written beside what the office recorded, so that T1 follows."""

from collections.abc import Collection

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from hieuhoc.learning.course_rules import CourseProgress, completed_after, has_completed, may_be_judged
from hieuhoc.learning.models import Attendance, QuizAttempt, Trainee, Training
from hieuhoc.people.counting import places_counted_of, recount


def judge(training: Training, trainees: Collection[int] | None = None) -> list[int]:
    """Part of a deed. `trainees`: ids; None: all of the course. Gives the people (ids) whose completion changed."""
    lessons = training.lessons.aggregate(count=Count("pk"), last=Max("starts_at"))
    if not lessons["count"]:
        return []
    is_time = may_be_judged(lessons["last"], timezone.now())
    rows = Trainee.objects.filter(training=training) if trainees is None else Trainee.objects.filter(pk__in=trainees)
    rows = rows.annotate(confirmed=Count("presences", filter=Q(presences__is_confirmed=True)))
    in_order = list(rows.order_by("citizen_id"))
    known = Attendance.objects.select_for_update().filter(training=training)
    known = known.filter(citizen__in=[row.citizen_id for row in in_order]).order_by("citizen_id")
    held = {row.citizen_id: row for row in known}
    has_quiz = training.quizzes.exists()
    passed = set(_who_passed(in_order)) if has_quiz else set()
    changed = []
    for row in in_order:
        progress = CourseProgress(lessons["count"], row.confirmed, row.pk in passed if has_quiz else None)
        is_earned = is_time and has_completed(progress, training.least_share)
        attendance = held.get(row.citizen_id) or Attendance(
            training=training, citizen_id=row.citizen_id, is_from_lessons=True
        )
        if _write(attendance, is_earned, has_come=row.confirmed > 0):
            changed.append(row.citizen_id)
    if changed:
        recount(places_counted_of(changed, training.held_on), training.held_on, is_bulk=len(changed) > 1)
    return changed


def _who_passed(trainees: Collection[Trainee]) -> QuerySet[QuizAttempt, int]:
    attempts = QuizAttempt.objects.filter(trainee__in=[row.pk for row in trainees], is_passed=True)
    return attempts.values_list("trainee_id", flat=True).distinct()


def _write(row: Attendance, is_earned: bool, *, has_come: bool) -> bool:
    """Whether the completion changed. Who was only there by a presence that was taken back was not there."""
    was_completed, is_new = row.completed, row._state.adding
    is_by_hand = not row.is_from_lessons or row.completed != row.is_earned
    if not has_come and not is_by_hand:
        if not is_new:
            row.delete()
        return was_completed
    completed = completed_after(row.completed, row.is_earned, is_earned)
    if is_new or (completed, is_earned) != (row.completed, row.is_earned):
        row.attended = row.attended or has_come or completed
        row.completed, row.is_earned = completed, is_earned
        row.save()
    return row.completed != was_completed
