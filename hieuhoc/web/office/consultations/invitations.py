"""Organisations asked by name: each with a code and an address to send them."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.consultations.actions import invite_organisation, withdraw_invitation
from hieuhoc.consultations.models import Consultation, Invitation
from hieuhoc.lib.opaque import show_public_code
from hieuhoc.web.guards import needs
from hieuhoc.web.office.consultations.consultations import consultation_of, list_address, version_crumbs
from hieuhoc.web.office.consultations.forms import OrganisationForm
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@needs("consultations.invite_organisation")
def invitation_list(request: Request, pk: int) -> HttpResponse:
    consultation = consultation_of(pk)
    page = key_page(consultation.invitations.all(), request, order=["-id"])
    context = {
        "consultation": consultation,
        "crumbs": crumbs_of(consultation),
        "page": page,
        "rows": [(row, show_public_code(row.code), address_of(row)) for row in page.rows],
        "may_invite": consultation.closed_at is None,
    }
    return render(request, "office/consultations/invitations.html", context)


@needs("consultations.invite_organisation")
def invitation_new(request: Request, pk: int) -> HttpResponse:
    consultation = consultation_of(pk)
    listed = reverse("office:invitation-list", args=[pk])
    lead = _("Nơi được mời nhận một mã riêng; ai giữ mã thì góp ý thay nơi ấy.")
    page = FormPage(_("Mời cơ quan, tổ chức"), _("Mời"), lead, listed, crumbs_of(consultation))

    def deed(given: dict[str, Any]) -> str:
        invited = invite_organisation(consultation, **given, actor=request.user)
        said = _("Đã mời %(name)s, mã %(code)s. Gửi địa chỉ dưới đây cho nơi ấy.")
        came_of_it(request, said % {"name": invited.name, "code": show_public_code(invited.code)})
        return listed

    return ask(request, OrganisationForm(request.POST or None), page, deed)


@needs("consultations.withdraw_invitation")
def invitation_withdraw(request: Request, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("consultation__version"), pk=pk)
    listed = reverse("office:invitation-list", args=[invitation.consultation_id])
    lead = _("Mã của %(name)s không dùng được nữa; góp ý đã gửi vẫn giữ.") % {"name": invitation.name}
    title = _("Thu hồi lời mời")
    page = FormPage(title, title, lead, listed, crumbs_of(invitation.consultation))

    def deed(_given: dict[str, Any]) -> str:
        withdraw_invitation(invitation, actor=request.user)
        came_of_it(request, _("Đã thu hồi lời mời."))
        return listed

    return ask(request, confirmation(request), page, deed)


def crumbs_of(consultation: Consultation) -> list[tuple[str, str]]:
    return [*version_crumbs(consultation.version), (_("Lấy ý kiến"), list_address(consultation.pk))]


def address_of(invitation: Invitation) -> str:
    page = reverse("public:consultation", args=[invitation.consultation_id])
    return f"{settings.PUBLIC_URL.rstrip('/')}{page}?code={invitation.code}"
