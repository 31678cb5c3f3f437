"""How many are needed, how they are shared out, and that a seed gives the same titles again."""

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from hieuhoc.inspection.rules.sampling import (
    drawn_by_size,
    drawn_from_each,
    fingerprint,
    in_order,
    shared_out,
    size_wanted,
)

FRAME = {7: range(100, 140), 3: range(300, 310), 9: range(900, 903)}
SIZES = st.dictionaries(st.integers(1, 50), st.integers(1, 40), min_size=1, max_size=12)


def test_the_size_follows_from_the_precision_as_textbooks_have_it() -> None:
    assert size_wanted(10**9, 0.05, 0.5) == 385  # z² · 0,25 / 0,05², the known figure
    assert size_wanted(500, 0.05, 0.5) == 218  # with the finite population correction
    assert size_wanted(10, 0.01, 0.5) == 10
    assert size_wanted(0, 0.05, 0.5) == 0


@given(SIZES, st.integers(0, 500))
def test_shares_are_proportional_and_never_more_than_there_are(sizes: dict[int, int], count: int) -> None:
    taken = shared_out(sizes, count)
    total = sum(sizes.values())
    assert all(min(2, sizes[key]) <= taken[key] <= sizes[key] for key in sizes)
    least = sum(min(2, size) for size in sizes.values())
    assert sum(taken.values()) >= min(count, total)
    assert sum(taken.values()) <= max(min(count, total), least) + sum(
        max(0, min(2, size) - int(Fraction(count * size, total))) for size in sizes.values()
    )


def test_a_seed_gives_the_same_titles_and_another_seed_others() -> None:
    assert drawn_from_each(FRAME, 12, "a") == drawn_from_each(dict(reversed(FRAME.items())), 12, "a")
    assert drawn_from_each(FRAME, 12, "a") != drawn_from_each(FRAME, 12, "b")
    # As a stranger would check it with sha256sum: the digests of "b:900" … "b:902".
    assert in_order("b", [900, 901, 902]) == [901, 900, 902]


def test_weights_of_each_stratum_add_up_to_it() -> None:
    drawn = drawn_from_each(FRAME, 12, "a")
    for place, titles in FRAME.items():
        assert round(sum(row.weight for row in drawn if row.place == place), 6) == len(titles)


@settings(max_examples=30)
@given(SIZES, st.integers(1, 200), st.integers(1, 10), st.text(min_size=1, max_size=8))
def test_places_are_drawn_by_their_size_and_no_title_twice(
    sizes: dict[int, int], count: int, per_draw: int, seed: str
) -> None:
    frame = {place: range(place * 1000, place * 1000 + size) for place, size in sizes.items()}
    population = sum(sizes.values())
    drawn = drawn_by_size(frame, min(count, population), per_draw, seed)
    assert len({row.title for row in drawn}) == len(drawn)
    hits = Counter(row.place for row in {(row.place, row.draw): row for row in drawn}.values())
    draws = max(2, -(-min(count, population) // per_draw))
    for place, size in sizes.items():  # systematic: never further than one from what its size makes it
        if draws <= population:
            assert abs(hits[place] - draws * size / population) < 1
    if population >= draws:
        assert round(sum(row.weight for row in drawn), 4) == population


def test_the_fingerprint_is_of_every_title_whatever_the_order() -> None:
    assert fingerprint({2: [3, 1], 1: [5]}) == fingerprint({1: [5], 2: [1, 3]})
    assert fingerprint({2: [1, 3]}) != fingerprint({2: [1, 4]})
