"""The background jobs of batches: whether one waits or runs, and which lost their worker."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.progress import AT_WORK, progress_of

QUEUE = "sheets"
SILENT = timedelta(seconds=30)  # a worker that lives says so every ten seconds
MOST_ATTEMPTS = 5  # a file that kills every worker must not do so for ever


def is_busy(batch: Batch) -> bool:
    """Somebody works on it, or a job waits or runs. A status "being written" that nobody holds was interrupted."""
    working = batch.status in AT_WORK and not progress_of(batch).is_interrupted
    alive = Q(status="todo") | Q(status="doing", worker__last_heartbeat__gt=timezone.now() - SILENT)
    return working or ProcrastinateJob.objects.filter(alive, queue_name=QUEUE, args__batch_id=batch.pk).exists()


def orphaned_jobs() -> QuerySet[ProcrastinateJob]:
    """Begun by a worker that is no more; each goes on where it stopped when it is run again."""
    silent = Q(worker=None) | Q(worker__last_heartbeat__lte=timezone.now() - SILENT)
    return ProcrastinateJob.objects.filter(silent, queue_name=QUEUE, status="doing", attempts__lt=MOST_ATTEMPTS)
