"""What pages read of figures: cards against targets, trends across the reform, rankings, levels, public figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from hieuhoc.indicators.definition import (
    Indicator,
    declared_settings,
    indicators,
    programme_indicators,
    registry,
    settings_with_defaults,
)
from hieuhoc.indicators.models import Figure, Revision, StaleMark
from hieuhoc.indicators.placing import last_map_date
from hieuhoc.indicators.rules import (
    IssuedTargets,
    Measure,
    Settings,
    Value,
    counting_day,
    in_order,
    settings_said,
    target_said,
)
from hieuhoc.indicators.sentences import figure_sentence, milestone_in_words, standing_in_words, value_in_words
from hieuhoc.indicators.target_sets import sets_of
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.places.models import Ancestry, Place
from hieuhoc.places.reads import ancestors, communes_under, labels


@dataclass(frozen=True)
class TargetLine:
    """What a year is measured against: `number` in per cent, or in the indicator's unit; `after` as of a
    `rules.YearTarget`."""

    target_set: IssuedTargets
    milestone: int
    number: Decimal
    after: int | None = None

    @property
    def milestone_in_words(self) -> str:
        return milestone_in_words(self.milestone, self.after)


@dataclass(frozen=True)
class FigureCard:
    """One figure as a page shows it. `value` None = not counted yet; `unassigned` = of cut wards, within `value`."""

    indicator: Indicator
    reading: str
    place_id: int | None
    year: int
    map_date: date | None
    revision: int
    value: Value | None
    unassigned: Value | None
    own: Value | None  # counted at the district or province itself, within `value`
    target: TargetLine | None  # None = no document gives a number
    is_being_recounted: bool
    settings: Settings
    is_rounded: bool = False  # as everybody may read it
    computed_at: object = None
    is_open: bool = False  # the year goes on: what is counted so far

    @property
    def reading_name(self) -> str:
        return str(self.indicator.reading(self.reading).name)

    def sentence(self, place_name: str) -> str:
        """ "Xã Cư Né: 412/1.038 người lớn, 39,7% — thiếu 4 người để đạt 40%"."""
        target = self.target.number if self.target else None
        rounded = self.is_rounded
        return figure_sentence(place_name, self.indicator, self.reading, self.value, target, is_rounded=rounded)

    @property
    def of(self) -> str:
        """The denominator in words."""
        return self.indicator.words_of(self.reading)

    @property
    def is_share(self) -> bool:
        return self.indicator.measure is Measure.SHARE

    @property
    def amount(self) -> Decimal | None:
        return self.indicator.measure.amount(self.value) if self.value else None

    @property
    def value_in_words(self) -> str:
        return value_in_words(self.indicator, self.reading, self.value or Value())

    @property
    def standing_in_words(self) -> str:
        """How it stands to its target; empty without one."""
        target = self.target.number if self.target else None
        return standing_in_words(self.indicator, self.value or Value(), target, is_rounded=self.is_rounded)


@dataclass(frozen=True)
class RankedPlace:
    """`rank` 1 = the highest amount of the measure, equal ones share it; None = nobody to count."""

    rank: int | None
    place_id: int
    name: str
    value: Value
    latitude: float | None
    longitude: float | None


def settings_of(ordered: Sequence[IssuedTargets]) -> Settings:
    return settings_with_defaults(settings_said(ordered))


def how_counted(decided: Settings, of: Indicator | None = None) -> list[str]:
    """In sentences: what always decides who is counted, then what the target sets decide. `of`: one that stands beside the
    targets of the programme is counted by its own words alone."""
    if of is not None and of.heading:
        return [str(of.note or of.sentence)]
    asked = ((code, setting) for code, setting in declared_settings.items() if code in decided)
    choices = ((setting, dict(setting.choices)[decided[code]]) for code, setting in asked)
    return [
        *(str(indicator.note) for indicator in indicators() if indicator.note),
        *(f"{setting.lead} {choice}." for setting, choice in choices),
    ]


def measured_by(place: int | None, year: int, revision: Revision | None) -> list[IssuedTargets]:
    """The target sets of a place (the country for None) and year, the one that is asked first in front; a closed year's
    are those its revision keeps."""
    day = counting_day(year, timezone.localdate())
    above = (ancestors(place, day) or [place]) if place is not None else []
    return in_order(sets_of(revision), above, day)


def targets_of(ordered: Sequence[IssuedTargets], year: int) -> dict[str, TargetLine]:
    """Indicator code -> what this year is measured against; without a number anywhere, left out."""
    lines = {}
    for indicator in indicators():
        said = target_said(ordered, indicator.code, year, indicator.measure.step)
        if said is not None and said[1].number is not None:
            target_set, asked = said
            lines[indicator.code] = TargetLine(target_set, asked.milestone, said[1].number, asked.after)
    return lines


def figures_token() -> str:
    """Another word whenever figures, revisions, targets or the map changed: what was drawn from them may be kept under it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT f.token || ' ' || m.token FROM indicators_figuretoken AS f, places_maptoken AS m")
        token: str = cursor.fetchone()[0]
    return token


