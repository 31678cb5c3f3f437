"""One dossier after the other, as they were sent: which one is to be reviewed next, of the list one came from."""

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.impartiality import bars
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.exports import listed
from hieuhoc.web.office.assessment.filters import WAITING, asked_of
from hieuhoc.web.requests import Request

LOOKED_AT_ONCE = 50


@needs("assessment.review_dossier")
def dossier_next(request: Request) -> HttpResponse:
    """The review of the oldest dossier that waits on the list the address filters."""
    return redirect(address_after(request, None))


def address_after(request: Request, dossier: Dossier | None) -> str:
    """Where the next one is reviewed; with none left, the list."""
    asked = asked_of(request)
    waiting = listed(request.scope, asked.wishes | {"status": WAITING}).filter(round__status=Round.Status.OPEN)
    for following in _in_order(request.user, waiting, dossier):
        return f"{reverse('office:dossier-review', args=[following.pk])}?{asked.query}"
    messages.info(request, _("Không còn hồ sơ nào chờ xét trong danh sách này."))
    return f"{reverse('office:dossier-list')}?{asked.query}"


def _in_order(user: User, waiting: QuerySet[Dossier], after: Dossier | None) -> Iterator[Dossier]:
    """Those this user may judge: behind that one first, then from the beginning."""
    later = waiting
    if after is not None and after.submitted_at is not None:
        sent = after.submitted_at
        later = waiting.filter(Q(submitted_at__gt=sent) | Q(submitted_at=sent, pk__gt=after.pk))
    for rows in (later, waiting):
        start = 0
        while part := list(rows[start : start + LOOKED_AT_ONCE]):
            barred = bars(user, [row.pk for row in part])
            yield from (row for row in part if row.pk not in barred)
            start += LOOKED_AT_ONCE
