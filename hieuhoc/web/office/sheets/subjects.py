"""Imports as histories name them: which sheet."""

from collections.abc import Collection

from hieuhoc.sheets.registry import all_sheets
from hieuhoc.web.addresses import record_address
from hieuhoc.web.office.sheets.reached import batches_seen
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def batches(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("sheets.read_batches"):
        return {}
    words = {sheet.code: str(sheet.title) for sheet in all_sheets()}
    rows = batches_seen(request).filter(pk__in=ids)
    return {
        row.pk: NamedSubject(words.get(row.sheet, row.sheet), record_address("office:batch", row.pk)) for row in rows
    }


SUBJECTS = {"batch": batches}
