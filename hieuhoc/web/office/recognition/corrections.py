"""A decision that puts names of an earlier one right."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.recognition.actions import correct_decision
from hieuhoc.recognition.models import Decision, Title
from hieuhoc.recognition.signing import signing_start
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.recognition.decisions import checked, starting
from hieuhoc.web.office.recognition.forms import DecisionForm
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number

SHOWN = 5


@needs("recognition.correct_decision", "recognition.make_proposal")
def decision_correct(request: Request, pk: int) -> HttpResponse:
    rows = Decision.objects.within(request.scope).select_related("round__version")
    decision = get_object_or_404(rows, pk=pk, kind=Decision.Kind.RECOGNISE)
    require(request.user, "recognition.correct_decision", decision)
    wrong = Title.objects.filter(decision=decision).with_an_old_name().select_related("citizen", "certificate")
    names = [f"{row.certificate.printed_name} → {row.citizen.name}" for row in wrong.order_by("pk")[:SHOWN]]
    record_reading(
        "recognition.read_titles",
        actor=request.user,
        subject_kind="decision",
        subject_id=decision.pk,
        place=decision.place_id,
        person_count=len(names),
    )
    count = wrong.count()
    version = decision.round.version.number if decision.round else ""
    start = signing_start(decision.place_id, version_number=version)
    year = decision.round.year if decision.round else decision.signed_on.year
    form = DecisionForm(request.POST or None, initial=starting(start), year=year)
    back = reverse("office:decision", args=[decision.pk])
    more = "; …" if count > len(names) else ""
    words = {"count": number(count), "names": "; ".join(names) + more}
    lead = _("%(count)s họ tên: %(names)s. Giấy mới thay giấy cũ; tra mã giấy cũ thấy “Đã thay bằng giấy mới”.") % words
    warning = "" if count else _("Không có giấy nào ghi khác sổ; sửa họ tên ở trang người dân trước, rồi đính chính.")
    page = FormPage(
        _("Đính chính họ tên"),
        _("Ban hành quyết định đính chính"),
        lead if count else "",
        back,
        [(pgettext("menu", "Quyết định"), reverse("office:decision-list")), (decision.number, back)],
        warning,
    )

    def deed(_given: dict[str, Any]) -> str:
        correction = correct_decision(decision, form.text(), actor=request.user)
        said = {"number": correction.number, "count": number(correction.name_corrections.count())}
        came_of_it(
            request, _("Đã ban hành quyết định %(number)s: đính chính %(count)s họ tên; giấy mới đang in.") % said
        )
        return reverse("office:decision", args=[correction.pk])

    return checked(request, form, page, deed)
