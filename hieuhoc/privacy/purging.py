"""The nightly end of what is over, kind by kind and batch by batch: each batch is its own transaction, so a killed night loses
nothing and the next one goes on."""

import logging
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hieuhoc.lib.personal import Kind
from hieuhoc.privacy.actions import purge_kind
from hieuhoc.privacy.erasing import keep_missing
from hieuhoc.privacy.kinds import kinds
from hieuhoc.privacy.models import PurgeNight
from hieuhoc.privacy.periods import periods_on

log = logging.getLogger(__name__)


class NotPurged(Exception):
    """Some kinds failed; the others are done. The next run tries again."""


def purge_all() -> PurgeNight:
    """What is over today ends. Raises NotPurged after the last kind."""
    night, today, failed = PurgeNight.objects.create(began_at=timezone.now()), timezone.localdate(), list[str]()
    periods = periods_on(kinds, today)
    for kind in kinds:
        days = periods[kind.code].days
        if kind.purge is None or days is None:
            continue
        before = start_of(today - timedelta(days=days))
        try:
            night.counts[kind.code] = {"count": _purge(kind, before), "before": str(timezone.localdate(before))}
        except Exception:
            log.exception("not purged: %s", kind.code)
            failed.append(kind.code)
        night.save(update_fields=["counts"])
    keep_missing()
    if failed:
        raise NotPurged(", ".join(failed))
    night.finished_at = timezone.now()
    night.save(update_fields=["finished_at"])
    return night


def last_night() -> PurgeNight | None:
    """The last that came to its end."""
    return PurgeNight.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _purge(kind: Kind, before: datetime) -> int:
    total = 0
    while True:
        count = purge_kind(kind, before=before, actor=None)
        total += count
        if count < kind.batch:
            return total
