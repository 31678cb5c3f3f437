"""Trainings are nobody's; who took part stays as a fact without a name, which figures count. Whom to ask about an activity
may be a person, named until it has been over for a time."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.learning.models import Activity, LearningWish, Participation
from hieuhoc.lib.personal import Kind, Person, columns


def _end_contacts(before: datetime, limit: int) -> int:
    over = Activity.objects.filter(last_on__lt=timezone.localdate(before)).exclude(contact="").order_by("pk")
    return Activity.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:limit])).update(contact="")


def _of(person: Person) -> QuerySet[Participation]:
    return Participation.objects.filter(citizen__in=person.citizens)


def _wishes_of(person: Person) -> QuerySet[LearningWish]:
    return LearningWish.objects.filter(citizen__in=person.citizens)


NOBODYS = (
    *("code", "title", "title_key", "about", "audience", "language", "venue", "access_note", "link", "organiser"),
    *("status", "cancel_reason"),
)
KINDS: tuple[Kind, ...] = (
    Kind(
        "learning.contacts",
        gettext_lazy("Người liên hệ ghi ở hoạt động học tập"),
        counts_from=gettext_lazy("ngày cuối của hoạt động"),
        end=gettext_lazy("xoá"),
        days=365,
        columns=columns("learning_activity", "contact"),
        purge=_end_contacts,
    ),
    Kind(
        "learning.participations",
        gettext_lazy("Việc ghi danh, có mặt ở hoạt động học tập"),
        end=gettext_lazy("xoá"),
        columns=columns("learning_participation", "status"),
        held=lambda person: _of(person).count(),
        erase=lambda person: _of(person).delete()[0],
    ),
    Kind(
        "learning.wishes",
        gettext_lazy("Điều một người muốn học, hỏi mỗi năm một lần"),
        end=gettext_lazy("xoá"),
        columns=columns("learning_wish", "other"),
        held=lambda person: _wishes_of(person).count(),
        erase=lambda person: _wishes_of(person).delete()[0],
    ),
)
IMPERSONAL = frozenset(
    {"learning_training", "learning_attendance", "learning_topic", "learning_topiccriterion"}
) | columns("learning_activity", *NOBODYS)
