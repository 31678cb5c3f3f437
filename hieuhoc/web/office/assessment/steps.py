"""Steps of a review chain that give no points: what waits for me, agreed to one by one or many at once."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hieuhoc.assessment.actions import agree_dossiers, return_dossier
from hieuhoc.assessment.impartiality import refuse_judging
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.steps import passages_of, waiting_for
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.deeds import address_of, crumbs
from hieuhoc.web.office.assessment.dossiers import reached
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import key_page

MOST = 50  # one page of the list


AGREES, SENDS_BACK = "agree", "return"


class StepResultForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết quả của bước"),
        choices=[(AGREES, gettext_lazy("Đồng ý")), (SENDS_BACK, gettext_lazy("Trả lại để bổ sung"))],
        widget=forms.RadioSelect,
        initial=AGREES,
    )
    reason = forms.CharField(
        label=gettext_lazy("Ý kiến"), max_length=300, required=False, help_text=gettext_lazy("Cần khi trả lại.")
    )


@needs("assessment.agree_dossiers")
def step_list(request: Request) -> HttpResponse:
    rows = waiting_for(request.user, request.scope).select_related("citizen", "round")
    page = key_page(rows, request, order=["id"])
    if page.rows:
        record_reading("assessment.read_dossiers", actor=request.user, subject_kind="list", person_count=len(page.rows))
    names, standing = titles(row.place_id for row in page.rows), passages_of([row.pk for row in page.rows])
    context = {
        "page": page,
        "rows": [
            (
                record_address("office:dossier", row.pk),
                row.citizen.name,
                str(row.round.year),
                names.get(row.place_id, "–"),
                standing[row.pk].step.name,
                str(row.total if row.total is not None else "–"),
                day(standing[row.pk].due_on),
            )
            for row in page.rows
        ],
        "tokens": [public_id("dossier", row.pk) for row in page.rows],
    }
    return render(request, "office/assessment/steps.html", context)


@needs("assessment.agree_dossiers")
@require_POST
def step_agree(request: Request) -> HttpResponse:
    rows = Dossier.objects.within(request.scope).filter(pk__in=ticked(request, "dossier", MOST))
    chosen = list(rows.select_related("citizen", "round").order_by("pk"))
    if not chosen:
        return redirect("office:step-list")
    record_reading("assessment.read_dossiers", actor=request.user, subject_kind="list", person_count=len(chosen))
    result = agree_dossiers(chosen, actor=request.user)
    return render(request, "office/assessment/agreed.html", {"result": result})


@needs("assessment.agree_dossiers")
def dossier_agree(request: Request, pk: int) -> HttpResponse:
    """The step of whoever has the dossier before them: agreed to, or sent back when the step may."""
    dossier = reached(request, pk)
    refuse_judging(request.user, [dossier.pk])
    person_read(request, dossier.citizen)
    address = address_of(dossier)
    page = FormPage(_("Đồng ý với hồ sơ"), _("Ghi kết quả"), dossier.citizen.name, address, crumbs(dossier))

    def deed(given: dict[str, Any]) -> str:
        words = {"name": dossier.citizen.name}
        if given["verdict"] == SENDS_BACK:
            return_dossier(dossier, note=given["reason"], actor=request.user)
            came_of_it(request, _("Đã trả lại hồ sơ của %(name)s; người nộp đọc được điều cần bổ sung.") % words)
            return address
        result = agree_dossiers([dossier], reason=given["reason"], actor=request.user)
        if result.left:
            raise Refusal(result.left[0][1], code="wrong_step")
        came_of_it(request, _("Đã đồng ý với hồ sơ của %(name)s.") % words)
        return address

    return ask(request, StepResultForm(request.POST or None), page, deed)
