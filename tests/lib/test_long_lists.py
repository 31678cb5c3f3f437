"""A list of any length may be asked for: PostgreSQL itself takes 65,535 values with one question."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.places.models import PlaceSpell
from tests.cast import Cast

MORE_THAN_ONE_QUESTION_TAKES = range(1, 70_001)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda ids: Citizen.objects.filter(pk__in=ids), id="by key"),
        pytest.param(lambda ids: Membership.objects.filter(citizen__in=ids), id="by foreign key"),
        pytest.param(lambda ids: Group.objects.exclude(place__in=ids), id="all but"),
        pytest.param(lambda ids: PlaceSpell.objects.filter(code__in=[str(i) for i in ids]), id="by words"),
        pytest.param(lambda ids: Citizen.objects.filter(pk__in=[None, *ids]), id="with an unknown"),
        pytest.param(lambda ids: Citizen.objects.filter(home__spells__parent__in=ids), id="through a relation"),
    ],
)
def test_a_long_list_is_one_value_of_the_question(ask: Callable[[Any], Any]) -> None:
    short, long = ask(range(1, 1_000)), ask(MORE_THAN_ONE_QUESTION_TAKES)
    assert list(long) == []
    assert "ANY(" not in str(short.query)
    _sql, params = long.query.sql_with_params()
    assert len(params) == 1


@pytest.mark.django_db
def test_a_long_list_finds_what_a_short_one_finds(cast: Cast) -> None:
    people = list(Citizen.objects.order_by("pk").values_list("pk", flat=True))
    assert people
    longer = [*people, *range(10**9, 10**9 + 70_000)]
    assert list(Citizen.objects.filter(pk__in=longer).order_by("pk").values_list("pk", flat=True)) == people
    assert not Citizen.objects.exclude(pk__in=longer).exists()
    assert Citizen.objects.filter(home__in=Citizen.objects.values("home")).count() == len(people)
    assert connection.features.max_query_params == 65_535, "else none of this is needed any more"
