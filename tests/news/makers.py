"""A campaign to the people of one commune, and whom it can reach; an article of it."""

from datetime import date
from typing import Any

from hieuhoc.news.actions import (
    ArticleWords,
    NewCampaign,
    adopt_example,
    nominate_example,
    publish_article,
    write_article,
    write_campaign,
)
from hieuhoc.news.models import Adoption, Article, ArticleImage, Campaign
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


def words(place: Place, **more: Any) -> ArticleWords:
    said: dict[str, Any] = {
        "place": place,
        "kind": "example",
        "title": "Nhà cộng đồng mở buổi tối",
        "summary": "Mỗi tuần hai buổi, ai cũng đến học được.",
        "text": "## Cách làm\n\nMở cửa **hai buổi tối**.",
        "indicator": "T2",
    }
    return ArticleWords(**{**said, **more})


def make_article(place: Place, **more: Any) -> Article:
    return write_article(words(place, **more), actor=None)


def make_example(place: Place) -> Article:
    """Published and nominated, with a picture."""
    article = publish_article(make_article(place), actor=None)
    ArticleImage.objects.create(article=article, number=1, alt="Lớp học", media_type="image/png", content=b"png")
    return nominate_example(article, praise="Dễ làm, không tốn tiền.", actor=None)


def adopt(article: Article, place: Place) -> Adoption:
    return adopt_example(article, place, since=date(2026, 3, 1), plan="Mở ở nhà văn hoá.", actor=None)
