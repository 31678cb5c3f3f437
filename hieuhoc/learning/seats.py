"""Seats of an activity: how many are free, and who moves up when some become free."""

from django.utils.translation import gettext_lazy

from hieuhoc.learning.models import Activity, Participation
from hieuhoc.learning.telling import tell


def free_seats(activity: Activity) -> int | None:
    """None: as many as come."""
    if activity.seats is None:
        return None
    taken = Participation.objects.filter(activity=activity, status=Participation.Status.ENROLLED).count()
    return max(0, activity.seats - taken)


def fill_seats(activity: Activity) -> None:
    """Part of a deed that freed or added seats; the activity is locked."""
    waiting = Participation.objects.filter(activity=activity, status=Participation.Status.WAITING)
    free = free_seats(activity)
    moved_up = list(waiting.select_related("citizen__user").order_by("queued_at", "pk")[:free])
    Participation.objects.filter(pk__in=[row.pk for row in moved_up]).update(status=Participation.Status.ENROLLED)
    for row in moved_up:
        occasion = f"seat.{row.pk}.{row.queued_at.timestamp():.0f}"
        tell(row, gettext_lazy("Đã có chỗ ở hoạt động học tập"), activity, occasion=occasion)
