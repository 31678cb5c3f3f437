"""The last seat is never given twice, however many ask for it at one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from hieuhoc.learning.actions import enrol_person
from hieuhoc.learning.models import Activity, Participation
from hieuhoc.people.models import Citizen
from tests.learning.makers import make_activity
from tests.people.makers import add, make_land

ASKING, SEATS = 6, 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_as_many_seats_as_there_are_and_the_others_wait() -> None:
    land = make_land()
    activity = make_activity(land.near_village, seats=SEATS)
    people = [add(land.near_village, f"H'Hen {number} Niê") for number in range(ASKING)]
    begin = Barrier(ASKING)

    def ask(person: Citizen) -> None:
        try:
            begin.wait()
            enrol_person(Activity.objects.get(pk=activity.pk), person, actor=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(ASKING) as pool:
        list(pool.map(ask, people))
    statuses = sorted(Participation.objects.values_list("status", flat=True))
    assert statuses == ["enrolled"] * SEATS + ["waiting"] * (ASKING - SEATS)
