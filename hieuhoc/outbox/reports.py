"""What a provider tells later of a message it took."""

from django.utils import timezone

from hieuhoc.outbox.models import Message


def note_report(key: str, *, is_there: bool) -> int:
    """Said once: what was told first holds."""
    rows = Message.objects.filter(key=key, delivered_at=None, failed_at=None)
    if is_there:
        return rows.update(delivered_at=timezone.now())
    return rows.update(failed_at=timezone.now(), last_error="esms undelivered")
