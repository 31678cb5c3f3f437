"""Ranks that go together, and whether chance alone would do it."""

import pytest

from hieuhoc.programme.rules.going_together import GoingTogether, going_together


def test_it_is_the_rank_correlation() -> None:
    """As scipy.stats.spearmanr gives it, with ties."""
    pairs = [
        (1.0, 2.0),
        (2.0, 1.0),
        (2.0, 5.0),
        (4.0, 4.0),
        (5.0, 9.0),
        (6.0, 7.0),
        (7.0, 8.0),
        (8.0, 8.0),
        (9.0, 30.0),
    ]
    found = going_together(pairs)
    assert found.strength == pytest.approx(0.8403361, abs=1e-6)
    assert found.places == 9


@pytest.mark.parametrize(
    ("strength", "places", "is_beyond"), [(0.5, 102, True), (-0.5, 102, True), (0.2, 102, False), (0.9, 8, False)]
)
def test_few_places_or_a_weak_tie_may_be_chance(strength: float, places: int, is_beyond: bool) -> None:
    assert GoingTogether(places, strength).is_beyond_chance == is_beyond


def test_too_few_or_all_alike_say_nothing() -> None:
    assert going_together([(1.0, 2.0)] * 7).strength is None
    assert going_together([(1.0, float(number)) for number in range(9)]).strength is None
    assert not going_together([]).is_beyond_chance
