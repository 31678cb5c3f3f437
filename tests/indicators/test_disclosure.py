"""Nothing public tells of fewer than five people: not a figure, not a difference of figures."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.indicators.rules import Sum, hidden_cells


@given(
    st.lists(st.lists(st.integers(0, 12), max_size=5), min_size=1, max_size=4),
    st.lists(st.sampled_from([0, 0, 0, 2, 30]), min_size=5, max_size=5),
)
def test_no_subtraction_brings_back_what_is_hidden(districts: list[list[int]], rests: list[int]) -> None:
    """An attacker who knows every sum solves for the cells he cannot see: none comes out."""
    cells, sums, tops = dict[str, int](), list[Sum[str]](), list[str]()
    for number, communes in enumerate(districts):
        parts = tuple(f"{number}.{place}" for place in range(len(communes)))
        cells |= dict(zip(parts, communes, strict=True)) | {f"{number}": sum(communes) + rests[number]}
        sums.append(Sum(f"{number}", parts, rests[number]))
        tops.append(f"{number}")
    cells["top"] = sum(cells[top] for top in tops) + rests[4]
    sums.append(Sum("top", tuple(tops), rests[4]))
    hidden = hidden_cells(cells, sums)
    assert {cell for cell, people in cells.items() if people < 5} <= hidden
    for one in sums:
        seen = [part for part in one.parts if part not in hidden]
        if one.total not in hidden and seen:
            left = cells[one.total] - sum(cells[part] for part in seen)
            assert left == 0 or left >= 5
    unknown = [cell for cell in sorted(hidden) if cells[cell]]
    unsaid = [f"rest {one.total}" for one in sums if one.rest]
    known_to_be = np.zeros((len(sums), len(unknown) + len(unsaid)))
    for row, one in enumerate(sums):
        for column, cell in enumerate([*unknown, *unsaid]):
            known_to_be[row, column] = (cell in one.parts) + (cell == f"rest {one.total}") - (cell == one.total)
    rank = np.linalg.matrix_rank(known_to_be)
    for column in range(len(unknown)):
        unit = np.eye(len(unknown) + len(unsaid))[column]
        assert np.linalg.matrix_rank(np.vstack([known_to_be, unit])) == rank + 1


def test_the_maps_of_then_and_of_today_do_not_give_each_other_away() -> None:
    """Two old communes became one: with one of three people hidden, the other must not stand beside their sum."""
    cells = {"old small": 3, "old large": 60, "new": 63}
    assert hidden_cells(cells, [Sum("new", ("old small", "old large"))]) == {"old small", "old large"}
