"""What pages read of figures: cards against targets, trends across the reform, rankings, levels, public figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, aggregates
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.indicators.definition import Indicator, indicators, registry
from hieuhoc.indicators.models import Figure, Revision, StaleMark, Target, TargetSet
from hieuhoc.indicators.placing import last_map_date
from hieuhoc.indicators.rules import (
    Count,
    Settings,
    choose_target_set,
    counting_day,
    missing_to_target,
    target_of_year,
)
from hieuhoc.lib.numbers import format_number, format_percent
from hieuhoc.places.models import Ancestry, Place
from hieuhoc.places.reads import ancestors, communes_under, labels


@dataclass(frozen=True)
class TargetLine:
    """What a year is measured against: `percent` None = the document gives no number."""

    target_set: TargetSet
    milestone: int
    percent: Decimal | None


@dataclass(frozen=True)
class FigureCard:
    """One figure as a page shows it. `count` None = not counted yet; `unassigned` = of cut wards, within `count`."""

    indicator: Indicator
    reading: str
    place_id: int | None
    year: int
    map_date: date | None
    revision: int
    count: Count | None
    unassigned: Count | None
    own: Count | None  # counted at the district or province itself, within `count`
    target: TargetLine | None
    is_being_recounted: bool
    computed_at: object = None

    @property
    def reading_name(self) -> str:
        return str(self.indicator.reading(self.reading).name)

    def sentence(self, place_name: str) -> str:
        """ "Xã Cư Né: 412/1.038 người lớn, 39,7% — thiếu 4 người để đạt 40%"."""
        percent = self.target.percent if self.target else None
        return figure_sentence(place_name, str(self.indicator.people), self.count, percent)


@dataclass(frozen=True)
class RankedPlace:
    """`rank` 1 = the highest percentage, equal ones share it; None = nobody to count."""

    rank: int | None
    place_id: int
    name: str
    count: Count
    latitude: float | None
    longitude: float | None


def figure_sentence(name: str, people: str, count: Count | None, target: Decimal | None) -> str:
    """What a figure says of a place or a unit; without a target only its value."""
    if count is None or not count.denominator:
        return _("%(place)s: chưa có %(people)s để tính") % {"place": name, "people": people}
    words = {
        "place": name,
        "numerator": format_number(count.numerator),
        "denominator": format_number(count.denominator),
        "people": people,
        "percent": format_percent(count.numerator, count.denominator),
    }
    value = _("%(place)s: %(numerator)s/%(denominator)s %(people)s, %(percent)s") % words
    missing = missing_to_target(count, target)
    if missing is None or target is None:
        return value
    words = {"missing": format_number(missing), "target": plain_percent(target)}
    if missing:
        return f"{value} — " + _("thiếu %(missing)s người để đạt %(target)s%%") % words
    return f"{value} — " + _("đạt chỉ tiêu %(target)s%%") % words


def plain_percent(percent: Decimal) -> str:
    """40 or 62,5: a target as the document wrote it."""
    plain = percent.normalize()
    return format_number(plain, max(0, -int(plain.as_tuple().exponent)))


def settings_of(target_set: TargetSet | None) -> Settings:
    if target_set is None:
        return Settings()
    return Settings(target_set.group_status, target_set.holders_need_job_fit, target_set.proficient_of)


def target_set_for(place: int | None, year: int) -> TargetSet | None:
    """In force on the year's counting day for the place or the nearest above it, else the national one (place None)."""
    day = counting_day(year, timezone.localdate())
    above = (ancestors(place, day) or [place]) if place is not None else []
    sets = TargetSet.objects.filter(Q(place__isnull=True) | Q(place__in=above)).order_by("code")
    return choose_target_set(((row, row.place_id, row.since, row.until) for row in sets), above, day)


