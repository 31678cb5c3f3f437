"""Figures over the population of their place and year: the source is named, and without a population there is no number."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.reported.actions import open_period
from hieuhoc.reported.models import ReportingPeriod
from hieuhoc.reported.populations import per_head
from hieuhoc.web.office.reported.words import per_head_words
from tests.cast import Cast
from tests.reported.makers import entry, type_in
from tests.reported.test_differences import computed

pytestmark = pytest.mark.django_db
YEARBOOK = "Niên giám thống kê 2024, trang 31"


def reported(cast: Cast, year: int = 2024, span: str = "year") -> ReportingPeriod:
    """With its members, and what its funds raised."""
    period = open_period(cast.commune, year, span, actor=None)
    type_in(period, "members", entry(1_200, 8_100))
    type_in(period, "raised", entry(100_000_000))
    return period


def said(period: ReportingPeriod) -> dict[str, list[str]]:
    return {kind.code: words for kind, *words in per_head_words(per_head([period])[period.pk])}


def test_members_and_money_are_told_over_the_population_of_the_place_and_year(cast: Cast) -> None:
    period = reported(cast)
    type_in(period, "population", entry(8_000, source=YEARBOOK))
    computed(cast.commune, "V1", "all", 96_000_000, 3, "sum")
    computed(cast.commune, "V3", "all", 40_000_000, 9, "sum")
    assert said(period) == {
        "members": ["1.200/8.000 người dân (15,0%)", ""],
        "raised": ["12.500 đồng mỗi người dân", "12.000 đồng mỗi người dân"],
        "balance": ["", "5.000 đồng mỗi người dân"],
    }


def test_without_a_population_of_that_year_and_place_nothing_is_told(cast: Cast) -> None:
    period = reported(cast)
    type_in(reported(cast, 2023), "population", entry(7_900))
    type_in(open_period(cast.other_commune, 2024, "year", actor=None), "population", entry(9_000))
    told = per_head([period])[period.pk]
    assert told.population is None
    assert len(told.figures) == 2
    assert said(period) == {}
    type_in(open_period(cast.commune, 2024, "half", actor=None), "population", entry(0))
    assert said(period) == {}
    type_in(open_period(cast.commune, 2024, "nine", actor=None), "population", entry(8_000))
    assert said(period)["members"][0] == "1.200/8.000 người dân (15,0%)"


def test_the_pages_name_the_source_or_say_that_it_is_missing(cast: Cast, client: Client) -> None:
    period = reported(cast)
    client.force_login(cast.minh)
    addresses = [reverse("office:reported-per-head"), reverse("office:reported-period", args=[period.pk])]
    for address in addresses:
        page = client.get(address).content.decode()
        assert "Chưa có dân số" in page
        assert "mỗi người dân" not in page
    type_in(period, "population", entry(8_000, source=YEARBOOK))
    for address in addresses:
        page = client.get(address).content.decode()
        assert YEARBOOK in page
        assert "12.500 đồng mỗi người dân" in page
