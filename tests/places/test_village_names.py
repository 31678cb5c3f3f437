"""One rule says when two spellings of a village are one, and it never joins two villages of different numbers."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hieuhoc.lib.vietnamese import fold
from hieuhoc.places.village_names import KINDS, is_near, is_one_slip, is_same, nearest, only_same, village_name

SHORT = {
    "Tổ dân phố": ("Tổ dân phố", "TDP", "TDP.", "Tổ", "Tổ DP", "T.D.P"),
    "Khu phố": ("Khu phố", "KP", "K.P"),
    "Buôn": ("Buôn", "B."),
    "Thôn": ("Thôn", "Th.", "T."),
}
CASES: list[Callable[[str], str]] = [str, str.lower, str.upper, fold]
NUMBERS = st.integers(1, 40)


@st.composite
def spelled(draw: st.DrawFn, kind: str, number: int) -> str:
    """The village of that kind and number as somebody may type it."""
    word = draw(st.sampled_from(SHORT[kind]))
    space = draw(st.sampled_from(["", " ", "  ", " số "]))
    if not space and word.endswith(("ố", "n", "ổ")) and draw(st.booleans()):
        space = " "
    text = f"{word}{space}{'0' * draw(st.integers(0, 2))}{number}"
    changed = draw(st.sampled_from(CASES))
    return changed(text)


@given(st.data(), st.sampled_from(sorted(SHORT)), NUMBERS)
def test_every_spelling_of_a_numbered_village_is_that_village(data: st.DataObject, kind: str, number: int) -> None:
    text = data.draw(spelled(kind, number))
    assert is_same(village_name(text), village_name(f"{kind} {number}")), text
    assert village_name(text).title == f"{kind} {number}"


@given(st.data(), st.sampled_from(sorted(SHORT)), NUMBERS, NUMBERS)
def test_two_numbers_are_two_villages(data: st.DataObject, kind: str, number: int, other: int) -> None:
    if number != other:
        one, two = village_name(data.draw(spelled(kind, number))), village_name(data.draw(spelled(kind, other)))
        assert not is_same(one, two)
        assert not is_near(one, two)


@example("", "Thôn ¹")
@given(st.text(max_size=20), st.text(max_size=20))
def test_the_rule_does_not_mind_the_order_and_knows_itself(one: str, other: str) -> None:
    left, right = village_name(one), village_name(other)
    assert is_same(left, right) == is_same(right, left)
    assert is_near(left, right) == is_near(right, left)
    assert is_same(left, left)
    assert village_name(left.title).key == left.key or not left.kind


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thôn Một", "Thôn 1"), ("Buôn Alê A", "Thôn Alê A"), ("Buôn Ea Sarr", "Buôn Ea Sar"), ("Tổ dân phố IV", "TDP 4")],
)
def test_what_may_be_the_same_is_near(one: str, other: str) -> None:
    assert not is_same(village_name(one), village_name(other))
    assert is_near(village_name(one), village_name(other))


def test_sisters_are_neither() -> None:
    for one, other in (("Buôn Alê A", "Buôn Alê B"), ("Thôn 1", "Thôn 11"), ("Thôn 3A", "Thôn 3B")):
        assert not is_same(village_name(one), village_name(other))
        assert not is_near(village_name(one), village_name(other))
    assert not is_one_slip("Ba", "Bà")


def test_a_kind_is_found_behind_marks_and_apostrophes() -> None:
    assert (village_name("Buôn H'Đơk").kind, village_name("Buôn H'Đơk").name) == ("Buôn", "H'Đơk")
    assert village_name("Khu").title == "Thôn Khu"
    assert {village_name(f"{kind} Đông").kind for kind in KINDS} == set(KINDS)
    assert village_name("Tổng hợp").kind == ""
    assert village_name("Toàn Thắng").kind == ""


def test_one_of_several_that_share_a_name_is_not_guessed() -> None:
    assert only_same("TDP3", ["Tổ dân phố 3", "Buôn 3"]) == "Tổ dân phố 3"
    assert only_same("3", ["Tổ dân phố 3", "Buôn 3"]) is None
    assert nearest("Thôn Alê", ["Buôn Alê", "Tổ dân phố 3"]) == "Buôn Alê"
    assert nearest("Thôn Mới", ["Buôn Alê", "Tổ dân phố 3"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "Buôn Alê, xã Ea Kar",
        "Buôn Alê - X. Ea Kar, H. Ea Kar",
        "buôn Alê; thị trấn Ea Kar, tỉnh Đắk Lắk",
        "B. Alê , Xã Ea Kar",
    ],
)
def test_what_lies_above_a_village_is_no_part_of_its_name(text: str) -> None:
    assert only_same(text, ["Buôn Alê", "Buôn Alê A", "Thôn 1 (Phường 4)"]) == "Buôn Alê"


def test_the_commune_a_namesake_came_from_stays() -> None:
    assert village_name("Thôn 1 (Phường 4)").name == "1 (Phường 4)"
    assert village_name("Buôn Ea H'leo").name == "Ea H'leo"
