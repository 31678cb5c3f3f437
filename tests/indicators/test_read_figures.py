"""A figure is read as a sentence against the target set of its place and year."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.utils.translation import override

from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import enter_targets, mark_stale, publish_revision
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.models import Figure, Revision, StaleMark, TargetSet
from hieuhoc.indicators.published import load_targets
from hieuhoc.indicators.recounting import recount_everything, recount_stale
from hieuhoc.indicators.rows import Wanted, Which, held_values, rows_behind
from hieuhoc.indicators.rules import (
    Measure,
    Value,
    YearTarget,
    counting_day,
    missing_to_target,
    share,
    target_of_year,
)
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import PlaceSpell
from tests.indicators.contributed import contributed
from tests.indicators.makers import REFORM, TODAY, DrawnProvince, draw_province
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


@made_once
def world() -> DrawnProvince:
    made = draw_province(Random(11), people=30)
    load_targets()
    recount_everything(engine="postgresql", today=TODAY)
    return made


def put(place: int, indicator: str, reading: str, value: Value) -> None:
    Figure.objects.filter(place=place, year=2025, indicator=indicator, map_date=None).delete()
    Figure.objects.create(
        place_id=place,
        year=2025,
        indicator=indicator,
        reading=reading,
        numerator=value.numerator,
        denominator=value.denominator,
        computed_at="2025-11-20T00:00:00Z",
    )


def publish(year: int) -> None:
    Revision.objects.filter(year=year).update(is_open=False)
    publish_revision(Revision.objects.get(year=year), actor=None)


def test_the_sentence_says_how_many_are_missing(world: DrawnProvince) -> None:
    commune = world.map.new[0]
    put(commune, "T2", "registered", share(412, 1038))
    card = next(card for card in reads.cards(commune, 2025) if card.indicator.code == "T2")
    assert card.sentence("Xã Cư Né") == "Xã Cư Né: 412/1.038 người lớn, 39,7% — thiếu 4 người để đạt 40%"
    with override("en"):
        assert card.sentence("Xã Cư Né") == "Xã Cư Né: 412/1,038 adults, 39.7% — 4 more people needed to reach 40%"


def test_a_reached_target_and_an_empty_place_are_said_plainly(world: DrawnProvince) -> None:
    commune = world.map.new[0]
    put(commune, "T2", "registered", share(416, 1038))
    put(commune, "T3", "registered", share(0, 0))
    cards = {card.indicator.code: card for card in reads.cards(commune, 2025)}
    assert cards["T2"].sentence("Xã Cư Né") == "Xã Cư Né: 416/1.038 người lớn, 40,1% — đạt chỉ tiêu 40%"
    assert cards["T3"].sentence("Xã Cư Né") == "Xã Cư Né: chưa có cán bộ, người lao động để tính"


def test_a_plan_is_read_its_own_way_and_left_to_the_national_set_where_it_is_silent(world: DrawnProvince) -> None:
    place = world.map.new_province
    enter_targets(
        code="plan",
        name="Kế hoạch tỉnh",
        document="KH 1",
        numbers={("T2", 2025): None, ("T4", 2025): Decimal("62.5")},
        settings={"group_status": "recognised", "holders_need_job_fit": False, "proficient_of": "skilled"},
        place_id=place,
        since=date(2025, 7, 1),
        actor=None,
    )
    put(world.map.new[1], "T2", "recognised", share(30, 40))
    cards = {card.indicator.code: card for card in reads.cards(world.map.new[1], 2025)}
    assert cards["T2"].sentence("Xã A") == "Xã A: 30/40 người lớn, 75,0% — đạt chỉ tiêu 40%"
    assert [cards[code].reading for code in ("T2", "T4", "T5")] == ["recognised", "skilled", "of_skilled"]


def test_the_code_of_anothers_targets_is_refused(world: DrawnProvince) -> None:
    """Else a province would overwrite the national set by its code."""
    asked: dict[str, Any] = {"name": "Kế hoạch", "document": "KH 2", "numbers": {}, "settings": {}}
    with pytest.raises(Refusal, match="bộ chỉ tiêu khác"):
        enter_targets(code="677", place_id=world.map.new_province, actor=None, **asked)
    assert TargetSet.objects.get(code="677").targets.count() == 10


def test_phu_yen_keeps_its_own_targets_until_the_merger(world: DrawnProvince) -> None:
    old = world.map.provinces[0]
    PlaceSpell.objects.filter(place=old).update(code="54")
    assert [row.code for row in load_targets()] == ["phu-yen"]
    assert load_targets() == []
    assert [one.code for one in reads.measured_by(old, 2024, None)] == ["phu-yen", "677"]
    assert [one.code for one in reads.measured_by(world.map.new_province, 2025, None)] == ["677"]


def test_the_province_is_its_communes_and_who_waits(world: DrawnProvince) -> None:
    for map_date in (None, REFORM):
        for year in (2023, 2024, 2025):
            rows = Figure.objects.filter(year=year, map_date=map_date, level="", indicator="T2", reading="registered")
            top = rows.get(place=None, part="").denominator
            provinces = world.map.provinces if map_date is None and year < 2025 else [world.map.new_province]
            above = [*provinces, *world.map.districts, None]
            leaves = rows.exclude(place__in=[*provinces, *world.map.districts]).exclude(place=None, part="")
            waiting = rows.filter(place__in=above, part__in=["own", "unassigned"])
            ids = {row.pk for row in [*leaves, *waiting]}
            assert top == sum(row.denominator for row in Figure.objects.filter(pk__in=ids))


def test_ranking_puts_the_best_first_and_hides_small_places_from_the_public(world: DrawnProvince) -> None:
    first, second = world.map.new
    put(first, "T2", "registered", share(1, 4))
    put(second, "T2", "registered", share(9, 10))
    ranked = reads.ranking(world.map.new_province, "T2", 2025)
    assert [(row.rank, row.place_id) for row in ranked] == [(1, second), (2, first)]
    publish(2025)
    assert [row.place_id for row in reads.ranking(world.map.new_province, "T2", 2025, published=True)] == [second]


def test_the_public_reads_nothing_before_it_is_published(world: DrawnProvince) -> None:
    assert reads.public_cards(world.map.new_province, 2025) == []
    publish(2025)
    assert reads.public_cards(world.map.new_province, 2025)
    assert all(
        card.value is not None and card.value.denominator >= 5
        for card in reads.public_cards(world.map.new_province, 2025)
    )


def test_the_rows_behind_a_figure_are_as_many_as_it_says(world: DrawnProvince) -> None:
    checked = 0
    for figure in Figure.objects.filter(place__in=[*world.map.new, *world.map.old]).exclude(part="unassigned"):
        indicator = registry[figure.indicator]
        place: dict[str, Any] = {
            "place": figure.place_id,
            "part": figure.part,
            "map_date": figure.map_date,
            "today": TODAY,
            "limit": 1000,
        }

        def rows(which: Which) -> int:
            wanted = Wanted(indicator, indicator.reading(figure.reading), figure.year, which, figure.level)  # noqa: B023
            return len(rows_behind(wanted, **place))  # noqa: B023

        assert rows("denominator") == figure.denominator
        assert rows("numerator") == figure.numerator
        assert rows("missing") == figure.denominator - figure.numerator
        checked += 1
    assert checked > 20


def test_the_rows_behind_a_sum_add_up_to_it() -> None:
    with contributed():
        world = draw_province(Random(11), people=30)
        recount_everything(engine="postgresql", today=TODAY)
        figures = Figure.objects.filter(indicator="AGES", place__in=world.map.new, part="", level="", map_date=None)
        for figure in figures:
            indicator = registry["AGES"]
            wanted = Wanted(indicator, indicator.reading(figure.reading), figure.year)
            rows = rows_behind(wanted, figure.place_id or 0, today=TODAY, limit=1000)
            assert len(rows) == figure.denominator
            assert sum(row.amount or 0 for row in rows) == figure.numerator
        assert len(figures) > 1


def test_units_add_up_to_the_country(world: DrawnProvince) -> None:
    for reading in ("registered", "recognised"):
        rows = Figure.objects.filter(place=None, year=2025, map_date=None, indicator="T3", part="", level="")
        whole = sum((row.value for row in rows.filter(reading=reading)), Value())
        values = [held_values(registry["T3"], reading, unit, [2024, 2025], today=TODAY) for unit in world.units]
        assert sum((of.get(2025, Value()) for of in values), Value()) == whole


def test_rows_are_paged_by_key(world: DrawnProvince) -> None:
    figure = Figure.objects.filter(place__in=world.map.new, indicator="T4", year=2025).order_by("-denominator")[0]
    indicator = registry["T4"]
    wanted = Wanted(indicator, indicator.reading(figure.reading), 2025)
    place = figure.place_id or 0
    whole = rows_behind(wanted, place, today=TODAY, limit=1000)
    paged, after = [], 0
    while page := rows_behind(wanted, place, today=TODAY, limit=2, after=after):
        paged += page
        after = page[-1].subject_id
    assert paged == whole


def test_a_deed_marks_its_place_until_it_is_recounted(world: DrawnProvince) -> None:
    village = next(iter(world.map.villages))
    commune = PlaceSpell.objects.get(place=village, until=None).parent_id or world.map.new[0]
    mark_stale([village, commune], [1957, 2025])
    assert reads.is_being_recounted(commune, 2025)
    assert reads.is_being_recounted(world.map.new_province, 2025)
    assert not reads.is_being_recounted(commune, 2024)
    recount_stale(today=TODAY)
    assert not reads.is_being_recounted(commune, 2025)
    assert not StaleMark.objects.exists()


def test_counting_day_and_milestones() -> None:
    assert counting_day(2025, date(2025, 11, 20)) == date(2025, 11, 20)
    assert counting_day(2024, date(2025, 11, 20)) == date(2024, 12, 31)
    assert missing_to_target(Measure.SHARE, share(412, 1038), Decimal(40)) == 4
    assert missing_to_target(Measure.SHARE, share(40, 100), Decimal(40)) == 0
    assert missing_to_target(Measure.SHARE, share(1, 2), None) is None
    targets = {2025: Decimal(40), 2030: Decimal(60)}
    assert target_of_year(targets, 2023) == YearTarget(2025, Decimal(40))
    assert target_of_year(targets, 2031) == YearTarget(2030, Decimal(60))


def test_a_year_between_two_milestones_is_asked_what_the_document_says_or_what_lies_on_the_line() -> None:
    targets = {2025: Decimal(40), 2030: Decimal(60)}
    assert target_of_year(targets, 2026) == YearTarget(2030, Decimal(44), after=2025)
    assert target_of_year(targets | {2026: Decimal(41)}, 2026) == YearTarget(2026, Decimal(41))
    assert target_of_year(targets | {2027: Decimal(41)}, 2028) == YearTarget(2030, Decimal("47.33"), after=2027)
    assert target_of_year({2025: Decimal(9), 2030: Decimal(14)}, 2028, Measure.COUNT.step) == YearTarget(
        2030, Decimal(12), after=2025
    )
    assert target_of_year({2025: None, 2030: Decimal(60)}, 2026) == YearTarget(2030, Decimal(60))
    assert target_of_year({2025: Decimal(40), 2030: None}, 2026) == YearTarget(2030, None)
