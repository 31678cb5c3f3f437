"""What a deed would change in figures, before it is done: counted, done, counted again, taken back."""

from collections.abc import Callable, Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from hieuhoc.indicators.comparing import Difference, Figures, differing
from hieuhoc.indicators.counting import NOTHING, count_on_postgres, place_counts, questions
from hieuhoc.indicators.definition import indicators
from hieuhoc.indicators.recounting import lineage_for, sources_of, touched_leaves
from hieuhoc.indicators.relations import named_in
from hieuhoc.indicators.target_sets import current_sets


def foretold_by(change: Callable[[], object], places: Collection[int], year: int, *, reads: str) -> list[Difference]:
    """Figures of the communes of `places` for that year, of the indicators that read the relation `reads`. `change` is rolled
    back; what it notes in Python stays. Places above change by as much."""
    today = timezone.localdate()
    with transaction.atomic():
        before = _counted(set(places), year, today, reads)
        change()
        after = _counted(set(places), year, today, reads)
        transaction.set_rollback(True)
    sets = current_sets()
    return differing(year, (before, sets), (after, sets))


def _counted(places: set[int], year: int, today: date, reads: str) -> Figures:
    lineage = lineage_for(places, year, today, None)
    leaves = {leaf for place in places for leaf in touched_leaves(lineage, place, year, today, None)}
    here = {source for leaf in leaves for source in sources_of(lineage, leaf, today)}
    asked = [row for row in indicators() if any(relation.name == reads for relation in named_in([row.members]))]
    counted: Figures = {}
    for question in questions(asked):
        rows = count_on_postgres(question, [year], today, here)
        for (leaf, indicator, reading, level), value in place_counts(question, rows, lineage, today, None).items():
            if leaf in leaves and leaf.place is not None and level == "":
                key = leaf.place, indicator, reading
                counted[key] = counted.get(key, NOTHING) + value
    return counted