def targets_of(target_set: TargetSet | None, year: int) -> dict[str, TargetLine]:
    """Indicator code -> the milestone this year is measured against."""
    if target_set is None:
        return {}
    by_indicator: dict[str, dict[int, Decimal | None]] = {}
    for row in Target.objects.filter(target_set=target_set):
        by_indicator.setdefault(row.indicator, {})[row.year] = row.percent
    lines = {code: target_of_year(targets, year) for code, targets in by_indicator.items()}
    return {code: TargetLine(target_set, *line) for code, line in lines.items() if line is not None}


def figures_token() -> str:
    """Another word whenever figures, revisions, targets or the map changed: what was drawn from them may be kept under it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT f.token || ' ' || m.token FROM indicators_figuretoken AS f, places_maptoken AS m")
        token: str = cursor.fetchone()[0]
    return token


def years() -> list[int]:
    """Years that have figures, the latest first."""
    return list(Revision.objects.filter(number=0).order_by("-year").values_list("year", flat=True))


def revisions_of(year: int) -> QuerySet[Revision]:
    return Revision.objects.filter(year=year).order_by("-number")


def current_revision(year: int, *, published: bool = False) -> Revision | None:
    """The last one that has been counted; for the public, the last one published."""
    found = revisions_of(year).filter(Q(number=0) | Q(counted_at__isnull=False))
    return (found.filter(published_at__isnull=False) if published else found).first()


def map_dates(year: int) -> list[date]:
    """The maps this year's figures were re-based on, the latest first."""
    found = Figure.objects.filter(year=year, map_date__isnull=False).values_list("map_date", flat=True).distinct()
    return sorted((at for at in found if at is not None), reverse=True)


def current_map_date() -> date | None:
    return last_map_date(timezone.localdate())


def is_on_map(year: int, map_date: date | None, *, published: bool = False) -> bool:
    """False while a job still puts this year's figures on a map that changed ("đang tính lại")."""
    if map_date is None:
        return True
    revision = current_revision(year, published=published)
    return revision is None or revision.rebased_on == map_date


def waiting_changes(year: int) -> int:
    """How many changes a closed year's next revision would take in."""
    return StaleMark.objects.filter(year=year).count()


def changes_waiting() -> dict[int, int]:
    """The same of every year that has any."""
    return dict(StaleMark.objects.order_by().values_list("year").annotate(aggregates.Count("pk")))


def is_being_recounted(place: int | None, year: int) -> bool:
    """ "đang tính lại": an open year, and something in or under the place was touched since it was counted."""
    marks = StaleMark.objects.filter(year=year)
    if place is not None:
        under = Ancestry.objects.filter(ancestor=place, descendant=OuterRef("place"))
        marks = marks.filter(Q(place=place) | Exists(under))
    return Revision.objects.filter(year=year, is_open=True).exists() and marks.exists()


def cards(place: int | None, year: int, *, map_date: date | None = None, published: bool = False) -> list[FigureCard]:
    """The five targets of a place, the country for None. Empty when the year has no figures (or none published)."""
    revision = current_revision(year, published=published)
    if revision is None:
        return []
    target_set = target_set_for(place, year)
    targets, settings = targets_of(target_set, year), settings_of(target_set)
    where = Q(place=place) if place is not None else Q(place__isnull=True)
    rows = _rows(where, year, map_date, revision.number, published=published)
    found = {(row.indicator, row.reading, row.part): row for row in rows.filter(level="")}
    is_stale = is_being_recounted(place, year)
    return [
        _card(indicator, indicator.reading_of(settings), found, place, year, map_date, revision, targets, is_stale)
        for indicator in indicators()
    ]


def public_cards(place: int | None, year: int, *, map_date: date | None = None) -> list[FigureCard]:
    """Published revisions only, and nothing that tells of fewer than five people (see disclosure)."""
    found = cards(place, year, map_date=map_date, published=True)
    return [card for card in found if card.count is not None and card.count.denominator]


