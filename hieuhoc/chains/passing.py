"""From step to step: written by the deeds of the rooms whose subjects go by a chain, in their transaction."""

from collections.abc import Collection
from datetime import date

from hieuhoc.chains.models import Chain, Passage
from hieuhoc.chains.rules import due_on

ROWS = 5_000


def put(subject_kind: str, ids: Collection[int], chain: Chain, position: int, since: date) -> None:
    """They stand at that step since that day: those that stood at another, and those that enter."""
    step = chain.way.at(position)
    now = {
        "chain_id": chain.pk,
        "position": position,
        "awaits": str(step.act),
        "entered_on": since,
        "due_on": due_on(step, since),
    }
    standing = Passage.objects.filter(subject_kind=subject_kind, subject_id__in=ids)
    if standing.update(**now) == len(set(ids)):
        return
    Passage.objects.bulk_create(
        (Passage(subject_kind=subject_kind, subject_id=pk, **now) for pk in ids),
        ignore_conflicts=True,
        batch_size=ROWS,
    )


def finish(subject_kind: str, ids: Collection[int]) -> None:
    """They went the whole way; which one, stays known."""
    standing = Passage.objects.filter(subject_kind=subject_kind, subject_id__in=ids)
    standing.update(awaits="", due_on=None)


def leave(subject_kind: str, ids: Collection[int]) -> None:
    """They go back to the beginning, or step out."""
    Passage.objects.filter(subject_kind=subject_kind, subject_id__in=ids).delete()
