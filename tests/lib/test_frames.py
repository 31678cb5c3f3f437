"""Frames summed a part at a time."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.lib.frames import summed

ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.none() | st.integers(0, 3), st.integers(0, 9)))


@given(ROWS)
def test_rows_alike_become_one_in_the_order_of_the_first(rows: list[tuple[str | None, int | None, int]]) -> None:
    frame = pl.DataFrame(rows, {"name": pl.String, "place": pl.Int64, "people": pl.Int64}, orient="row")
    totals: dict[tuple[str | None, int | None], int] = {}
    for name, place, people in rows:
        totals[name, place] = totals.get((name, place), 0) + people
    assert summed(frame, "people").rows() == [(*key, people) for key, people in totals.items()]
