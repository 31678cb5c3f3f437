"""Long counting as a job: how far it is, stopped when somebody cancels it, and whether what it counted still holds."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from hieuhoc.assessment.models import Round
from hieuhoc.audit.models import Entry
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.reads import questions_of
from hieuhoc.trials.dossiers import runs
from hieuhoc.trials.models import Study, Trial, Work
from hieuhoc.trials.rules import Mark

SILENT = timedelta(seconds=120)  # a worker that lives says so after every run
OPEN = (Work.Status.ASKED, Work.Status.COUNTING)
# What changes a decided dossier, or by which mark it is judged.
CHANGING = (
    "assessment.review_dossier",
    "assessment.return_dossier",
    "assessment.withdraw_dossier",
    "sheets.import_scores",
    "places.set_area_class",
    "places.end_area_class",
)


class CountingCancelled(Exception):
    """Somebody stopped it, or began it again."""


def marks_of(version: Version) -> list[Mark]:
    rows = version.pass_rules.order_by("area_class").values_list("area_class", "min_total", "min_each")
    return [Mark(*row) for row in rows]


def said_by(version: Version) -> str:
    """Tells two states of a version's content apart: points, floors, marks, questions, groups."""
    content = [
        [asdict(question) for question in questions_of(version)],
        [asdict(mark) for mark in marks_of(version)],
        list(version.applicant_groups.order_by("code").values_list("code", flat=True)),
    ]
    return hashlib.blake2b(json.dumps(content).encode(), digest_size=20).hexdigest()


def rounds_of(work: Work) -> list[Round]:
    return list(Round.objects.filter(year__in=work.years).select_related("version").order_by("year"))


def begin(work: Trial | Study) -> list[tuple[int, int]]:
    """The runs to count. Raises CountingCancelled when it was cancelled before it began."""
    work.seen_entry_id = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    work.said, work.touched_at = said_by(work.version), timezone.now()
    work.status, work.rows_done = Work.Status.COUNTING, 0
    ahead = runs()
    work.rows_total = sum(last - first for first, last in ahead)
    fields = {
        name: getattr(work, name)
        for name in ("seen_entry_id", "said", "touched_at", "status", "rows_done", "rows_total")
    }
    if not type(work)._default_manager.filter(pk=work.pk, status__in=OPEN).update(**fields):
        raise CountingCancelled
    return ahead


def one_by_one(work: Trial | Study, ahead: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Gives each run, and notes that it is counted; raises CountingCancelled when somebody cancelled meanwhile."""
    still = type(work)._default_manager.filter(pk=work.pk, status=Work.Status.COUNTING)
    for run in ahead:
        yield run
        work.rows_done += run[1] - run[0]
        if not still.update(rows_done=work.rows_done, touched_at=timezone.now()):
            raise CountingCancelled


def is_interrupted(work: Work) -> bool:
    """Begun, and nobody counts any more: the worker was killed."""
    return work.status == Work.Status.COUNTING and (
        work.touched_at is None or timezone.now() - work.touched_at > SILENT
    )


def why_stale(work: Trial | Study) -> str:
    """ "version": its criteria were changed since; "dossiers": a dossier was decided, or an area class set; "" = it holds."""
    if work.status != Work.Status.DONE:
        return ""
    if work.said != said_by(work.version):
        return "version"
    since = Entry.objects.filter(pk__gt=work.seen_entry_id or 0, deed__in=CHANGING)
    if since.exists():
        return "dossiers"
    newer = type(work)._default_manager.filter(version=work.version_id, years=work.years, pk__gt=work.pk)
    return "newer" if newer.filter(status=Work.Status.DONE).exists() else ""
