"""Many dossiers confirmed at once as they were declared: chosen on the list, checked, done, told."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hieuhoc.assessment.actions import confirm_dossiers
from hieuhoc.assessment.impartiality import bars
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.reads import verdict_on
from hieuhoc.assessment.rules import Verdict, may_review, unanswered
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.web.guards import needs
from hieuhoc.web.requests import Request

MOST = 50  # one page of the list


@needs("assessment.review_dossier")
@require_POST
def dossier_confirm(request: Request) -> HttpResponse:
    chosen = list(
        Dossier.objects.within(request.scope)
        .filter(pk__in=list(ticked(request)))
        .select_related("citizen", "round")
        .order_by("pk")
    )
    if not chosen:
        return redirect("office:dossier-list")
    record_reading("assessment.read_dossiers", actor=request.user, subject_kind="list", person_count=len(chosen))
    if "confirmed" in request.POST:
        result = confirm_dossiers(chosen, actor=request.user)
        return render(request, "office/assessment/confirmed.html", {"result": result})
    barred = bars(request.user, [row.pk for row in chosen])
    judged = [(row, public_id("dossier", row.pk), None if row.pk in barred else foreseen(row)) for row in chosen]
    passing = sum(verdict is not None and verdict.is_passed for _row, _token, verdict in judged)
    lead = _("%(count)d hồ sơ giữ nguyên điểm đã khai: %(passing)d đủ điều kiện, %(others)d chưa.") % {
        "count": len(judged),
        "passing": passing,
        "others": len(judged) - passing,
    }
    return render(request, "office/assessment/confirm.html", {"judged": judged, "lead": lead})


def foreseen(row: Dossier) -> Verdict | None:
    """What confirming would decide; None when it cannot be confirmed."""
    if not may_review(row.status) or not row.self_points or unanswered(row.self_points):
        return None
    return verdict_on(row, row.self_points)


def ticked(request: Request) -> Iterator[int]:
    for token in request.POST.getlist("chosen")[:MOST]:
        try:
            yield read_public_id("dossier", token)
        except Unreadable:
            continue
