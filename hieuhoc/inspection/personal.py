"""Inspections are an office's; of people they keep what was seen of a title and its holder."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.documents.actions import remove_file
from hieuhoc.inspection.models import CheckedTitle, Inspection, VisitPhoto
from hieuhoc.lib.personal import NAMELESS, Kind, Person, columns


def _checks(person: Person) -> QuerySet[CheckedTitle]:
    rows = CheckedTitle.objects.filter(title__citizen__in=person.citizens)
    return rows.exclude(note__in=["", NAMELESS], answers={})


def _erase_checks(person: Person) -> int:
    """The verdict stays, nameless: the estimate counts it."""
    return _checks(person).update(note=NAMELESS, answers={})


def _photos(person: Person) -> QuerySet[VisitPhoto]:
    return VisitPhoto.objects.filter(checked_title__title__citizen__in=person.citizens)


def _remove(photos: QuerySet[VisitPhoto]) -> int:
    listed = list(photos.select_related("document"))
    VisitPhoto.objects.filter(pk__in=[photo.pk for photo in listed]).delete()
    for photo in listed:
        remove_file(photo.document)
    return len(listed)


def _old_photos(before: datetime, limit: int) -> int:
    ended = Inspection.objects.filter(concluded_on__lt=timezone.localdate(before))
    return _remove(VisitPhoto.objects.filter(inspection__in=ended).order_by("pk")[:limit])


KINDS = (
    Kind(
        "inspection.checks",
        gettext_lazy("Điều ghi khi kiểm tra danh hiệu"),
        end=gettext_lazy("xoá lời ghi và câu trả lời; giữ kết luận để ước tính"),
        columns=columns("inspection_checkedtitle", "note", "answers"),
        held=lambda person: _checks(person).count(),
        erase=_erase_checks,
    ),
    Kind(
        "inspection.photos",
        gettext_lazy("Ảnh chụp khi kiểm tra"),
        counts_from=gettext_lazy("ngày kết luận cuộc kiểm tra"),
        end=gettext_lazy("xoá ảnh"),
        purge=_old_photos,
        held=lambda person: _photos(person).count(),
        erase=lambda person: _remove(_photos(person)),
    ),
    Kind(
        "inspection.visits",
        gettext_lazy("Kết luận, kiến nghị của cuộc kiểm tra"),
        held=lambda _person: 0,  # speaks of a place; whoever it names is known by name only
        stays=gettext_lazy("Là văn bản của cơ quan kiểm tra, không phải hồ sơ của một người."),
        columns=columns("inspection_inspection", "reason", "summary")
        | columns("inspection_finding", "text", "action", "answer")
        | columns("inspection_namedrow", "words"),
    ),
)
IMPERSONAL = frozenset(
    {
        "inspection_inspectionplan",
        "inspection_sample",
        "inspection_samplestratum",
        "inspection_inspector",
        "inspection_namedrow.kind",
        "inspection_inspection.origin",
        "inspection_inspection.status",
        "inspection_checkedtitle.verdict",
        "inspection_finding.status",
    }
)