def years() -> list[int]:
    """Years that have figures, the latest first."""
    return list(years_known())


def years_known() -> dict[int, bool]:
    """Years that have figures, the latest first -> whether the year is open."""
    return dict(Revision.objects.filter(number=0).order_by("-year").values_list("year", "is_open"))


def revisions_of(year: int) -> QuerySet[Revision]:
    return Revision.objects.filter(year=year).order_by("-number")


def current_revision(year: int, *, published: bool = False) -> Revision | None:
    """The last one that has been counted; for the public, the last one published."""
    counted = revisions_of(year).filter(Q(number=0) | Q(counted_at__isnull=False))
    return (counted.filter(published_at__isnull=False) if published else counted).first()


def current_map_date() -> date | None:
    return last_map_date(timezone.localdate())


def is_on_map(year: int, map_date: date | None, *, published: bool = False) -> bool:
    """False while a job still puts this year's figures on a map that changed ("đang tính lại")."""
    if map_date is None:
        return True
    revision = current_revision(year, published=published)
    return revision is None or revision.rebased_on == map_date


def waiting_changes(year: int) -> int:
    """How many deeds a closed year's next revision would take in."""
    return changes_waiting(year).get(year, 0)


def changes_waiting(*years: int) -> dict[int, int]:
    """The same of every year (or of these) that has any. A deed is a transaction and marks many places; all that is older
    than these were kept counts as one."""
    marks = StaleMark.objects.filter(year__in=years) if years else StaleMark.objects.all()
    deeds = Count(Coalesce("transaction", 0), distinct=True)
    return dict(marks.order_by().values_list("year").annotate(deeds=deeds))


def is_being_recounted(place: int | None, year: int) -> bool:
    """ "đang tính lại": an open year, and something in or under the place was touched since it was counted."""
    marks = StaleMark.objects.filter(year=year)
    if place is not None:
        under = Ancestry.objects.filter(ancestor=place, descendant=OuterRef("place"))
        marks = marks.filter(Q(place=place) | Exists(under))
    return Revision.objects.filter(year=year, is_open=True).exists() and marks.exists()


def cards(
    place: int | None,
    year: int,
    *,
    map_date: date | None = None,
    published: bool = False,
    with_headings: bool = False,
) -> list[FigureCard]:
    """The indicators of the programme for a place, the country for None; `with_headings`: the others, too. Empty when the
    year has no figures (or none published)."""
    revision = current_revision(year, published=published)
    if revision is None:
        return []
    ordered = measured_by(place, year, revision)
    targets, settings = targets_of(ordered, year), settings_of(ordered)
    where = Q(place=place) if place is not None else Q(place__isnull=True)
    rows = _rows(where, year, map_date, revision.number, published=published)
    figures = {(row.indicator, row.reading, row.part): row for row in rows.filter(level="")}
    is_stale = is_being_recounted(place, year)
    return [
        _card(indicator, settings, figures, place, year, map_date, revision, targets, is_stale, published=published)
        for indicator in (indicators() if with_headings else programme_indicators())
    ]


def public_cards(
    place: int | None, year: int, *, map_date: date | None = None, with_headings: bool = False
) -> list[FigureCard]:
    """Published revisions only, rounded so that nothing tells of fewer than five people (see disclosure)."""
    all_cards = cards(place, year, map_date=map_date, published=True, with_headings=with_headings)
    return [card for card in all_cards if card.value is not None and card.value.denominator]


def readings(place: int | None, year: int, indicator: Indicator, *, map_date: date | None = None) -> dict[str, Value]:
    """Every reading of one indicator, and who is left out of it."""
    rows = _current_rows(place, year, indicator, map_date).filter(level="")
    return {row.reading: row.value for row in rows}


def levels(place: int | None, year: int, indicator: Indicator, *, map_date: date | None = None) -> dict[str, Value]:
    """One indicator, as its target set reads it, by the values of its dimension."""
    if indicator.dimension is None:
        return {}
    ordered = measured_by(place, year, current_revision(year))
    rows = (
        _current_rows(place, year, indicator, map_date)
        .filter(reading=indicator.reading_of(settings_of(ordered)))
        .exclude(level="")
    )
    return {row.level: row.value for row in rows}


