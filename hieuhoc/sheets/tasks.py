"""Imports in the background: the page asks, the worker reads and writes."""

from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.sheets.actions import check_batch, confirm_batch, purge_old_batches, undo_batch
from hieuhoc.sheets.models import Batch


def _actor(user_id: int | None) -> User | None:
    return User.objects.get(pk=user_id) if user_id is not None else None


@app.task(queue="sheets", name="sheets.check_batch")
def check(batch_id: int, user_id: int | None) -> None:
    check_batch(Batch.objects.get(pk=batch_id), actor=_actor(user_id))


@app.task(queue="sheets", name="sheets.confirm_batch")
def confirm(batch_id: int, user_id: int | None) -> None:
    confirm_batch(Batch.objects.get(pk=batch_id), actor=_actor(user_id))


@app.task(queue="sheets", name="sheets.undo_batch")
def undo(batch_id: int, user_id: int | None) -> None:
    undo_batch(Batch.objects.get(pk=batch_id), actor=_actor(user_id))


@app.periodic(cron="20 2 * * *")
@app.task(queue="sheets", name="sheets.purge_old_batches", queueing_lock="sheets.purge_old_batches")
def purge(timestamp: int) -> None:
    purge_old_batches(actor=None)
