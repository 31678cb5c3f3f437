"""Messages to those a course is about and who have an account."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.functional import Promise

from hieuhoc.learning.models import Lesson, Trainee
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message


def tell_trainees(trainees: Iterable[Trainee], subject: str | Promise, first: Lesson, *, occasion: str) -> int:
    """How many were told. `first`: the lesson the message speaks of. Of one occasion everybody is told once."""
    told = 0
    body = f"{first.training.title}: {timezone.localtime(first.starts_at):%H:%M %d/%m/%Y}, {first.venue or first.link}."
    for trainee in trainees:
        if trainee.citizen.user is not None:
            key = f"learning.{occasion}.{trainee.pk}"
            send(Message.Channel.IN_APP, recipient=trainee.citizen.user, subject=subject, body=body, key=key)
            told += 1
    return told
