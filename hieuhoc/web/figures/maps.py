"""Why a page of figures has none to show on the map asked for, in words, and where to look instead."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, QuerySet
from django.utils.translation import gettext as _

from hieuhoc.indicators import reads
from hieuhoc.lib.dates import format_date
from hieuhoc.places.models import Place, PlaceSpell
from hieuhoc.places.reads import PlaceLabel, labels, predecessors, successors

type Address = Callable[[int, bool], str]  # place, on the map of today


@dataclass(frozen=True)
class Nothing:
    title: str
    text: str
    links: tuple[tuple[str, str], ...] = ()
    waits: bool = False


def nothing_to_show(
    label: PlaceLabel,
    year: int,
    map_date: date | None,
    day: date,
    address: Address,
    reached: QuerySet[Place],
    *,
    published: bool = False,
) -> Nothing | None:
    """None when the place is on the map of `day` and the year's figures stand on that map. `reached`: which pages the
    reader may open."""
    if not reads.is_on_map(year, map_date, published=published):
        return being_put_on(label, year, day, address)
    if Place.objects.on(day).filter(pk=label.id).exists():
        return None
    has_ended = PlaceSpell.objects.filter(place=label.id, until__lte=day).exists()
    related = successors(label.id) if has_ended else predecessors(label.id)
    others = labels(reached.filter(pk__in=related).values_list("pk", flat=True), day)
    titles = _told_apart([label, *others.values()])
    words = {"place": titles[label.id], "day": format_date(day)}
    said = (
        _("Đến ngày đó địa bàn này đã nhập vào hoặc chia về nơi khác.")
        if has_ended
        else _("Địa bàn này có sau ngày đó.")
    )
    return Nothing(
        _("%(place)s không có trên bản đồ ngày %(day)s") % words,
        f"{said} " + _("Chọn bản đồ khác, hoặc xem địa bàn liên quan."),
        tuple((titles[other.id], address(other.id, map_date is not None)) for other in others.values()),
    )


def _told_apart(places: Sequence[PlaceLabel]) -> dict[int, str]:
    """Their titles; those that bear one name say from or until when they stood: "Tỉnh Đắk Lắk (từ 01/07/2025)"."""
    borne = Counter(label.title for label in places)
    shared = [label.id for label in places if borne[label.title] > 1]
    spells = (
        PlaceSpell.objects.filter(place__in=shared)
        .values_list("place")
        .annotate(begun=Min("since"), ended=Max("until"), known=Count("since"), closed=Count("until"), all=Count("pk"))
    )
    periods = {
        place: _period(begun if known == spells else None, ended if closed == spells else None)
        for place, begun, ended, known, closed, spells in spells
    }
    return {label.id: " ".join(filter(None, [label.title, periods.get(label.id, "")])) for label in places}


def _period(begun: date | None, ended: date | None) -> str:
    """In brackets; empty when neither is known."""
    if ended is not None:
        return _("(đến %(day)s)") % {"day": format_date(ended - timedelta(days=1))}
    return _("(từ %(day)s)") % {"day": format_date(begun)} if begun is not None else ""


def being_put_on(label: PlaceLabel, year: int, day: date, address: Address) -> Nothing:
    words = {"year": year, "day": format_date(day)}
    return Nothing(
        _("Đang tính lại trên bản đồ hôm nay"),
        _("Bản đồ đã đổi; số liệu năm %(year)s đang được đưa lên bản đồ ngày %(day)s. Mở lại trang sau ít phút.")
        % words,
        ((_("Xem trên bản đồ của năm %(year)s") % words, address(label.id, False)),),
        waits=True,
    )


def not_told_apart(label: PlaceLabel, year: int, day: date, address: Address) -> Nothing:
    """For the public, of a revision published before the map changed."""
    words = {"year": year, "day": format_date(day)}
    return Nothing(
        _("Chưa có số liệu công bố của địa bàn này trên bản đồ ngày %(day)s") % words,
        _(
            "Trên bản đồ đến sau, ở đây chỉ hiện những số cộng được từ số đã công bố của năm %(year)s: không hiện xã nhận"
            " một phần của nơi bị chia, và không hiện số nói về ít hơn 5 người."
        )
        % words,
        ((_("Xem trên bản đồ của năm %(year)s") % words, address(label.id, False)),),
    )
