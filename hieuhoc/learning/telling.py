"""Messages to those who take part in an activity and have an account."""

from collections.abc import Iterable

from django.utils.functional import Promise

from hieuhoc.learning.models import Activity, Participation
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message


def tell(row: Participation, subject: str | Promise, activity: Activity, *, occasion: str, more: str = "") -> None:
    if row.citizen.user is None:
        return
    first = f"{activity.title}: {activity.starts_at:%H:%M} {activity.days[0]:%d/%m/%Y}, {activity.venue or activity.organiser}."
    body = " ".join(filter(None, [first, more]))
    key = f"learning.{occasion}.{row.citizen.user_id}"
    send(Message.Channel.IN_APP, recipient=row.citizen.user, subject=subject, body=body, key=key)


def tell_all(activity: Activity, subject: str | Promise, *, occasion: str, more: str = "") -> None:
    """Everybody who has a seat or waits for one."""
    for row in those_told(activity):
        tell(row, subject, activity, occasion=occasion, more=more)


def those_told(activity: Activity) -> Iterable[Participation]:
    held = Participation.objects.filter(activity=activity).exclude(status=Participation.Status.LEFT)
    rows = held.filter(citizen__user__isnull=False)
    return rows.select_related("citizen__user").order_by("pk")
