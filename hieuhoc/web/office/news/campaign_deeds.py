"""A campaign drafted, changed, sent, stopped and taken up again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.lib.scope import Scope
from hieuhoc.news.actions import cancel_campaign, change_campaign, resume_campaign, send_campaign, write_campaign
from hieuhoc.news.addressing import TargetAudience, audiences
from hieuhoc.news.choosing import count_reachable
from hieuhoc.news.models import Campaign, MessagePurpose
from hieuhoc.news.rules import ORDER
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.homes import places_for
from hieuhoc.web.office.news.campaigns import crumbs, sentence_before
from hieuhoc.web.office.news.forms import CampaignForm, form_values
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request


@needs("news.write_campaign")
def campaign_new(request: Request) -> HttpResponse:
    """First whom to speak to, then what is said to them."""
    audience = audiences.get(request.GET.get("audience", ""))
    if audience is None:
        return _choose_audience(request)
    usual = {"purpose": MessagePurpose.REMINDER, "channels": [channel for channel in ORDER if channel != "sms"]}
    form = _form(request, audience, usual, request.scope)

    def deed(_given: dict[str, Any]) -> str:
        campaign = write_campaign(form.said(), actor=request.user)
        came_of_it(request, _("Đã lưu dự thảo; xem gửi được cho bao nhiêu người rồi gửi."))
        return reverse("office:campaign", args=[campaign.pk])

    page = FormPage(_("Soạn tin"), _("Lưu dự thảo"), str(audience.sentence), crumbs()[0][1], crumbs())
    return ask(request, form, page, deed)


@needs("news.change_campaign")
def campaign_change(request: Request, pk: int) -> HttpResponse:
    campaign = _campaign_of(request, pk)
    address = reverse("office:campaign", args=[pk])
    audience = audiences.get(campaign.audience)
    if audience is None:
        return _choose_audience(request)

    def known() -> dict[str, object]:
        return form_values(Campaign.objects.get(pk=pk))

    form = _form(request, audience, known(), request.scope)

    def deed(_given: dict[str, Any]) -> str:
        change_campaign(campaign, form.said(), actor=request.user)
        came_of_it(request, _("Đã lưu như vừa sửa."))
        return address

    page = FormPage(_("Sửa tin"), _("Lưu"), str(audience.sentence), address, _under(campaign))
    return ask(request, form, page, deed, known=known)


@needs("news.send_campaign")
def campaign_send(request: Request, pk: int) -> HttpResponse:
    campaign = _campaign_of(request, pk)
    address = reverse("office:campaign", args=[pk])
    is_draft = campaign.status == Campaign.Status.DRAFT and campaign.audience in audiences
    lead = sentence_before(count_reachable(campaign)) if is_draft else ""
    warning = _("Tin đã đi thì không lấy lại được. Ban đêm tin đợi đến sáng.")
    page = FormPage(_("Gửi tin"), _("Gửi tin"), lead, address, _under(campaign), warning)

    def deed(_given: dict[str, Any]) -> str:
        send_campaign(campaign, actor=request.user)
        came_of_it(request, _("Tin đang được gửi; trang này cho biết đã đến đâu."))
        return address

    return ask(request, confirmation(request), page, deed)


@needs("news.cancel_campaign")
def campaign_cancel(request: Request, pk: int) -> HttpResponse:
    campaign = _campaign_of(request, pk)
    address = reverse("office:campaign", args=[pk])
    lead = _("Người đã nhận thì đã nhận; những người còn lại không nhận nữa, cho đến khi bấm “Gửi tiếp”.")
    page = FormPage(_("Dừng gửi"), _("Dừng gửi"), lead, address, _under(campaign))

    def deed(_given: dict[str, Any]) -> str:
        cancel_campaign(campaign, actor=request.user)
        came_of_it(request, _("Đã dừng; tin không gửi thêm cho ai."))
        return address

    return ask(request, confirmation(request), page, deed)


@needs("news.send_campaign")
def campaign_resume(request: Request, pk: int) -> HttpResponse:
    campaign = _campaign_of(request, pk)
    address = reverse("office:campaign", args=[pk])
    lead = _("Gửi cho những người chưa nhận; người đã nhận không nhận lần nữa.")
    page = FormPage(_("Gửi tiếp"), _("Gửi tiếp"), lead, address, _under(campaign))

    def deed(_given: dict[str, Any]) -> str:
        resume_campaign(campaign, actor=request.user)
        came_of_it(request, _("Tin đang được gửi tiếp."))
        return address

    return ask(request, confirmation(request), page, deed)


def _campaign_of(request: Request, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.within(request.scope), pk=pk)


def _form(request: Request, audience: TargetAudience, initial: dict[str, Any], scope: Scope) -> CampaignForm:
    places = places_for(scope)
    if len(places) == 1:
        initial = {"place": places[0][0], **initial}
    sent = request.POST if request.method == "POST" else None
    return CampaignForm(sent, initial=initial, audience=audience, places=places)


def _choose_audience(request: Request) -> HttpResponse:
    context = {"audiences": list(audiences.values()), "crumbs": crumbs()}
    return render(request, "office/news/audiences.html", context)


def _under(campaign: Campaign) -> list[tuple[str, str]]:
    return [*crumbs(), (campaign.title, reverse("office:campaign", args=[campaign.pk]))]
