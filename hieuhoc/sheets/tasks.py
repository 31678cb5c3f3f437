"""Imports in the background: the page asks, the worker reads and writes. A refusal is kept with the batch for the page."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets.actions import check_batch, confirm_batch, is_still_written, purge_old_batches, undo_batch
from hieuhoc.sheets.jobs import orphaned_jobs
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.sweeping import sweep


def _actor(user_id: int | None) -> User | None:
    return User.objects.get(pk=user_id) if user_id is not None else None


def _worked(deed: Callable[..., Any], batch_id: int, user_id: int | None) -> None:
    """Nobody stands before the worker: what it refuses is told on the page of the batch."""
    try:
        deed(Batch.objects.get(pk=batch_id), actor=_actor(user_id))
    except Refusal as refusal:
        told = " ".join(filter(None, [refusal.sentence, refusal.remedy]))
        batch = Batch.objects.get(pk=batch_id)
        if batch.status != Batch.Status.CANCELLED or is_still_written(batch):
            Batch.objects.filter(pk=batch_id).update(refusal=told)


@app.task(queue="sheets", name="sheets.check_batch")
def check(batch_id: int, user_id: int | None) -> None:
    _worked(check_batch, batch_id, user_id)


@app.task(queue="sheets", name="sheets.confirm_batch")
def confirm(batch_id: int, user_id: int | None) -> None:
    _worked(confirm_batch, batch_id, user_id)


@app.task(queue="sheets", name="sheets.undo_batch")
def undo(batch_id: int, user_id: int | None) -> None:
    _worked(undo_batch, batch_id, user_id)


@app.periodic(cron="* * * * *")
@app.task(queue="sheets", name="sheets.go_on", queueing_lock="sheets.go_on")
def go_on(timestamp: int) -> None:
    """Work whose worker was killed is begun again and goes on where it stopped; what the dead left lying is removed."""
    for job in orphaned_jobs():
        app.job_manager.retry_job_by_id(job.pk, retry_at=timezone.now())
    sweep()


@app.periodic(cron="20 2 * * *")
@app.task(queue="sheets", name="sheets.purge_old_batches", queueing_lock="sheets.purge_old_batches")
def purge(timestamp: int) -> None:
    purge_old_batches(actor=None)
