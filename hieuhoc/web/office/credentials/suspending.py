"""A paper that is not good for a while."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import refuse_judging_person
from hieuhoc.credentials.actions import resume_credential, suspend_credential
from hieuhoc.credentials.issuing import credential_of
from hieuhoc.recognition.models import Title
from hieuhoc.web.guards import needs
from hieuhoc.web.office.credentials.keys import GivenReasonForm
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request


@needs("credentials.suspend_credential", "recognition.make_proposal")
def title_suspend(request: Request, pk: int) -> HttpResponse:
    title = _title(request, pk, "credentials.suspend_credential")
    page = _page(
        title,
        _("Tạm dừng giấy chứng nhận của %(name)s"),
        _("Tạm dừng"),
        _("Trong lúc xem xét, ai kiểm tra giấy sẽ thấy “Tạm dừng”. Danh hiệu vẫn còn."),
    )

    def deed(given: dict[str, Any]) -> str:
        suspend_credential(credential_of(title), reason=given["reason"], actor=request.user)
        said = _("Giấy chứng nhận năm %(year)d của %(name)s đang tạm dừng.")
        came_of_it(request, said % {"year": title.year, "name": title.citizen.name})
        return page.back

    return ask(request, GivenReasonForm(request.POST or None), page, deed)


@needs("credentials.resume_credential", "recognition.make_proposal")
def title_resume(request: Request, pk: int) -> HttpResponse:
    title = _title(request, pk, "credentials.resume_credential")
    page = _page(title, _("Cho giấy chứng nhận của %(name)s có giá trị lại"), _("Cho có giá trị lại"), "")

    def deed(_given: dict[str, Any]) -> str:
        resume_credential(credential_of(title), actor=request.user)
        said = _("Giấy chứng nhận năm %(year)d của %(name)s có giá trị lại.")
        came_of_it(request, said % {"year": title.year, "name": title.citizen.name})
        return page.back

    return ask(request, confirmation(request), page, deed)


def _title(request: Request, pk: int, ability: str) -> Title:
    rows = Title.objects.within(request.scope).standing().filter(certificate__isnull=False)
    title = get_object_or_404(rows.select_related("citizen", "decision"), pk=pk)
    require(request.user, ability, title)
    refuse_judging_person(request.user, title.citizen_id)
    person_read(request, title.citizen)
    return title


def _page(title: Title, heading: str, button: str, lead: str) -> FormPage:
    back = reverse("office:decision", args=[title.decision_id])
    crumbs = [(pgettext("menu", "Quyết định"), reverse("office:decision-list")), (title.decision.number, back)]
    return FormPage(heading % {"name": title.citizen.name}, button, lead, back, crumbs)
