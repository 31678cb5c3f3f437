"""Imports in the background: the page asks, the worker reads and writes. A refusal is kept with the batch for the page."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job

from hieuhoc.accounts.models import User
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.faults import FAULTS, passes
from hieuhoc.sheets.actions import check_batch, confirm_batch, is_still_written, undo_batch
from hieuhoc.sheets.exports import give_up, remove_old_exports, write_export_file
from hieuhoc.sheets.faults import why_it_stopped
from hieuhoc.sheets.jobs import MOST_ATTEMPTS, orphaned_jobs
from hieuhoc.sheets.models import Batch, Export
from hieuhoc.sheets.sweeping import sweep

FIRST_PAUSE_SECONDS = 10  # doubled each time: five minutes in all


def _actor(user_id: int | None) -> User | None:
    return User.objects.get(pk=user_id) if user_id is not None else None


def _run_deed(deed: Callable[..., Any], batch_id: int, user_id: int | None) -> None:
    """Nobody stands before the worker: what it refuses is told on the page of the batch."""
    try:
        deed(Batch.objects.get(pk=batch_id), actor=_actor(user_id))
    except Refusal as refusal:
        told = refusal.advice
        batch = Batch.objects.get(pk=batch_id)
        if batch.status != Batch.Status.CANCELLED or is_still_written(batch):
            Batch.objects.filter(pk=batch_id).update(refusal=told)
    except Exception as fault:
        with suppress(*FAULTS):  # a database that is gone hears nothing
            status = Batch.objects.values_list("status", flat=True).get(pk=batch_id)
            Batch.objects.filter(pk=batch_id).update(refusal=why_it_stopped(fault, status))
        raise


class RetryPassingFaults(BaseRetryStrategy):
    """Begun again by itself, later and later, after a fault that passes: it goes on where it stopped."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not passes(exception) or job.attempts >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": FIRST_PAUSE_SECONDS * 2**job.attempts})


@app.task(queue="sheets", name="sheets.check_batch", retry=RetryPassingFaults())
def check(batch_id: int, user_id: int | None) -> None:
    _run_deed(check_batch, batch_id, user_id)


@app.task(queue="sheets", name="sheets.confirm_batch", retry=RetryPassingFaults())
def confirm(batch_id: int, user_id: int | None) -> None:
    _run_deed(confirm_batch, batch_id, user_id)


@app.task(queue="sheets", name="sheets.undo_batch", retry=RetryPassingFaults())
def undo(batch_id: int, user_id: int | None) -> None:
    _run_deed(undo_batch, batch_id, user_id)


@app.periodic(cron="* * * * *")
@app.task(queue="sheets", name="sheets.go_on", queueing_lock="sheets.go_on")
def go_on(timestamp: int) -> None:
    """Work whose worker was killed is begun again and goes on where it stopped; what the dead left lying is removed."""
    for job in orphaned_jobs():
        app.job_manager.retry_job_by_id(job.pk, retry_at=timezone.now())
    sweep()


@app.task(queue="sheets", name="sheets.write_export", priority=-1, retry=RetryPassingFaults())
def write_export(export_id: int) -> None:
    """After whatever imports wait. One at a time for each account: `write_export_after` gives the lock."""
    export = Export.objects.select_related("asked_by").get(pk=export_id)
    try:
        write_export_file(export)
    except Exception as fault:
        if not passes(fault):
            give_up(export)
        raise


def write_export_after(export: Export) -> None:
    """When the transaction that asked for it is committed; asked twice it is written once."""
    again = f"export.{export.pk}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        write_export.configure(lock=f"exports.{export.asked_by_id}", queueing_lock=again).defer(export_id=export.pk)


@app.periodic(cron="10 * * * *")
@app.task(queue="sheets", name="sheets.remove_old_exports", queueing_lock="sheets.remove_old_exports")
def remove_exports(timestamp: int) -> None:
    remove_old_exports()
