"""Names are folded, split and ordered as Vietnamese readers expect, one by one and by the column."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hieuhoc.lib import vietnamese as vi
from hieuhoc.lib import vietnamese_frames as frames

VOWELS = "aăâeêioôơuưyŏĕĭŭ"
LETTERS = (
    "abcdđeghiklmnopqrstuvxyƀčñľêĐÊ" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ" + "ÁẮĐỊƯỜÜßÑ"
)
SYLLABLES = st.text(st.sampled_from(LETTERS + "'’-" + "\u0300\u0301\u0306\u0323"), max_size=6)
KNOWN = st.sampled_from(
    ["Niê", "Mlô Duôn Du", "Y", "H'Hen", "Nguyễn", "Rơ Chăm", "Niê-Kdăm", "Buôn Yă", "An", "Êban", "Siu", "7", "ắ"]
)
NAMES = st.lists(SYLLABLES | KNOWN, max_size=6).flatmap(
    lambda words: st.sampled_from([" ", "  ", "\u00a0", "\t"]).map(lambda space: space.join(words))
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Văn  Đức ", "nguyen van duc"),
        ("Đắk Lắk", "dak lak"),
        ("M’Nông", "mnong"),
        ("M'Nông", "mnong"),
        ("Y-Blŏk Êban", "y blok eban"),
        ("H'Đơk Ƀuôn", "hdok buon"),
        ("Hoa\u0300 Bi\u0300nh", "hoa binh"),
        ("Ơ̆ng Čư Ľơ Ñuê", "ong cu lo nue"),
        ("Ðinh", "dinh"),
        ("", ""),
    ],
)
def test_search_ignores_marks_case_and_apostrophes(text: str, folded: str) -> None:
    assert vi.fold(text) == folded


@given(NAMES)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert vi.fold(vi.fold(text)) == vi.fold(text)


@pytest.mark.parametrize(
    ("spelled", "same"),
    [
        ("Tuy Hoà", "Tuy Hòa"),
        ("HOÀ", "HÒA"),
        ("Thuý", "Thúy"),
        ("khoẻ", "khỏe"),
        ("huỷ", "hủy"),
        ("ngòai", "ngoài"),
        ("xóay", "xoáy"),
        ("húynh", "huýnh"),
        ("quý", "quý"),
        ("quí", "quí"),
        ("hoàn", "hoàn"),
        ("Huỳnh", "Huỳnh"),
        ("của", "của"),
        ("già", "già"),
        ("Hoà", "Hòa"),
    ],
)
def test_only_the_place_of_the_tone_changes(spelled: str, same: str) -> None:
    assert vi.same_tone_marks(spelled) == same
    assert vi.same_tone_marks(same) == same


@pytest.mark.parametrize(
    ("full", "rest", "given_name"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn", "An"),
        ("Lan", "", "Lan"),
        ("Y Blŏk Niê", "Niê", "Y Blŏk"),
        ("H'Hen Niê", "Niê", "H'Hen"),
        ("H Linh Mlô Duôn Du", "Mlô Duôn Du", "H Linh"),
        ("Y Thịnh Ê Ban", "Ê Ban", "Y Thịnh"),
        ("Y Dhăm Niê-Kdăm", "Niê-Kdăm", "Y Dhăm"),
        ("Ksor Phước", "Ksor", "Phước"),
        ("Siu Black", "Siu", "Black"),
        ("Nguyễn Thị Nay", "Nguyễn Thị", "Nay"),
        ("Niê", "", "Niê"),
    ],
)
def test_the_given_name_is_guessed(full: str, rest: str, given_name: str) -> None:
    assert vi.split_name(full) == (rest, given_name)


def in_order(*names: str) -> bool:
    keys = [vi.name_sort_key(name, vi.split_name(name)[1]).encode() for name in names]
    return keys == sorted(keys) and len(set(keys)) == len(keys)


def test_names_are_ordered_by_given_name_then_the_rest() -> None:
    assert in_order("Trần Văn An", "Lê Thị Ánh", "Nguyễn Bình", "Phạm Bình")
    assert in_order("Lê An", "Nguyễn Văn An", "Nguyễn Văn Hữu An")


def test_letters_come_before_tones_and_follow_the_alphabet() -> None:
    letters = [
        "a",
        "ă",
        "â",
        "b",
        "ƀ",
        "c",
        "č",
        "d",
        "đ",
        "e",
        "ĕ",
        "ê",
        "g",
        "h",
        "i",
        "ĭ",
        "k",
        "l",
        "ľ",
        "m",
        "n",
        "ñ",
        "o",
        "ŏ",
        "ô",
    ]
    assert in_order(*letters, "ơ", "p", "q", "r", "s", "t", "u", "ŭ", "ư", "v", "x", "y")
    assert in_order("ma", "mà", "mả", "mã", "má", "mạ", "mai", "măn", "mân")
    assert in_order("Lê Hoa", "Lê Hòa", "Lê Hoan"), "Hòa is Hoa with a tone, before any longer word"
    assert in_order("Lê Uyên", "Lê Ưng"), "u before ư whatever follows"


def test_both_tone_spellings_sort_alike() -> None:
    assert vi.name_sort_key("Lê Hoà", "Hoà") == vi.name_sort_key("Lê Hòa", "Hòa")


@given(NAMES, st.integers(0, 6))
def test_a_sort_key_is_short_plain_text(full: str, words: int) -> None:
    key = vi.name_sort_key(full, " ".join(vi.nfc(full).split()[words:]))
    assert len(key) <= vi.NAME_KEY_LENGTH
    assert key.replace("ß", "").isascii()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("H'HEN NIÊ KDĂM", "H'Hen Niê Kdăm"),
        ("Y-BLŎK ÊBAN", "Y-Blŏk Êban"),
        ("TÔN NỮ ĐẠI-LÂM", "Tôn Nữ Đại-Lâm"),
        ("Hoàng de la Cruz", "Hoàng de la Cruz"),
        ("McDONALD An", "McDONALD An"),
        ("", ""),
    ],
)
def test_names_in_capitals_get_the_letters_people_write(typed: str, written: str) -> None:
    assert vi.proper_case(typed) == written


@given(st.lists(st.none() | NAMES, min_size=1, max_size=20))
@settings(max_examples=50, deadline=None)
def test_capitals_of_a_column_are_those_of_single_names(names: list[str | None]) -> None:
    names += [one and one.upper() for one in names]
    column, changed = frames.proper_cases(pl.Series("name", names, dtype=pl.String))
    expected = [one if one is None else vi.proper_case(one) for one in names]
    assert column.to_list() == expected
    assert changed == sum(one != to for one, to in zip(names, expected, strict=True))


@given(st.lists(st.none() | NAMES, min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_columns_agree_with_single_names(names: list[str | None]) -> None:
    column = pl.Series("name", names, dtype=pl.String)
    frame = frames.name_columns(column)
    assert frame["name"].to_list() == [None if one is None else vi.nfc(one) for one in names]
    assert frame["folded_name"].to_list() == [None if one is None else vi.fold(one) for one in names]
    given_names = [None if one is None else vi.split_name(one)[1] for one in names]
    assert frame["given_name"].to_list() == given_names
    keys = [None if one is None else vi.name_sort_key(one, vi.split_name(one)[1]) for one in names]
    assert frame["name_key"].to_list() == keys
    folded = column.to_frame().select(frames.fold_expr(pl.col("name")), frames.nfc_expr(pl.col("name")).alias("nfc"))
    assert folded["name"].to_list() == frame["folded_name"].to_list()
    assert folded["nfc"].to_list() == frame["name"].to_list()
    rests = [None if one is None else vi.split_name(one)[0] for one in names]
    assert frames.split_names(column)["rest"].to_list() == rests


@given(st.lists(st.tuples(NAMES, NAMES | SYLLABLES, st.booleans()), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_columns_of_declared_given_names_agree_too(rows: list[tuple[str, str, bool]]) -> None:
    full = [f"{rest} {given_name}" if is_last else f"{given_name} {rest}" for rest, given_name, is_last in rows]
    given_names = [given_name for _, given_name, _ in rows]
    keys = frames.name_sort_keys(pl.Series(full), pl.Series(given_names)).to_list()
    assert keys == [vi.name_sort_key(*pair) for pair in zip(full, given_names, strict=True)]


@given(
    st.lists(
        st.sampled_from(["H' Hoa Niê", "H'Hoa Niê", "H’  Bia Ksor", "y ' Wit", "Lê Văn K'", "O' Brien", None]),
        max_size=6,
    )
)
def test_a_particle_belongs_to_the_word_behind_it(names: list[str | None]) -> None:
    column = frames.joined_particles(pl.Series("name", names, dtype=pl.String))
    assert column.to_list() == [None if name is None else vi.joined_particles(name) for name in names]
    assert vi.joined_particles("H' Hoa Niê") == "H'Hoa Niê"
    assert vi.joined_particles("Y Sáu K ' Brơi") == "Y Sáu K'Brơi"
    assert vi.joined_particles("O' Brien") == "O' Brien"
