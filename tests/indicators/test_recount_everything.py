"""Whatever happened in a province, both engines and a recount by hand give the same figures."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hieuhoc.indicators.models import Figure, Revision, StaleMark
from hieuhoc.indicators.recounting import recount_everything, recount_stale
from tests.indicators.brute_force import Key, Numbers, Recount
from tests.indicators.contributed import contributed
from tests.indicators.makers import REFORM, TODAY, YEARS, draw_province

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored() -> dict[Key, Numbers]:
    names = ("map_date", "year", "place", "part", "indicator", "reading", "level")
    rows = Figure.objects.values_list(*names, "numerator", "denominator", Coalesce("subjects", "denominator"))
    return {row[:7]: row[7:] for row in rows}


@QUICK
@given(seed=st.integers(0, 2**32))
def test_both_engines_equal_a_recount_by_hand(seed: int) -> None:
    with transaction.atomic(), contributed():
        draw_province(Random(seed))
        by_hand = Recount(TODAY, REFORM).figures(YEARS, with_contributed=True)
        recount_everything(engine="postgresql", today=TODAY)
        assert stored() == by_hand
        recount_everything(engine="duckdb", today=TODAY)
        assert stored() == by_hand
        transaction.set_rollback(True)


@QUICK
@example(
    seed=126, picks=[0]
)  # somebody's unit is noted at one part of a cut ward, he himself was assigned to the other
@given(seed=st.integers(0, 2**32), picks=st.lists(st.integers(0, 30), min_size=1, max_size=3))
def test_recounting_what_was_touched_equals_recounting_everything(seed: int, picks: list[int]) -> None:
    with transaction.atomic(), contributed():
        world = draw_province(Random(seed))
        recount_everything(engine="postgresql", today=TODAY)
        right = stored()
        places = [*world.map.old, *world.map.villages, *world.map.new, world.map.new_province]
        touched = [places[pick % len(places)] for pick in picks]
        # Spoil the leaves the marks must mend; the sums above follow from them.
        Figure.objects.filter(place__in=touched, part__in=["", "own"]).update(numerator=0)
        StaleMark.objects.bulk_create([StaleMark(place_id=place, year=year) for place in touched for year in YEARS])
        recount_stale(today=TODAY)
        assert stored() == right
        assert not StaleMark.objects.exists()
        transaction.set_rollback(True)


def test_a_closed_year_is_not_touched() -> None:
    draw_province(Random(3))
    recount_everything(engine="postgresql", today=TODAY)
    before = stored()
    Revision.objects.filter(year=2023).update(is_open=False)
    Figure.objects.filter(year=2023).update(computed_at=LONG_AGO)
    recount_everything(engine="postgresql", today=TODAY)
    assert stored() == before
    assert set(Figure.objects.filter(year=2023).values_list("computed_at", flat=True)) == {LONG_AGO}


def test_a_sum_of_a_province_does_not_fit_an_integer() -> None:
    """Else đồng would not: the ages above are of a billion each."""
    with contributed():
        draw_province(Random(3))
        recount_everything(engine="postgresql", today=TODAY)
    assert Figure.objects.filter(indicator="AGES", place=None).order_by("-numerator")[0].numerator > 2**32


def test_only_a_share_must_be_within_its_denominator() -> None:
    plain = {
        "indicator": "X",
        "reading": "all",
        "year": 2024,
        "numerator": 9,
        "denominator": 2,
        "computed_at": LONG_AGO,
    }
    Figure.objects.create(**plain, measure="sum")
    with pytest.raises(IntegrityError, match="figure_share_within"), transaction.atomic():
        Figure.objects.create(**plain | {"year": 2023}, measure="share")
