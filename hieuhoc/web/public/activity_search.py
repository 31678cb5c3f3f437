"""How activities are looked for: in a commune or around it, by topic, time and audience. Nobody's position is kept: what a
browser tells becomes the nearest commune at once."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.learning.models import Activity, Audience, Language, Topic
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.places.near import communes_within
from hieuhoc.places.reads import among, communes_of, labels
from hieuhoc.web.filters import Filter, filter_of
from hieuhoc.web.kept import kept_under

WITHIN = (10, 20, 40)  # km
TIMES = {"week": 6, "month": 30}  # days after today


@dataclass(frozen=True)
class Search:
    """`filters`: place, within, topic, when, audience, language, access."""

    filters: tuple[Filter, ...]
    commune: int | None

    def rows(self) -> QuerySet[Activity]:
        """Published ones that are not over, each with `next_on`."""
        _place, within, topic, when, audience, language, access = self.filters
        today = timezone.localdate()
        rows = Activity.objects.published().with_next(today).select_related("topic")
        if self.commune is not None:
            near = communes_within(self.commune, int(within.chosen or 0), today)
            rows = rows.filter(among("place", Scope(on=today, places=near)))
        rows = rows.filter(topic__code=topic.chosen) if topic.chosen else rows
        rows = rows.filter(audience__in=[audience.chosen, Audience.EVERYBODY]) if audience.chosen else rows
        rows = rows.filter(language=language.chosen) if language.chosen else rows
        rows = rows.filter(is_step_free=True) if access.chosen else rows
        if when.chosen:
            rows = rows.held_between(today, today + timedelta(TIMES[when.chosen]))
        return rows


def search_of(request: HttpRequest) -> Search:
    today = timezone.localdate()
    asked = _place_asked(request, today)
    topics = [(topic.code, topic) for topic in Topic.objects.on(today)]
    kilometres = [(str(km), _("và trong vòng %(km)s km") % {"km": km}) for km in WITHIN]
    return Search(
        (
            filter_of(request, "place", _("Xã, phường"), _communes(asked, today)),
            filter_of(request, "within", _("Quanh đó"), kilometres if asked else []),
            filter_of(request, "topic", _("Chủ đề"), topics),
            filter_of(request, "when", _("Thời gian"), [("week", _("Bảy ngày tới")), ("month", _("Tháng tới"))]),
            filter_of(request, "audience", _("Dành cho"), Audience.choices),
            filter_of(request, "language", _("Ngôn ngữ"), Language.choices),
            filter_of(request, "access", _("Lối vào"), [("step-free", _("Xe lăn vào được"))]),
        ),
        asked,
    )


def _place_asked(request: HttpRequest, today: date) -> int | None:
    """A commune of today's map, or nothing."""
    try:
        asked = read_public_id("place", request.GET.get("place", ""))
    except Unreadable:
        return None
    return communes_of([asked], today).get(asked)


def _communes(asked: int | None, today: date) -> list[tuple[str, str]]:
    """Those with something to come, half a minute ago at most, and the one that was asked for."""
    offered = kept_under(("communes of activities",), lambda: _choices(_offering(today), today), seconds=30)
    if asked is None or public_id("place", asked) in dict(offered):
        return offered
    return _choices(_offering(today) | {asked}, today)


def _offering(today: date) -> set[int]:
    places = Activity.objects.published().going_on(today).order_by().values_list("place", flat=True).distinct()
    return set(communes_of(set(places), today).values())


def _choices(communes: set[int], today: date) -> list[tuple[str, str]]:
    sorted_labels = sorted(labels(communes, today).values(), key=lambda label: sort_key(label.name))
    return [(public_id("place", label.id), label.title) for label in sorted_labels]
