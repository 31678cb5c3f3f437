"""A closed year on a map that changed after it: its own totals, each where its place went; nothing fixed is touched."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import close_year, publish_revision
from hieuhoc.indicators.models import Figure, Revision, StaleMark
from hieuhoc.indicators.reads import FigureCard
from hieuhoc.indicators.rebasing import rebase_closed_years
from hieuhoc.indicators.recounting import recount_everything, recount_stale
from hieuhoc.indicators.rules import Value
from hieuhoc.people.actions import assign_waiting, assign_waiting_village
from hieuhoc.people.models import WaitingEntry
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.drafting import Draft, NewPlace, merge, rename, split
from hieuhoc.places.models import ChangeOrder, Place, PlaceSpell
from hieuhoc.recognition.models import Title
from tests.indicators.brute_force import Key, Numbers, Recount
from tests.indicators.makers import REFORM, YEARS, DrawnProvince, draw_province

pytestmark = pytest.mark.django_db
CHANGED = date(2026, 10, 1)
TODAY = date(2026, 11, 20)
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def closed_world(seed: int, people: int = 20) -> DrawnProvince:
    world = draw_province(Random(seed), people)
    recount_everything(engine="postgresql", today=TODAY)
    Revision.objects.update(is_open=False)
    return world


def carry_out(lines: Sequence[Draft], day: date = CHANGED) -> ChangeOrder:
    order = draft_order("2/NQ", "Sắp xếp tiếp", day, lines, actor=None)
    apply_change_order(order, actor=None)
    return order


def merging(world: DrawnProvince) -> list[Draft]:
    return merge(world.map.new, NewPlace("one", "Một", "Xã", "commune", world.map.new_province, ""))


def splitting(world: DrawnProvince, random: Random) -> list[Draft]:
    """The first commune between the second and a new one; some of its villages go on with it, some wait."""
    first, second = world.map.new
    villages = PlaceSpell.objects.filter(parent=first, tier="village", until=None).values_list("place_id", flat=True)
    part = NewPlace("part", "Phần", "Xã", "commune", world.map.new_province, "")
    goes: dict[int, int | str] = {
        village: second if random.random() < 0.5 else "part" for village in villages if random.random() < 0.7
    }
    return split(first, [part, second], goes)


def figures(map_date: date | None, years: Sequence[int] = YEARS) -> dict[Key, Numbers]:
    rows = (
        Figure.objects.filter(map_date=map_date, year__in=years) if map_date else Figure.objects.filter(map_date=None)
    )
    names = ("map_date", "year", "place", "part", "indicator", "reading", "level")
    numbers = ("numerator", "denominator", Coalesce("subjects", "denominator"))
    return {row[:7]: row[7:] for row in rows.values_list(*names, *numbers)}


def is_like(one: FigureCard, other: FigureCard) -> bool:
    return (one.indicator.code, one.reading) == (other.indicator.code, other.reading)


@QUICK
@example(seed=491, cuts=True)  # assigned one by one out of a first cut, and the village's own way cut again
@given(seed=st.integers(0, 2**32), cuts=st.booleans())
def test_figures_put_on_a_later_map_are_those_of_a_recount_by_hand(seed: int, cuts: bool) -> None:
    with transaction.atomic():
        world = closed_world(seed, people=14)
        fixed = figures(None)
        carry_out(splitting(world, Random(seed)) if cuts else merging(world))
        assert rebase_closed_years(TODAY) == len(YEARS)
        assert figures(CHANGED) == {
            key: numbers for key, numbers in Recount(TODAY, CHANGED).figures(YEARS).items() if key[0] == CHANGED
        }
        assert figures(None) == fixed
        assert rebase_closed_years(TODAY) == 0
        transaction.set_rollback(True)


def test_an_order_after_the_year_is_no_change_that_waits_in_it() -> None:
    world = closed_world(5)
    carry_out(merging(world))
    assert [reads.waiting_changes(year) for year in YEARS] == [0, 0, 0]
    assert not reads.is_on_map(2023, CHANGED)
    rebase_closed_years(TODAY)
    assert reads.is_on_map(2023, CHANGED)
    assert Figure.objects.filter(year=2023, map_date=REFORM).exists(), "the map before is kept"


def test_a_late_order_of_the_year_itself_waits_in_it() -> None:
    world = closed_world(5)
    carry_out(merging(world), date(2025, 12, 1))
    assert [bool(reads.waiting_changes(year)) for year in YEARS] == [False, False, True]


def test_what_changed_since_the_year_was_closed_is_not_let_in_by_the_map() -> None:
    world = closed_world(7, people=40)
    first = world.map.new[0]
    title = Title.objects.filter(year=2025, place=first, citizen__joined_into=None, revoked_on=None)[0]
    carry_out(splitting(world, Random(7)))
    Title.objects.filter(pk=title.pk).update(revoked_on=date(2026, 11, 1))
    rebase_closed_years(TODAY)
    of_country = Figure.objects.filter(place=None, part="", year=2025).order_by("indicator", "reading", "level")
    numbers = ("indicator", "reading", "level", "numerator", "denominator")
    assert list(of_country.filter(map_date=CHANGED).values_list(*numbers)) == list(
        of_country.filter(map_date=None).values_list(*numbers)
    )
    # T4 of the cut commune no longer follows from the records: all of it waits. Its adults (T2) are told apart.
    waiting = Figure.objects.filter(place=world.map.new_province, part="unassigned", year=2025)
    of_commune = Figure.objects.get(
        place=first, map_date=None, year=2025, indicator="T5", reading="of_holders", level=""
    )
    row = waiting.get(map_date=CHANGED, indicator="T5", reading="of_holders")
    before = (
        waiting.filter(map_date=None, indicator="T5", reading="of_holders").aggregate(n=Sum("denominator"))["n"] or 0
    )
    assert row.denominator == of_commune.denominator + before


def test_an_open_year_is_counted_whole_on_a_new_map() -> None:
    """Not the places of the order alone: the sums above would be theirs."""
    world = draw_province(Random(5), people=20)
    recount_everything(engine="postgresql", today=TODAY)
    carry_out(merging(world))
    recount_stale(TODAY)
    assert figures(CHANGED) == {
        key: numbers for key, numbers in Recount(TODAY, CHANGED).figures(YEARS).items() if key[0] == CHANGED
    }
    assert not StaleMark.objects.exists()


def test_an_undone_order_leaves_the_map_of_before() -> None:
    world = closed_world(5)
    before = figures(REFORM)
    order = carry_out(merging(world))
    rebase_closed_years(TODAY)
    undo_change_order(order, actor=None)
    assert not figures(CHANGED)
    assert figures(REFORM) == before
    assert set(Revision.objects.values_list("rebased_on", flat=True)) == {REFORM}
    apply_change_order(order, actor=None)
    assert rebase_closed_years(TODAY) == len(YEARS)


def test_new_names_make_no_new_map() -> None:
    world = closed_world(5)
    carry_out(rename(world.map.new[0], "Tên mới"))
    assert rebase_closed_years(TODAY) == 0


def test_the_public_reads_on_a_later_map_what_it_could_add_up_itself() -> None:
    world = closed_world(3, people=60)
    revision = Revision.objects.get(year=2025)
    publish_revision(revision, actor=None)
    told = set(Figure.objects.filter(is_public=True).values_list("id", flat=True))
    carry_out(merging(world))
    rebase_closed_years(TODAY)
    assert told <= set(Figure.objects.filter(is_public=True).values_list("id", flat=True))
    made = PlaceSpell.objects.get(name="Một").place_id
    cards = reads.public_cards(made, 2025, map_date=CHANGED)
    parts = [card for place in world.map.new for card in reads.public_cards(place, 2025)]
    assert len(cards) > 2
    for card in cards:
        assert card.value == sum((part.value for part in parts if part.value and is_like(part, card)), Value())


def test_of_a_cut_commune_the_public_learns_nothing_new() -> None:
    world = closed_world(3, people=60)
    publish_revision(Revision.objects.get(year=2025), actor=None)
    carry_out(splitting(world, Random(3)))
    rebase_closed_years(TODAY)
    part = PlaceSpell.objects.get(name="Phần").place_id
    assert reads.cards(part, 2025, map_date=CHANGED)
    for place in (part, world.map.new[1]):
        assert reads.public_cards(place, 2025, map_date=CHANGED) == []
    assert reads.public_cards(world.map.new_province, 2025, map_date=CHANGED)


def test_the_last_published_revision_goes_along_with_the_last_one() -> None:
    world = draw_province(Random(3), 20)
    recount_everything(engine="postgresql", today=TODAY)
    close_year(2023, actor=None)
    first = Revision.objects.get(year=2023)
    publish_revision(first, actor=None)
    Revision.objects.create(
        year=2023, number=1, is_open=False, reason="Bổ sung", counted_at=first.counted_at, rebased_on=REFORM
    )
    carry_out(merging(world))
    assert rebase_closed_years(TODAY) == 2


def assign_all(world: DrawnProvince, random: Random, order: ChangeOrder) -> int:
    """Every waiting village, and who waits one by one, to a part of their cut commune."""
    heirs = list(Place.objects.filter(predecessor_links__order=order).distinct().order_by("pk"))
    village_ids = WaitingEntry.objects.filter(order=order, assigned_to=None).exclude(village=None)
    for village in Place.objects.filter(pk__in=village_ids.values("village")).order_by("pk"):
        assign_waiting_village(village, random.choice(heirs), order=order, actor=None)
    alone = list(WaitingEntry.objects.filter(order=order, assigned_to=None, village=None).order_by("pk"))
    for entry in alone:
        assign_waiting([entry], random.choice(heirs), actor=None)
    return len(alone)


@settings(QUICK, max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_assigning_who_waits_puts_closed_years_anew_on_the_map_and_open_ones(seed: int) -> None:
    with transaction.atomic():
        world = draw_province(Random(seed), 14)
        recount_everything(engine="postgresql", today=TODAY)
        Revision.objects.exclude(year=2025).update(is_open=False)
        fixed = {key: numbers for key, numbers in figures(None).items() if key[1] != 2025}
        order = carry_out(splitting(world, Random(seed)))
        recount_stale(TODAY)
        rebase_closed_years(TODAY)
        assign_all(world, Random(seed), order)
        recount_stale(TODAY)
        rebase_closed_years(TODAY)
        by_hand = Recount(TODAY, CHANGED).figures(YEARS)
        assert figures(CHANGED) == {key: numbers for key, numbers in by_hand.items() if key[0] == CHANGED}
        open_year = {key: numbers for key, numbers in by_hand.items() if key[:2] == (None, 2025)}
        assert figures(None) == fixed | open_year
        assert [reads.waiting_changes(year) for year in YEARS] == [0, 0, 0]
        transaction.set_rollback(True)


def test_an_order_dated_inside_a_closed_year_loses_nobody_on_the_map_of_today() -> None:
    world = closed_world(5)
    totals = ("year", "indicator", "reading", "level", "numerator", "denominator")
    before = list(Figure.objects.filter(place=None, part="", map_date=None).order_by(*totals).values_list(*totals))
    day = date(2025, 10, 1)
    carry_out(merging(world), day)
    rebase_closed_years(TODAY)
    after = Figure.objects.filter(place=None, part="", map_date=day).order_by(*totals).values_list(*totals)
    assert list(after) == before


def test_orders_entered_out_of_their_order_leave_no_figure_at_a_place_that_ended() -> None:
    world = draw_province(Random(5), 20)
    recount_everything(engine="postgresql", today=TODAY)
    first, second = world.map.new
    carry_out(rename(first, "Tên mới"), date(2026, 8, 1))
    third = NewPlace("third", "Ba", "Xã", "commune", world.map.new_province, "")
    carry_out(merge([first], third), CHANGED)
    recount_stale(TODAY)
    carry_out(merge([second], NewPlace("fourth", "Bốn", "Xã", "commune", world.map.new_province, "")), date(2026, 9, 1))
    recount_stale(TODAY)
    by_hand = Recount(TODAY, CHANGED).figures(YEARS)
    assert figures(CHANGED) == {key: numbers for key, numbers in by_hand.items() if key[0] == CHANGED}
