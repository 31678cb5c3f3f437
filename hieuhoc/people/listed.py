"""Lists that may still name somebody who is being erased though they changed nothing about them: rows that were the same or
refused, files nobody confirmed, tables waiting to be fetched."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from hieuhoc.lib.personal import Person
from hieuhoc.people.models import IdentityNumber, Look, Residence
from hieuhoc.people.sealing import number_index
from hieuhoc.places.models import Ancestry
from hieuhoc.sheets.actions import forget_rows, purge_batch
from hieuhoc.sheets.exports import ready_within, remove_export
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.personal import AT_REST
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.seen import typed_in_refused
from hieuhoc.sheets.staging import SOURCE, has_file

# What writing left nothing of to take back.
NOT_WRITTEN = tuple(status for status in AT_REST if status != Batch.Status.DONE)


def lists_held(person: Person) -> int:
    places = _places(person)
    return len(_batches(person, places)) + len(ready_within(places))


def end_lists(person: Person) -> int:
    """What was written can still be taken back; its file and its rows as read go."""
    places = _places(person)
    batches, exports = _batches(person, places), ready_within(places)
    for batch in batches:
        if batch.status in NOT_WRITTEN:
            purge_batch(batch, actor=None)
        else:
            forget_rows(batch, actor=None)
    for export in exports:
        remove_export(export)
    return len(batches) + len(exports)


def _batches(person: Person, places: set[int]) -> list[Batch]:
    """Of sheets that speak of people, for a place the person lived in, or where their number was tried."""
    numbers = {sheet.code: [column.key for column in sheet.columns if column.read_by] for sheet in all_sheets()}
    about_people = [code for code, columns in numbers.items() if columns]
    kept = Batch.objects.filter(sheet__in=about_people, purged_at__isnull=True, status__in=AT_REST)
    asked = Look.objects.filter(
        citizen__in=person.citizens,
        place=OuterRef("place"),
        officer=OuterRef("uploaded_by"),
        looked_at__gte=OuterRef("created_at"),
    )
    about = kept.filter(Q(place__in=places) | Exists(asked))
    batches = set(about)
    # A row refused for another cell was compared with nobody, whatever number stands in it.
    held = IdentityNumber.objects.filter(citizen__in=person.citizens)
    indexes = {bytes(index) for index in held.values_list("number_index", flat=True)}
    for batch in kept.exclude(pk__in=[batch.pk for batch in batches]) if indexes else ():
        if _tried(typed_in_refused(batch, numbers[batch.sheet])) & indexes:
            batches.add(batch)
    return sorted((batch for batch in batches if has_file(batch, SOURCE)), key=lambda batch: batch.pk)


def _tried(cells: Iterable[str]) -> set[bytes]:
    """Indexes of the numbers that cells can mean: also without the zeros that a spreadsheet took away."""
    digits = {"".join(filter(str.isdecimal, cell)) for cell in cells}
    return {number_index(text) for said in digits for text in (said, said.zfill(9), said.zfill(12)) if text}


def _places(person: Person) -> set[int]:
    lived = Residence.objects.filter(citizen__in=person.citizens).values("place")
    return set(Ancestry.objects.filter(descendant__in=lived).values_list("ancestor", flat=True))
