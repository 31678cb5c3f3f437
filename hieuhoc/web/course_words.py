"""Courses and their lessons in words."""

from django.utils import timezone
from django.utils.dateformat import format as format_date

from hieuhoc.learning.models import Lesson


def lesson_words(lesson: Lesson) -> str:
    """ "Thứ Năm 05/03/2026, 08:00–11:00"."""
    begins, ends = timezone.localtime(lesson.starts_at), timezone.localtime(lesson.ends_at)
    return f"{format_date(begins, 'l')} {begins:%d/%m/%Y}, {begins:%H:%M}–{ends:%H:%M}"


def where_held(lesson: Lesson) -> str:
    return ", ".join(filter(None, [lesson.venue, lesson.link]))
