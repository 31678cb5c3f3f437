"""Which figures of a published revision everybody may read: none that says something of fewer than five people.

Not by itself, not by subtracting communes from their district or province, and not by comparing the map of then with
the map of today. Decided once, when the revision is published: its figures never change afterwards. On a map that came
later everybody reads what the open figures of before add up to, which tells nothing new.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models.functions import Coalesce

from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.lineage import Lineage
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.placing import load_lineage
from hieuhoc.indicators.rules import Sum, Value, hidden_cells
from hieuhoc.places.models import PlaceSpell, Tier, covers

type Cell = tuple[date | None, int | None]  # map date, place
type Cells = dict[Cell, int]

BATCH = 5_000


def open_figures(revision: Revision) -> int:
    """Marks the figures everybody may read; returns how many stay hidden. The values of dimensions are not published."""
    last_day = date(revision.year, 12, 31)
    rows = Figure.objects.filter(year=revision.year, revision=revision.number, level="", part="")
    cells: dict[tuple[str, str], Cells] = defaultdict(dict)
    ids: dict[tuple[str, str, Cell], int] = {}
    subjects_behind = Coalesce("subjects", "denominator")
    for row in rows.values_list("id", "indicator", "reading", "map_date", "place", subjects_behind):
        pk, indicator, reading, map_date, place, subjects = row
        cells[indicator, reading][map_date, place] = subjects
        ids[indicator, reading, (map_date, place)] = pk
    days = {
        map_day: last_day if map_day is None else max(map_day, last_day)
        for map_day, _ in {cell for of in cells.values() for cell in of}
    }
    below = {map_day: _below(day) for map_day, day in days.items()}
    lineage = load_lineage()
    hidden: list[int] = []
    for (indicator, reading), of in cells.items():
        if not registry[indicator].subject.is_personal:
            continue
        sums = [*_sums_within(of, below), *_sums_across(of, days, lineage)]
        hidden += [ids[indicator, reading, cell] for cell in hidden_cells(of, sums)]
    rows.update(is_public=True)
    for start in range(0, len(hidden), BATCH):
        Figure.objects.filter(pk__in=hidden[start : start + BATCH]).update(is_public=False)
    return len(hidden)


def _below(day: date) -> dict[int | None, list[int]]:
    """Place (None = the country) -> the units directly under it on that day's map."""
    spells = PlaceSpell.objects.filter(covers(day)).exclude(tier=Tier.VILLAGE)
    children: dict[int | None, list[int]] = defaultdict(list)
    for place, parent in spells.values_list("place_id", "parent_id"):
        children[parent].append(place)
    return children


def _sums_within(cells: Cells, below: dict[date | None, dict[int | None, list[int]]]) -> Iterator[Sum[Cell]]:
    for (map_date, place), people in cells.items():
        parts = tuple((map_date, child) for child in below[map_date].get(place, ()) if (map_date, child) in cells)
        if parts:
            yield Sum((map_date, place), parts, people - sum(cells[part] for part in parts))


def _sums_across(cells: Cells, days: dict[date | None, date], lineage: Lineage) -> Iterator[Sum[Cell]]:
    """What stood on one map adds up to what it became wholly a part of on a later one."""
    became: dict[tuple[date | None, Cell], list[Cell]] = defaultdict(list)
    for map_date, place in cells:
        for later, day in days.items():
            if place is not None and later is not None and (map_date is None or map_date < later):
                became[map_date, (later, lineage.standing(place, day).place)].append((map_date, place))
    for (_at, whole), parts in became.items():
        if whole in cells:
            yield Sum(whole, tuple(parts), max(0, cells[whole] - sum(cells[part] for part in parts)))


def open_rebased(revision: Revision, old: date | None, new: date, lineage: Lineage) -> None:
    """Marks what everybody may read of a published revision on a map that came later than `old`."""
    last_day = date(revision.year, 12, 31)
    rows = Figure.objects.filter(year=revision.year, revision=revision.number, level="", part="")
    on_old = rows.filter(map_date__isnull=True) if old is None else rows.filter(map_date=old)
    on_new = list(rows.filter(map_date=new))
    old_day, new_day = last_day if old is None else max(old, last_day), max(new, last_day)
    added: dict[tuple[str, str, int | None], list[Figure]] = defaultdict(list)
    cut = {lineage.standing(place, new_day).cut for place in on_old.values_list("place", flat=True) if place}
    heirs = {heir for place in cut if place for heir, _whole, _since in lineage.successors.get(place, [])}
    for row in on_old.filter(is_public=True):
        place = None if row.place_id is None else lineage.standing(row.place_id, new_day).place
        if (place and lineage.tier_on(place, new_day)) == (row.place_id and lineage.tier_near(row.place_id, old_day)):
            added[row.indicator, row.reading, place].append(row)
    whole = [row for row in on_new if row.place_id not in heirs]
    public = [row.pk for row in whole if _adds_up(row, added[row.indicator, row.reading, row.place_id])]
    for start in range(0, len(public), BATCH):
        Figure.objects.filter(pk__in=public[start : start + BATCH]).update(is_public=True)


def _adds_up(row: Figure, parts: list[Figure]) -> bool:
    return bool(parts) and sum((part.value for part in parts), Value()) == row.value
