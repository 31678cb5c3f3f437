"""Where the records say something else than a report, somebody says why, or corrects it."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.accounts.reads import scope_of
from hieuhoc.indicators.models import Figure
from hieuhoc.places.models import Place
from hieuhoc.reported.actions import explain_difference, open_period
from hieuhoc.reported.models import ReportedFigure
from hieuhoc.reported.reads import computed_beside, differences_within
from tests.cast import Cast
from tests.refusals import refused
from tests.reported.makers import entry, type_in

pytestmark = pytest.mark.django_db


def computed(
    place: Place, indicator: str, reading: str, number: int, whole: int, measure: str, revision: int = 0
) -> None:
    at: datetime = timezone.now()
    Figure.objects.create(
        indicator=indicator,
        reading=reading,
        place=place,
        year=2024,
        revision=revision,
        measure=measure,
        numerator=number,
        denominator=whole,
        computed_at=at,
    )


def queue(cast: Cast) -> list[ReportedFigure]:
    """Of Minh's commune."""
    return list(differences_within(scope_of(cast.minh, "reported.explain_difference")).order_by("kind"))


def test_a_difference_waits_until_it_is_explained_and_again_when_a_figure_changes(cast: Cast) -> None:
    period = open_period(cast.commune, 2024, "year", actor=None)
    adults = type_in(period, "adults", entry(412, 1_038))
    raised = type_in(period, "raised", entry(5_000_000))
    type_in(period, "population", entry(8_000))  # the records hold no such thing
    assert queue(cast) == []
    computed(cast.commune, "T2", "registered", 412, 1_038, "share")
    computed(cast.commune, "V1", "all", 4_000_000, 3, "sum")
    assert queue(cast) == [raised]
    with refused("no_difference"):
        explain_difference(adults, reason="Vì sao", actor=cast.minh)
    with refused("no_reason"):
        explain_difference(raised, reason=" ", actor=cast.minh)
    with pytest.raises(PermissionDenied):
        explain_difference(raised, reason="Của xã khác", actor=cast.son)
    explain_difference(raised, reason="Một khoản ghi sổ sang năm sau", actor=cast.minh)
    assert queue(cast) == []
    computed(cast.commune, "V1", "all", 4_500_000, 4, "sum", revision=1)
    assert queue(cast) == [raised]


def test_the_queue_and_the_page_of_a_figure_say_the_same(cast: Cast) -> None:
    period = open_period(cast.commune, 2024, "year", actor=None)
    computed(cast.commune, "T2", "registered", 412, 1_038, "share")
    computed(cast.commune, "T1", "trained", 0, 0, "share")
    for kind, number, whole in (("adults", 412, 1_040), ("adults", 412, 1_038), ("trained", 0, 0), ("trained", 3, 9)):
        figure = type_in(period, kind, entry(number, whole, reason="Thử"))
        beside = computed_beside(figure)
        assert beside is not None
        assert (figure in queue(cast)) == beside.differs, (kind, number, whole)
