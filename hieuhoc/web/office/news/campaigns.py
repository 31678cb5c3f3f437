"""Campaigns: which there are, whom one would reach, how far it is, and what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.audit.reads import newest_deed
from hieuhoc.news.addressing import AudienceQuestion, audiences
from hieuhoc.news.choosing import Reachable, count_reachable
from hieuhoc.news.models import Campaign, Recipient
from hieuhoc.news.reads import CampaignCounts, CampaignEffect, counts_of, effect_of
from hieuhoc.news.rules import ORDER
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.rules import sms_parts
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.kept import kept_under
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.office.work_progress import progress_answer
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import moment, number, percent
from hieuhoc.web.ui.paging import key_page

CHANNELS, REASONS = dict(Message.Channel.choices), dict(Recipient.WhyNot.choices)
ERRORS = (
    ("returned", gettext_lazy("Thư bị trả về")),
    ("SMTPRecipientsRefused", gettext_lazy("Máy chủ thư không nhận địa chỉ")),
    ("esms", gettext_lazy("Nhà mạng không nhận số")),
    ("no telephone", gettext_lazy("Số điện thoại không gọi được")),
    ("no device", gettext_lazy("Máy đã tắt thông báo")),
    ("gone", gettext_lazy("Máy đã tắt thông báo")),
)


@needs("news.read_campaigns")
def campaign_list(request: Request) -> HttpResponse:
    place = place_filter(request)
    status = filter_of(request, "status", _("Trạng thái"), Campaign.Status.choices)
    ids = place_ids(request, place)
    rows = Campaign.objects.within(request.scope)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    page = key_page(rows, request, order=["-id"])
    filters, address = [place, status], reverse("office:campaign-list")
    context = {
        "page": page,
        "rows": [(row, audience_name(row)) for row in page.rows],
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": full_titles(row.place_id for row in page.rows),
        "may_write": request.user.has_perm("news.write_campaign"),
    }
    return render(request, "office/news/campaigns.html", context)


@needs("news.read_campaigns")
def campaign(request: Request, pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.within(request.scope).select_related("written_by"), pk=pk)
    deeds = deeds_of(request, campaign)
    context: dict[str, Any] = {
        "campaign": campaign,
        "crumbs": crumbs(),
        "facts": facts_of(campaign),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "events": story("campaign", campaign.pk),
        "page_place": full_titles([campaign.place_id]).get(campaign.place_id, ""),
    }
    if campaign.status == Campaign.Status.DRAFT:
        context |= _preview(count_reachable(campaign) if campaign.audience in audiences else None)
    else:
        counts = counts_of(campaign)
        context |= _result(campaign, counts, _effect(campaign, counts))
    return render(request, "office/news/campaign.html", context)


def _effect(campaign: Campaign, counts: CampaignCounts) -> CampaignEffect | None:
    """All dossiers are looked at for who acted: kept until somebody does anything, and a minute at most."""
    about = ("campaign effect", campaign.pk, counts.addressed, newest_deed())
    return kept_under(about, lambda: effect_of(campaign, counts), seconds=60)


@needs("news.read_campaigns")
def campaign_progress(request: Request, pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.within(request.scope), pk=pk)
    context = {"campaign": campaign, "counts": counts_of(campaign)}
    is_over = campaign.status != Campaign.Status.SENDING
    return progress_answer(request, "office/news/progress.html", context, is_over=is_over)


def crumbs() -> list[tuple[str, str]]:
    return [(_("Gửi tin"), reverse("office:campaign-list"))]


def audience_name(campaign: Campaign) -> str:
    audience = audiences.get(campaign.audience)
    return str(audience.name) if audience else campaign.audience


def facts_of(campaign: Campaign) -> list[tuple[object, ...]]:
    audience = audiences.get(campaign.audience)
    asked = [(question.label, _answered(question, campaign)) for question in (audience.questions if audience else ())]
    channels = ", ".join(str(CHANNELS[channel]) for channel in ORDER if channel in campaign.channels)
    facts: list[tuple[object, ...]] = [
        (_("Gửi cho"), audience_name(campaign)),
        *((label, answer) for label, answer in asked),
        (_("Loại tin"), campaign.get_purpose_display()),
        (_("Kênh, theo thứ tự"), channels),
    ]
    if audience is not None and audience.act:
        facts.append((_("Mong người nhận"), str(audience.act)))
    if campaign.short:
        parts = {"count": number(sms_parts(campaign.short))}
        facts.append((_("Lời ngắn"), _("%(text)s (tính %(count)s tin)") % {"text": campaign.short, **parts}))
    if campaign.link:
        facts.append((_("Đường dẫn"), campaign.link))
    facts.append((_("Người soạn"), campaign.written_by.get_full_name() if campaign.written_by else _("Hệ thống")))
    if campaign.asked_at:
        facts.append((_("Bắt đầu gửi"), moment(campaign.asked_at)))
    if campaign.finished_at:
        facts.append((_("Gửi xong"), moment(campaign.finished_at)))
    return facts


def deeds_of(request: Request, campaign: Campaign) -> list[NextDeed]:
    status = campaign.status
    is_draft = status == Campaign.Status.DRAFT
    deeds = [
        OfferedDeed("campaign-send", "news.send_campaign", _("Gửi tin"), "send", is_draft),
        OfferedDeed("campaign-change", "news.change_campaign", _("Sửa"), "pencil", is_draft),
        OfferedDeed("campaign-cancel", "news.cancel_campaign", _("Dừng gửi"), "ban", status == Campaign.Status.SENDING),
        OfferedDeed("campaign-resume", "news.send_campaign", _("Gửi tiếp"), "send", status == Campaign.Status.HALTED),
    ]
    return offered(request.user, campaign, deeds, place=campaign)


def sentence_before(reachable: Reachable) -> str:
    told = {"people": number(reachable.people), "reached": number(reachable.reached)}
    return _("Nếu gửi bây giờ: %(reached)s trong %(people)s người nhận được.") % told


def _preview(reachable: Reachable | None) -> dict[str, object]:
    if reachable is None:
        return {"sentence": _("Nhóm người nhận này không còn.")}
    return {
        "sentence": sentence_before(reachable),
        "by_channel": [(CHANNELS[key], reachable.by_channel[key]) for key in ORDER if key in reachable.by_channel],
        "reasons": [(REASONS[key], reachable.why_not[key]) for key in REASONS if key in reachable.why_not],
    }


def _result(campaign: Campaign, counts: CampaignCounts, effect: CampaignEffect | None) -> dict[str, object]:
    told = {"sent": number(counts.sent), "people": number(counts.people)}
    return {
        "counts": counts,
        "is_busy": campaign.status == Campaign.Status.SENDING,
        "sentence": _("Đã gửi cho %(sent)s trong %(people)s người.") % told,
        "channels": [(CHANNELS[key], counts.channels[key]) for key in ORDER if key in counts.channels],
        "reasons": [(REASONS[key], counts.why_not[key]) for key in REASONS if key in counts.why_not],
        "errors": [(error_words(error), count) for error, count in counts.errors.items()],
        "effect": effect,
        "effect_sentence": effect_words(effect) if effect else "",
    }


def effect_words(effect: CampaignEffect) -> str:
    told = {
        "act": effect.act,
        "acted": number(effect.addressed_acted),
        "addressed": number(effect.addressed),
        "share": percent(effect.addressed_acted, effect.addressed),
    }
    return _("%(acted)s/%(addressed)s người được gửi (%(share)s) %(act)s từ lúc gửi.") % told


def error_words(error: str) -> str:
    return next((str(words) for begins, words in ERRORS if error.startswith(begins)), error)


def _answered(question: AudienceQuestion, campaign: Campaign) -> str:
    given = campaign.values.get(question.code, question.usual)
    return str(dict(question.choices).get(given, given))
