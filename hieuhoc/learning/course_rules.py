"""When somebody completed a course. Pure."""

from dataclasses import dataclass
from datetime import datetime

from hieuhoc.learning.checkin_rules import AROUND

LONGEST_LESSON = 12 * 60  # minutes


@dataclass(frozen=True)
class CourseProgress:
    """`attended`: lessons with a confirmed presence. `is_quiz_passed`: None where the course has no quiz."""

    lessons: int
    attended: int
    is_quiz_passed: bool | None = None


def lessons_needed(lessons: int, least_share: int) -> int:
    """How many lessons the share asks for, rounded up; at least one."""
    return max(1, -(-lessons * least_share // 100))


def has_completed(progress: CourseProgress, least_share: int) -> bool:
    if progress.is_quiz_passed is False or not progress.lessons:
        return False
    return progress.attended >= lessons_needed(progress.lessons, least_share)


def may_be_judged(last_starts_at: datetime, now: datetime) -> bool:
    """Nobody completed a course before people come to its last lesson."""
    return last_starts_at - AROUND <= now


def completed_after(said: bool, was_earned: bool, is_earned: bool) -> bool:
    """What stands as completed once lessons and quiz say `is_earned`: an office's word (other than what they said before) stays."""
    return is_earned if said == was_earned else said