@dataclass(frozen=True)
class YearsShown:
    """`main`: the year a page begins with; `ongoing`: an open year that stands beside it, with what is counted so far."""

    main: int | None
    ongoing: int | None = None

    @property
    def last(self) -> int | None:
        return self.ongoing or self.main


def years_shown(place: int | None, known: Mapping[int, bool]) -> YearsShown:
    """Of the years known (`years_known`): the last closed one with something to read, and the last open one after it. While
    no closed year tells anything, the last that does. A year just begun has nothing to read yet; which indicators tell
    is theirs to say."""
    telling = [indicator.code for indicator in indicators() if indicator.tells_begun_years]
    begun = Q(indicator__in=telling) if telling else Q()
    tells = Q(year__in=[year for year in known if not known[year]]) | (Q(year__in=known) & begun)
    programme = [indicator.code for indicator in programme_indicators()]
    counted = Figure.objects.filter(tells, place=place, denominator__gt=0, indicator__in=programme)
    told = sorted(counted.order_by().values_list("year", flat=True).distinct(), reverse=True)
    closed = next((year for year in told if not known[year]), None)
    last = next(iter(told), next(iter(known), None))
    if closed is None or last is None:
        return YearsShown(last)
    return YearsShown(closed, last if last > closed else None)


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
    one of the target set; `level` "" = all values of the dimension."""
    day = counting_day(year, timezone.localdate())
    day = day if map_date is None else max(day, map_date)
    revision = current_revision(year, published=published)
    communes = communes_under(place, day)
    names = labels(communes, day)
    where = {row.pk: row for row in Place.objects.filter(pk__in=communes)}
    reading = reading or registry[indicator].reading_of(settings_of(measured_by(place, year, revision)))
    in_reach = Q(place__in=communes)
    rows = _rows(in_reach, year, map_date, revision.number, published=published) if revision else Figure.objects.none()
    rows = rows.filter(indicator=indicator, reading=reading, level=level, part="")
    values = {row.place_id: row.open_value if published else row.value for row in rows}
    measure = registry[indicator].measure_of(reading)
    amounts = {commune: measure.amount(value) for commune, value in values.items()}
    shown = [commune for commune in communes if not published or commune in values]
    shown.sort(key=lambda commune: (-_or_last(amounts.get(commune)), sort_key(names[commune].title)))
    ranked = [amounts.get(commune) for commune in shown]
    return [
        RankedPlace(
            rank=ranked.index(amount) + 1 if amount is not None else None,
            place_id=commune,
            name=names[commune].title,
            value=values.get(commune, Value()),
            latitude=where[commune].latitude,
            longitude=where[commune].longitude,
        )
        for commune, amount in zip(shown, ranked, strict=True)
    ]


def _or_last(amount: Decimal | None) -> Decimal:
    return Decimal("-Infinity") if amount is None else amount


def _card(
    indicator: Indicator,
    settings: Settings,
    figures: dict[tuple[str, str, str], Figure],
    place: int | None,
    year: int,
    map_date: date | None,
    revision: Revision,
    targets: dict[str, TargetLine],
    is_stale: bool,
    *,
    published: bool,
) -> FigureCard:
    reading = indicator.reading_of(settings)
    row = figures.get((indicator.code, reading, ""))
    unassigned = figures.get((indicator.code, reading, Figure.Part.UNASSIGNED))
    own = figures.get((indicator.code, reading, Figure.Part.OWN))
    read = attrgetter("open_value" if published else "value")
    return FigureCard(
        indicator=indicator,
        reading=reading,
        place_id=place,
        year=year,
        map_date=map_date,
        revision=revision.number,
        value=read(row) if row else (Value() if revision.counted_at else None),
        unassigned=read(unassigned) if unassigned else None,
        own=read(own) if own else None,
        target=targets.get(indicator.code),
        is_being_recounted=is_stale,
        settings=settings,
        is_rounded=published and indicator.subject.is_personal,
        computed_at=row.computed_at if row else revision.counted_at,
        is_open=revision.is_open,
    )


def _rows(where: Q, year: int, map_date: date | None, revision: int, *, published: bool = False) -> QuerySet[Figure]:
    on_map = Q(map_date__isnull=True) if map_date is None else Q(map_date=map_date)
    for_whom = Q(is_public=True, open_denominator__isnull=False) if published else Q()
    return Figure.objects.filter(where, on_map, for_whom, year=year, revision=revision)


def _current_rows(place: int | None, year: int, indicator: Indicator, map_date: date | None) -> QuerySet[Figure]:
    revision = current_revision(year)
    if revision is None:
        return Figure.objects.none()
    where = Q(place=place) if place is not None else Q(place__isnull=True)
    return _rows(where, year, map_date, revision.number).filter(indicator=indicator.code, part="")
