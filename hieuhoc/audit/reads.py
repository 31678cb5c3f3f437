"""History as pages show it."""

from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet

from hieuhoc.audit.models import Entry, EntryRow, Reading


def history_of(subject_kind: str, subject_id: int) -> QuerySet[Entry]:
    """Entries about one record, newest first: its own deeds and the bulk deeds that touched it."""
    bulk = EntryRow.objects.filter(subject_kind=subject_kind, subject_id=subject_id).values("entry_id")
    own = Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return (own | Entry.objects.filter(pk__in=bulk)).select_related("actor").order_by("-pk")


def newest_deed() -> int:
    """The number of the newest entry, 0 before the first: as long as it stays, nobody did anything."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def history_within(reach: Q) -> QuerySet[Entry]:
    """Deeds at the places that `reach` lets through, newest first."""
    return Entry.objects.filter(reach).select_related("actor").order_by("-pk")


def readings_of_any(subjects: Mapping[str, Collection[int]]) -> QuerySet[Reading]:
    """Who read these records (kind -> ids), newest first: the person they are about may see it (Law 91/2025/QH15)."""
    wanted = Q()
    for kind, ids in subjects.items():
        wanted |= Q(subject_kind=kind, subject_id__in=ids)
    return Reading.objects.filter(wanted).select_related("actor").order_by("-pk")
