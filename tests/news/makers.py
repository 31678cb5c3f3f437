"""A campaign to the people of one commune, and whom it can reach."""

from typing import Any

from hieuhoc.news.actions import NewCampaign, write_campaign
from hieuhoc.news.models import Campaign
from hieuhoc.news.sending import go_on_sending
from hieuhoc.people.models import Citizen
from hieuhoc.people.sealing import EMAIL, PHONE, seal
from hieuhoc.places.models import Place
from hieuhoc.privacy.actions import give_consent
from hieuhoc.privacy.models import Consent, Purpose


def new_campaign(place: Place, **more: Any) -> NewCampaign:
    said: dict[str, Any] = {
        "place": place,
        "audience": "adults",
        "title": "Mời nộp hồ sơ",
        "text": "Hạn nộp hồ sơ là 30/11.",
        "purpose": "contact",
        "channels": ("mail", "in_app"),
    }
    return NewCampaign(**{**said, **more})


def make_campaign(place: Place, **more: Any) -> Campaign:
    return write_campaign(new_campaign(place, **more), actor=None)


def agree(citizen: Citizen, *purposes: str, mail: str = "", phone: str = "") -> Citizen:
    """They agree to these purposes; and how they are reached."""
    if mail or phone:
        values = {"email": seal(mail, EMAIL), "phone": seal(phone, PHONE)}
        Citizen.objects.filter(pk=citizen.pk).update(**{key: value for key, value in values.items() if value})
    for code in purposes:
        give_consent(citizen, Purpose.objects.get(code=code), way=Consent.Way.PAPER, actor=None)
    return citizen


def send_out(campaign: Campaign) -> Campaign:
    """All jobs one after the other, as the worker does them."""
    while go_on_sending(campaign.pk):
        pass
    campaign.refresh_from_db()
    return campaign
