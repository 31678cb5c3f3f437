"""Where people lived on a day: one answer for pages, sheets and decisions, held against plain Python."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.people.models import Citizen, Residence, WaitingEntry
from hieuhoc.people.reads import home_on, homes_on
from hieuhoc.places.models import ChangeOrder
from tests.people.drawn import BEGIN, draw_map, draw_people
from tests.people.makers import LONG_AGO, add, make_land

pytestmark = pytest.mark.django_db
LAST = date(2026, 6, 30)


def lived_at(citizen: Citizen, day: date) -> int | None:
    """Read from the base tables, one person and one row at a time."""
    for stay in Residence.objects.filter(citizen=citizen):
        if stay.since <= day and (stay.until is None or day < stay.until):
            return stay.place_id
    entries = [
        entry
        for entry in WaitingEntry.objects.filter(citizen=citizen)
        if entry.since <= day and (entry.ended_on is None or day < entry.ended_on)
    ]
    if entries:
        latest = max(entries, key=lambda entry: (entry.since, entry.pk))
        return latest.source_id if latest.assigned_to_id is None else latest.assigned_to_id
    return citizen.home_id


def make_waiting(data: st.DataObject) -> None:
    """Some wait from any day on, for ever or for a while, assigned or not; some have no home on record."""
    days = st.dates(BEGIN, LAST)
    places = sorted(set(Residence.objects.values_list("place_id", flat=True)))
    for number, citizen in enumerate(Citizen.objects.order_by("pk")):
        if data.draw(st.integers(0, 4), label="homeless") == 0:
            Citizen.objects.filter(pk=citizen.pk).update(home=None)
        for turn in range(data.draw(st.integers(0, 2), label="waits")):
            order = ChangeOrder.objects.create(
                number=f"{number}.{turn}", title="Cắt", takes_effect_on=data.draw(days, label="since")
            )
            length = data.draw(st.one_of(st.none(), st.integers(0, 400)), label="length")
            WaitingEntry.objects.create(
                citizen=citizen,
                order=order,
                since=order.takes_effect_on,
                source_id=data.draw(st.sampled_from(places), label="ward"),
                assigned_to_id=data.draw(st.sampled_from([None, *places]), label="assigned"),
                ended_on=None if length is None else order.takes_effect_on + timedelta(length),
            )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_many_at_once_live_where_plain_python_finds_them(data: st.DataObject) -> None:
    with transaction.atomic():
        draw_map(data)
        draw_people(data)
        make_waiting(data)
        people = list(Citizen.objects.all())
        edges = {stay.since for stay in Residence.objects.all()} | {entry.since for entry in WaitingEntry.objects.all()}
        for day in {BEGIN, LAST} | {edge + timedelta(step) for edge in edges for step in (-1, 0)}:
            expected = {citizen.pk: place for citizen in people if (place := lived_at(citizen, day)) is not None}
            assert homes_on([citizen.pk for citizen in people], day) == expected
        transaction.set_rollback(True)


def test_who_has_no_home_on_record_lives_nowhere() -> None:
    lan = add(make_land().near_village)
    assert home_on(lan.pk, LONG_AGO) == lan.home_id
    Residence.objects.filter(citizen=lan).delete()
    Citizen.objects.filter(pk=lan.pk).update(home=None)
    assert home_on(lan.pk, LONG_AGO) is None
    assert homes_on([], LONG_AGO) == {}
