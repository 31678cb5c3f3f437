"""Many dossiers at once, chosen on the list, checked, done, told: sent, or confirmed as they were declared."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hieuhoc.assessment.actions import confirm_dossiers, submit_dossiers
from hieuhoc.assessment.impartiality import bars
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import verdict_on
from hieuhoc.assessment.rules import EDITABLE, Verdict, may_edit, may_review, unanswered
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.exports import listed
from hieuhoc.web.office.assessment.filters import asked_of
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number

MOST = 50  # one page of the list
MOST_SENT = 2_000  # of a whole list, in one go


@needs("assessment.review_dossier")
@require_POST
def dossier_confirm(request: Request) -> HttpResponse:
    chosen = chosen_on_list(request)
    if not chosen:
        return redirect("office:dossier-list")
    if "confirmed" in request.POST:
        result = confirm_dossiers(chosen, actor=request.user)
        may_propose = bool(result.passed_count) and request.user.has_perm("recognition.make_proposal")
        context = {"result": result, "may_propose": may_propose, "query": asked_of(request).query}
        return render(request, "office/assessment/confirmed.html", context)
    barred = bars(request.user, [row.pk for row in chosen])
    judged = [(row, public_id("dossier", row.pk), None if row.pk in barred else foreseen(row)) for row in chosen]
    passing = sum(verdict is not None and verdict.is_passed for _row, _token, verdict in judged)
    lead = _("%(count)d hồ sơ giữ nguyên điểm đã khai: %(passing)d đủ điều kiện, %(others)d chưa.") % {
        "count": len(judged),
        "passing": passing,
        "others": len(judged) - passing,
    }
    context = {
        "heading": _("Xác nhận điểm đã khai"),
        "lead": lead,
        "submit": _("Xác nhận %(count)s hồ sơ") % {"count": number(len(judged))},
        "query": asked_of(request).query,
        "rows": judged,
    }
    return render(request, "office/assessment/confirm.html", context)


@needs("assessment.submit_dossier")
@require_POST
def dossier_send(request: Request) -> HttpResponse:
    """What was ticked, or (`all`) whatever is complete on the list that the address filters."""
    chosen = complete_on_list(request) if "all" in request.POST else chosen_on_list(request)
    if not chosen:
        messages.info(request, _("Chưa có hồ sơ nào chấm đủ để gửi."))
        return redirect(f"{reverse('office:dossier-list')}?{asked_of(request).query}")
    if "confirmed" in request.POST:
        sent = submit_dossiers(chosen, actor=request.user)
        return render(request, "office/assessment/sent.html", {"result": sent, "query": asked_of(request).query})
    ready = [row for row in chosen if may_edit(row.status) and row.self_points and not unanswered(row.self_points)]
    lead = _("%(ready)d hồ sơ chấm đủ sẽ được gửi xét; %(others)d hồ sơ chưa gửi được.") % {
        "ready": len(ready),
        "others": len(chosen) - len(ready),
    }
    context = {
        "heading": _("Gửi xét nhiều hồ sơ"),
        "lead": lead,
        "submit": _("Gửi xét %(count)s hồ sơ") % {"count": number(len(ready))},
        "is_all": "all" in request.POST,
        "query": asked_of(request).query,
        "rows": [(row, public_id("dossier", row.pk), row in ready) for row in chosen[:MOST]],
        "more": max(len(chosen) - MOST, 0),
    }
    return render(request, "office/assessment/send.html", context)


def chosen_on_list(request: Request) -> list[Dossier]:
    """What was ticked, as it stands now: put on record as read."""
    rows = Dossier.objects.within(request.scope).filter(pk__in=ticked(request, "dossier", MOST))
    chosen = list(rows.select_related("citizen", "round").order_by("pk"))
    record_reading("assessment.read_dossiers", actor=request.user, subject_kind="list", person_count=len(chosen))
    return chosen


def complete_on_list(request: Request) -> list[Dossier]:
    rows = listed(request.scope, asked_of(request).wishes).filter(status__in=EDITABLE, round__status=Round.Status.OPEN)
    complete = [row for row in rows[:MOST_SENT] if row.self_points and not unanswered(row.self_points)]
    record_reading("assessment.read_dossiers", actor=request.user, subject_kind="list", person_count=len(complete))
    return complete


def foreseen(row: Dossier) -> Verdict | None:
    """What confirming would decide; None when it cannot be confirmed."""
    if not may_review(row.status) or not row.self_points or unanswered(row.self_points):
        return None
    return verdict_on(row, row.self_points)
