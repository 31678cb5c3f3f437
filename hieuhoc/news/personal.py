"""Who got which campaign, and who wants none. A year later a campaign keeps its counts, and nobody's row."""

from dataclasses import astuple
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import Kind, Person, columns
from hieuhoc.news.addressing import ACCOUNT, CITIZEN, audiences
from hieuhoc.news.models import Campaign, Recipient, Refused
from hieuhoc.news.reads import counts_of, effect_of


def _close(before: datetime, limit: int) -> int:
    """The counts are kept in the campaign; then its people go."""
    old = Campaign.objects.filter(asked_at__lt=before, result={}, prepared_at__isnull=False)
    campaigns = list(old.exclude(status=Campaign.Status.SENDING).select_for_update().order_by("pk")[:limit])
    for campaign in campaigns:
        counts = counts_of(campaign)
        effect = effect_of(campaign, counts)
        campaign.result = {
            "counts": {
                "channels": {channel: astuple(row) for channel, row in counts.channels.items()},
                "why_not": counts.why_not,
                "errors": counts.errors,
            },
            "effect": list(astuple(effect)) if effect else [],
        }
        campaign.save(update_fields=["result"])
        campaign.recipients.all().delete()
    return len(campaigns)


def _theirs(person: Person) -> Q:
    """The kind of a recipient is that of the campaign's audience."""
    of_kind = {
        kind: [code for code, audience in audiences.items() if audience.kind == kind] for kind in (CITIZEN, ACCOUNT)
    }
    return Q(campaign__audience__in=of_kind[CITIZEN], person__in=person.citizens) | Q(
        campaign__audience__in=of_kind[ACCOUNT], person__in=person.users
    )


def _held(person: Person) -> int:
    return Recipient.objects.filter(_theirs(person)).count()


def _erase(person: Person) -> int:
    return Recipient.objects.filter(_theirs(person)).delete()[0]


def _refused(person: Person) -> Q:
    return Q(kind=CITIZEN, person__in=person.citizens) | Q(kind=ACCOUNT, person__in=person.users)


def _refused_by(person: Person) -> int:
    return Refused.objects.filter(_refused(person)).count()


def _forget_refused(person: Person) -> int:
    return Refused.objects.filter(_refused(person)).delete()[0]


KINDS = (
    Kind(
        "news.recipients",
        gettext_lazy("Người nhận của các đợt gửi tin"),
        counts_from=gettext_lazy("ngày gửi"),
        end=gettext_lazy("giữ số liệu của đợt, xoá ai đã nhận"),
        days=365,
        batch=5,
        columns=columns("news_recipient", "channel", "why_not"),
        purge=_close,
        held=_held,
        erase=_erase,
    ),
    Kind(
        "news.refused",
        gettext_lazy("Loại tin và kênh không muốn nhận"),
        end=gettext_lazy("xoá khi xoá hồ sơ hoặc tài khoản"),
        columns=columns("news_refused", "kind", "purpose", "channel"),
        held=_refused_by,
        erase=_forget_refused,
    ),
)
# Articles are public: whoever writes one asks those it names.
IMPERSONAL = frozenset({"news_campaign", "news_article", "news_articleimage", "news_adoption"})
