"""Telephone numbers and names as lists carry them: what is kept, what is a note."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hieuhoc.lib import name_notes
from hieuhoc.lib.phones import phones_in, says_none

GOOD = st.from_regex(r"0[35789][0-9]{8}", fullmatch=True)
BETWEEN = st.sampled_from([" / ", "/", "; ", ", ", " - ", " hoặc ", "\n", " (con trai) ", " | "])
NAMES = st.sampled_from(
    ["Nguyễn Văn An", "H'Hen Niê", "Y Blŏk Êban", "Công Tằng Tôn Nữ", "Lê Mất", "Trần Thị Chuyển", "Đỗ Anh", "Bà Thị"]
)
PIECES = st.sampled_from(
    [
        "An",
        "Tư ",
        " ",
        "(",
        "[",
        "- ",
        "–",
        ":",
        ",",
        "†",
        "mất",
        "đã mất",
        " qua đời",
        "từ trần",
        "chết",
        "chuyển",
        "chuyển đi",
        " đã đi khỏi",
        "cắt khẩu",
        "Ông ",
        "bà. ",
        "cụ",
        "Cháu\t",
        "sn ",
        "1985",
        "٣",
        "sinh năm",
        ")",
        "]",
        ".",
    ]
)


@given(st.lists(st.tuples(GOOD, BETWEEN), min_size=1, max_size=3))
def test_all_numbers_of_a_cell_are_found_in_order(parts: list[tuple[str, str]]) -> None:
    assert phones_in("".join(number + between for number, between in parts)) == [number for number, _between in parts]


@given(GOOD, st.sampled_from([" ", ".", "-"]))
def test_a_number_may_be_written_in_groups(number: str, gap: str) -> None:
    assert phones_in(gap.join([number[:4], number[4:7], number[7:]])) == [number]
    assert phones_in("+84" + number[1:]) == phones_in("84" + number[1:]) == phones_in(number[1:]) == [number]


@given(st.text(max_size=30))
def test_whatever_stands_there_gives_numbers_or_nothing(text: str) -> None:
    assert all(9 <= len(number) <= 11 and number.isdigit() for number in phones_in(text))


@pytest.mark.parametrize("text", ["không có", "Không", "ko có", "K", "-", "chưa có.", "(không có)"])
def test_to_have_no_number_is_no_fault(text: str) -> None:
    assert says_none(text)
    assert not says_none("0905 12")


def without(pattern: str, name: str) -> str:
    return str(pl.Series([name]).str.replace(pattern, "").str.strip_chars()[0])


@settings(deadline=None)  # the frame library is slow the first time
@given(NAMES)
def test_a_name_without_a_note_has_none(name: str) -> None:
    patterns = (name_notes.DEAD, name_notes.MOVED, name_notes.YEAR, name_notes.OTHER)
    assert not pl.Series([name]).str.contains(name_notes.SEVERAL)[0]
    assert [without(pattern, name) for pattern in patterns] == [name] * 4


@given(
    NAMES,
    st.sampled_from(["", "\u0020"]),
    st.sampled_from(["(đã mất)", "- đã mất", "(chết 2020)", ", mất", "†", "[Đã chết]", "(đã qua đời năm 2019)"]),
)
def test_a_note_of_death_is_taken_off_the_name(name: str, gap: str, note: str) -> None:
    assert without(name_notes.DEAD, f"{name}{gap}{note}") == name


@given(
    NAMES,
    st.sampled_from(
        [" (đã chuyển đi)", " - đã chuyển đi TP.HCM", " chuyển khẩu 2020", ", chuyển đến xã khác", " (chuyển)"]
    ),
)
def test_a_note_of_having_moved_is_taken_off_the_name(name: str, note: str) -> None:
    assert without(name_notes.MOVED, name + note) == name


@given(
    NAMES, st.sampled_from([" 1985", " (1985)", " - 1985", " sn 1985", " sinh năm 1985", ", 05/03/1985", " (SN: 1985)"])
)
def test_a_year_is_taken_off_the_name(name: str, note: str) -> None:
    assert without(name_notes.YEAR, name + note) == name


@given(NAMES, NAMES, st.sampled_from([", ", " - ", " và ", "/", "\n", " & ", "; "]))
def test_two_people_in_one_cell_are_two(first: str, second: str, between: str) -> None:
    is_two = " " in first and " " in second
    cell = pl.Series([f"{first}{between}{second}"])
    assert cell.str.contains(name_notes.SEVERAL)[0] == is_two
    if is_two:
        assert cell.str.replace(name_notes.SEVERAL, "${first}")[0] == first


@pytest.mark.parametrize(
    "name", ["Vàng Và Dính", "Y-Blŏk Êban", "H'Hen Niê Kdăm", "Giàng A Và", "Nguyễn Văn An-tôn", "A Ma Khê"]
)
def test_one_name_is_one_person(name: str) -> None:
    assert not pl.Series([name]).str.contains(name_notes.SEVERAL)[0]


@pytest.mark.parametrize(
    ("name", "plain"), [("Ông Thái Văn Kính", "Thái Văn Kính"), ("Cụ bà Lê Thị Tư", "Lê Thị Tư"), ("Bà Thị", "Bà Thị")]
)
def test_what_one_is_called_by_is_taken_off_the_name(name: str, plain: str) -> None:
    assert pl.Series([name]).str.replace(name_notes.TITLE, "${name}")[0] == plain


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5), st.sampled_from([str, str.upper, str.title]))
def test_whatever_holds_a_note_hints_at_it(pieces: list[str], written: Callable[[str], str]) -> None:
    names = pl.Series([written("".join(pieces))])
    if any(names.str.contains(note)[0] for note in name_notes.NOTES):
        assert names.str.contains(name_notes.HINT)[0]
