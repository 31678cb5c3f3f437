"""Prepared queries answer as the same query asked anew, with whatever values, in every thread."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.db.models import Q, QuerySet

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.lib.prepared import Prepared
from hieuhoc.places.models import Place

pytestmark = pytest.mark.django_db


def held(user: int, on: date) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=on), user=user, since__lte=on)


@pytest.fixture
def grants() -> list[Grant]:
    people = [User.objects.create(username=name, full_name=name) for name in ("minh", "hoa")]
    place = Place.objects.create(latitude=13.0)
    spells = [(date(2024, 1, 1), date(2025, 1, 1)), (date(2025, 1, 1), None)]
    return [
        Grant.objects.create(user=user, role=Role.COMMUNE, place=place, since=since, until=until)
        for user in people
        for since, until in spells
    ]


def test_it_answers_like_the_query_itself_for_every_value(grants: list[Grant]) -> None:
    prepared = Prepared(lambda user, on: held(user, on).select_related("place").order_by("pk"), int, date)
    for user in {grant.user_id for grant in grants} | {0}:
        for on in (date(2023, 1, 1), date(2024, 6, 1), date(2025, 1, 1)):
            found = prepared(user, on)
            assert found == list(held(user, on).order_by("pk"))
            assert all(grant.place.latitude == 13.0 for grant in found)


def test_plain_values_come_as_the_query_would_give_them(grants: list[Grant]) -> None:
    roles = Prepared(lambda user: Grant.objects.filter(user=user).values_list("role", flat=True), int)
    pairs = Prepared(lambda user: Grant.objects.filter(user=user).order_by("pk").values_list("pk", "since"), int)
    assert roles(grants[0].user_id) == ["commune", "commune"]
    assert pairs(grants[0].user_id) == [(grant.pk, grant.since) for grant in grants[:2]]


def test_each_question_is_one_query_and_nothing_is_remembered(grants: list[Grant]) -> None:
    prepared = Prepared(lambda user: Grant.objects.filter(user=user), int)
    assert len(prepared(grants[0].user_id)) == 2
    grants[0].delete()
    assert len(prepared(grants[1].user_id)) == 1


def test_a_value_that_is_lost_on_the_way_is_an_error_and_no_wrong_answer() -> None:
    with pytest.raises(ValueError, match="not among its parameters"):
        Prepared(lambda user, _on: Grant.objects.filter(user=user), int, date)(1, date(2025, 1, 1))


def test_threads_do_not_share_a_connection_through_it() -> None:
    prepared = Prepared(lambda user: User.objects.filter(pk=user), int)

    def ask(number: int) -> list[User]:
        try:
            return prepared(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(-8, 0))) == [[]] * 8
