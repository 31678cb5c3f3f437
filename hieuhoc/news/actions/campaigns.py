"""A campaign drafted, sent, stopped, taken up again. The sending itself is a job (news.sending)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.news.addressing import AudienceQuestion, TargetAudience, audiences
from hieuhoc.news.models import Campaign
from hieuhoc.news.rules import WITH_SHORT, in_order
from hieuhoc.outbox.models import Message
from hieuhoc.places.models import Place


@dataclass(frozen=True)
class NewCampaign:
    place: Place
    audience: str
    title: str
    text: str
    purpose: str
    channels: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    short: str = ""
    link: str = ""


SAID = ("place", "title", "text", "short", "link", "purpose", "audience", "values", "channels")


@transaction.atomic
def write_campaign(new: NewCampaign, *, actor: User | None) -> Campaign:
    require(actor, "news.write_campaign", new.place)
    campaign = Campaign.objects.create(**_said(new), written_by=actor)
    record(
        "news.write_campaign",
        actor=actor,
        subject_kind="campaign",
        subject_id=campaign.pk,
        place=campaign.place_id,
        changes={"told": [None, campaign.audience]},
    )
    return campaign


@transaction.atomic
def change_campaign(campaign: Campaign, new: NewCampaign, *, actor: User | None) -> Campaign:
    """Before it is sent. The place may change to another one of one's own."""
    require(actor, "news.change_campaign", campaign)
    require(actor, "news.change_campaign", new.place)
    campaign = _locked(campaign, Campaign.Status.DRAFT)
    said = _said(new)
    changes = {
        "headline": [campaign.title, said["title"]],
        "told": [campaign.audience, said["audience"]],
    }
    for name in SAID:
        setattr(campaign, name, said[name])
    campaign.save(update_fields=SAID)
    record(
        "news.change_campaign",
        actor=actor,
        subject_kind="campaign",
        subject_id=campaign.pk,
        place=campaign.place_id,
        changes={word: pair for word, pair in changes.items() if pair[0] != pair[1]},
    )
    return campaign


@transaction.atomic
def send_campaign(campaign: Campaign, *, actor: User | None) -> Campaign:
    """From the commit on it goes out; whoever joins the audience later gets nothing."""
    require(actor, "news.send_campaign", campaign)
    campaign = _locked(campaign, Campaign.Status.DRAFT)
    campaign.status, campaign.asked_at = Campaign.Status.SENDING, timezone.now()
    campaign.save(update_fields=["status", "asked_at"])
    _record(campaign, "news.send_campaign", "draft", actor)
    _ask_to_go_on(campaign)
    return campaign


@transaction.atomic
def cancel_campaign(campaign: Campaign, *, actor: User | None) -> Campaign:
    """What has gone out has gone out; the others get nothing, until somebody takes it up again."""
    require(actor, "news.cancel_campaign", campaign)
    campaign = _locked(campaign, Campaign.Status.SENDING)
    campaign.status = Campaign.Status.HALTED
    campaign.save(update_fields=["status"])
    _record(campaign, "news.cancel_campaign", "sending", actor)
    return campaign


@transaction.atomic
def resume_campaign(campaign: Campaign, *, actor: User | None) -> Campaign:
    """To those of its recipients who have nothing yet."""
    require(actor, "news.send_campaign", campaign)
    campaign = _locked(campaign, Campaign.Status.HALTED)
    campaign.status = Campaign.Status.SENDING
    campaign.save(update_fields=["status"])
    _record(campaign, "news.send_campaign", "halted", actor)
    _ask_to_go_on(campaign)
    return campaign


def _ask_to_go_on(campaign: Campaign) -> None:
    app.configure_task("news.go_on", queue="news").defer(campaign_id=campaign.pk)


def _record(campaign: Campaign, deed: str, before: str, actor: User | None) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="campaign",
        subject_id=campaign.pk,
        place=campaign.place_id,
        changes={"status": [before, str(campaign.status)]},
    )


def _locked(campaign: Campaign, status: Campaign.Status) -> Campaign:
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.status != status:
        raise Refusal(
            _("Đợt gửi tin này đang ở trạng thái “%(status)s”.") % {"status": campaign.get_status_display()},
            remedy=_("Mở lại trang của đợt để xem việc làm được."),
            code="wrong_step",
        )
    return campaign


def _said(new: NewCampaign) -> dict[str, Any]:
    """Raises Refusal for what could reach nobody."""
    audience = audiences.get(new.audience)
    if audience is None:
        raise Refusal(_("Không có nhóm người nhận này."), code="no_such_audience")
    channels = in_order(new.channels)
    if not channels or not set(channels) <= set(Message.Channel.values):
        raise Refusal(_("Chưa chọn kênh gửi nào."), remedy=_("Chọn ít nhất một kênh."), code="no_channel")
    short = " ".join(new.short.split())
    if WITH_SHORT & set(channels) and not short:
        raise Refusal(
            _("Tin nhắn và thông báo trên máy cần lời ngắn."),
            remedy=_("Ghi lời ngắn, hoặc bỏ hai kênh này."),
            code="no_short_text",
        )
    return {
        "place": new.place,
        "title": " ".join(new.title.split()),
        "text": new.text.strip(),
        "short": short,
        "link": new.link,
        "purpose": new.purpose,
        "audience": audience.code,
        "values": _answers(audience, new.values),
        "channels": channels,
    }


def _answers(audience: TargetAudience, given: Mapping[str, str]) -> dict[str, str]:
    return {
        question.code: _answer(question, given.get(question.code, question.usual)) for question in audience.questions
    }


def _answer(question: AudienceQuestion, given: str) -> str:
    offered = [value for value, _words in question.choices]
    is_right = given in offered if offered else given.isdecimal() and question.least <= int(given) <= question.most
    if not is_right:
        raise Refusal(
            _("“%(question)s” chưa đúng.") % {"question": question.label},
            remedy=""
            if offered
            else _("Ghi số từ %(least)d đến %(most)d.") % {"least": question.least, "most": question.most},
            code="wrong_answer",
        )
    return given