def readings(place: int | None, year: int, indicator: str, *, map_date: date | None = None) -> dict[str, Count]:
    """Every reading of one indicator (T5: of holders, of holders with digital skills)."""
    revision = current_revision(year)
    if revision is None:
        return {}
    where = Q(place=place) if place is not None else Q(place__isnull=True)
    rows = _rows(where, year, map_date, revision.number).filter(indicator=indicator, level="", part="")
    return {row.reading: _count(row) for row in rows}


def levels(place: int | None, year: int, *, map_date: date | None = None) -> dict[str, Count]:
    """T3 by level of the unit: commune, district, province, central."""
    revision = current_revision(year)
    if revision is None:
        return {}
    reading = registry["T3"].reading_of(settings_of(target_set_for(place, year)))
    where = Q(place=place) if place is not None else Q(place__isnull=True)
    rows = _rows(where, year, map_date, revision.number).filter(indicator="T3", reading=reading, part="")
    return {row.level: _count(row) for row in rows if row.level}


def ranking(
    place: int,
    indicator: str,
    year: int,
    *,
    map_date: date | None = None,
    published: bool = False,
    reading: str = "",
    level: str = "",
) -> list[RankedPlace]:
    """The communes under a place, best first; with coordinates, so it is the bubble map's data too. `reading` "" = the
    one of the target set; `level` "" = units of all levels."""
    day = counting_day(year, timezone.localdate())
    day = day if map_date is None else max(day, map_date)
    revision = current_revision(year, published=published)
    communes = communes_under(place, day)
    names = labels(communes, day)
    where = {row.pk: row for row in Place.objects.filter(pk__in=communes)}
    reading = reading or registry[indicator].reading_of(settings_of(target_set_for(place, year)))
    in_reach = Q(place__in=communes)
    rows = _rows(in_reach, year, map_date, revision.number, published=published) if revision else Figure.objects.none()
    rows = rows.filter(indicator=indicator, reading=reading, level=level, part="")
    counts = {row.place_id: _count(row) for row in rows}
    shown = [(commune, counts.get(commune, Count())) for commune in communes if not published or commune in counts]
    shown.sort(
        key=lambda pair: (-(pair[1].percent if pair[1].percent is not None else Decimal(-1)), names[pair[0]].title)
    )
    percents = [count.percent for _, count in shown]
    return [
        RankedPlace(
            rank=percents.index(count.percent) + 1 if count.percent is not None else None,
            place_id=commune,
            name=names[commune].title,
            count=count,
            latitude=where[commune].latitude,
            longitude=where[commune].longitude,
        )
        for commune, count in shown
    ]


def _card(
    indicator: Indicator,
    reading: str,
    found: dict[tuple[str, str, str], Figure],
    place: int | None,
    year: int,
    map_date: date | None,
    revision: Revision,
    targets: dict[str, TargetLine],
    is_stale: bool,
) -> FigureCard:
    row = found.get((indicator.code, reading, ""))
    unassigned = found.get((indicator.code, reading, Figure.Part.UNASSIGNED))
    own = found.get((indicator.code, reading, Figure.Part.OWN))
    return FigureCard(
        indicator=indicator,
        reading=reading,
        place_id=place,
        year=year,
        map_date=map_date,
        revision=revision.number,
        count=_count(row) if row else (Count() if revision.counted_at else None),
        unassigned=_count(unassigned) if unassigned else None,
        own=_count(own) if own else None,
        target=targets.get(indicator.code),
        is_being_recounted=is_stale,
        computed_at=row.computed_at if row else revision.counted_at,
    )


def _rows(where: Q, year: int, map_date: date | None, revision: int, *, published: bool = False) -> QuerySet[Figure]:
    on_map = Q(map_date__isnull=True) if map_date is None else Q(map_date=map_date)
    for_whom = Q(is_public=True) if published else Q()
    return Figure.objects.filter(where, on_map, for_whom, year=year, revision=revision)


def _count(row: Figure) -> Count:
    return Count(row.numerator, row.denominator)
