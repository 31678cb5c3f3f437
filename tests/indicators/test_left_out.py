"""Whoever holds the title is counted or left out for a reason that is said: at every place, on every map, in every year."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.models import Figure
from hieuhoc.indicators.recounting import recount_everything
from hieuhoc.people.models import Citizen, UnitSpell
from hieuhoc.recognition.models import Title
from tests.indicators.brute_force import Fact, Recount, holds
from tests.indicators.makers import REFORM, TODAY, YEARS, draw_province

pytestmark = pytest.mark.django_db
QUICK = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

READINGS = [(registry[code], reading) for code in ("T2", "T3", "T4") for reading in registry[code].readings]

type Cell = tuple[date | None, int, int | None, str]  # map, year, place, part


class Holders(Recount):
    """All who hold a title, by where each figure would count them."""

    def facts(self, person: Citizen, year: int, day: date, /) -> Iterator[Fact]:
        return iter(())

    def holders_left_out(self, person: Citizen, year: int, day: date, is_gone: bool) -> Iterator[Fact]:
        for title in self.titles:
            if (title.citizen_id, title.year) == (person.pk, year):
                yield "T4", "all", title.place_id, "", 1, None
                yield "T5", "all", title.place_id, "", 1, None
                for home in self.homes(person, day) or [title.place_id]:
                    yield "T2", "all", home, "", 1, None
                yield from () if is_gone else self.at_their_units(person, day)

    def at_their_units(self, person: Citizen, day: date) -> Iterator[Fact]:
        for membership in self.memberships(person, day):
            for spell in self.rows[UnitSpell]:
                if membership.is_main and spell.unit_id == membership.unit_id and holds(spell, day):
                    yield "T3", "all", spell.place_id, "", 1, ("unit", spell.unit_id)


@QUICK
@given(seed=st.integers(0, 2**32))
def test_counted_and_left_out_are_all_who_hold_the_title(seed: int) -> None:
    with transaction.atomic():
        draw_province(Random(seed), people=25)
        recount_everything(engine="postgresql", today=TODAY)
        holders = Holders(TODAY, REFORM).figures(YEARS)
        expected = {key[:6]: numbers[1] for key, numbers in holders.items()}
        for indicator, reading in READINGS:
            code = indicator.code
            rows = Figure.objects.filter(indicator=code, level="")
            outside = [one.reading.code for one in indicator.left_out_of_reading(reading.code)]
            found: dict[Cell, int] = {}
            for row in rows:
                cell = (row.map_date, row.year, row.place_id, row.part)
                beside = getattr(row.value, indicator.left_out_beside) if row.reading == reading.code else 0
                found[cell] = found.get(cell, 0) + beside + (row.numerator if row.reading in outside else 0)
            wanted = {key[:4]: number for key, number in expected.items() if key[4] == code}
            assert {cell: number for cell, number in found.items() if number} == wanted, (code, reading.code)
        titles = Title.objects.filter(year=2024, citizen__joined_into=None).exclude(revoked_on__lte=TODAY)
        assert holders[None, 2024, None, "", "T2", "all", ""][1] == titles.count()
        transaction.set_rollback(True)


def test_every_figure_that_leaves_holders_out_says_whom() -> None:
    """T1 counts members at their main branch and leaves nobody out; figures beside the targets count no holders."""
    targets = {code: indicator for code, indicator in registry.items() if not indicator.heading}
    assert {code for code, indicator in targets.items() if not indicator.left_out} <= {"T1"}
