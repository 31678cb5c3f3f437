"""An import as far as its pages may be opened."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.reads import batches_within
from hieuhoc.sheets.registry import all_sheets, sheet_of
from hieuhoc.web.requests import Request


def sheets_usable(user: User) -> list[str]:
    return [sheet.code for sheet in all_sheets() if user.has_perm(sheet.ability)]


def batches_seen(request: Request) -> QuerySet[Batch]:
    """Imports at one's places, of the sheets one may use there: a roster is not for who enters skills only, and who enters
    skills only sees the files they sent themselves."""
    batches = batches_within(request.scope).filter(sheet__in=sheets_usable(request.user))
    return batches if request.user.has_perm("sheets.read_batches") else batches.filter(uploaded_by=request.user)


def reached(request: Request, pk: int) -> Batch:
    return get_object_or_404(batches_seen(request), pk=pk)


def crumbs(batch: Batch) -> list[tuple[str, str]]:
    return [
        (_("Bảng tính"), reverse("office:sheet-list")),
        (str(sheet_of(batch.sheet).title), reverse("office:sheet", args=[batch.sheet])),
        (batch.file_name, reverse("office:batch", args=[batch.pk])),
    ]
