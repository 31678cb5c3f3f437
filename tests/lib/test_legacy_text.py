"""Rosters typed in the nineties are still sent: TCVN3 and VNI are recognised and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.lib import legacy_text as old

UNICODE = (
    "Nguyễn Văn Hoà, Trần Thị Phượng, Huỳnh Đức Thủy, Đắk Lắk, Phú Yên, xã Hoà Thành, thôn Ngọc Lãng, Đặng Quỳnh Như"
)
TCVN3 = "NguyÔn V¨n Hoµ, TrÇn ThÞ Ph­îng, Huúnh §øc Thñy, §¾k L¾k, Phó Yªn, x· Hoµ Thµnh, th«n Ngäc L·ng, §Æng Quúnh Nh­"
VNI = (
    "Nguyeãn Vaên Hoaø, Traàn Thò Phöôïng, Huyønh Ñöùc Thuûy, Ñaék Laék, Phuù Yeân, xaõ Hoaø Thaønh, "
    "thoân Ngoïc Laõng, Ñaëng Quyønh Nhö"
)
LOWER = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"


def test_tcvn3_is_read() -> None:
    assert old.from_tcvn3(TCVN3) == UNICODE


def test_vni_is_read() -> None:
    assert old.from_vni(VNI) == UNICODE


def test_capital_letters_are_read() -> None:
    assert old.from_tcvn3("NGUYÔN V¡N HOµ") == "NGUYỄN VĂN HOÀ"
    assert old.from_vni("NGUYEÃN VAÊN HOAØ ÑÖÙC") == "NGUYỄN VĂN HOÀ ĐỨC"


def test_every_letter_has_its_place() -> None:
    back = {new: code for code, new in old._TCVN3.items()}
    assert old.from_tcvn3(" ".join(back[letter] for letter in LOWER)) == " ".join(LOWER)
    assert len(back) == 74
    assert {new for new in old._VNI.values() if new.islower()} == set(LOWER)
    assert {new for new in old._VNI.values() if new.isupper()} == set(LOWER.upper())


@pytest.mark.parametrize(
    ("text", "kind"), [(TCVN3, "tcvn3"), (VNI, "vni"), (UNICODE, None), ("Nguyen Van An", None), ("", None)]
)
def test_the_encoding_is_recognised(text: str, kind: str | None) -> None:
    assert old.detect_legacy(text) == kind


@pytest.mark.parametrize("word", ["Hoµ", "TrÇn ThÞ Lan", "Ph­îng", "§øc"])
def test_one_tcvn3_name_is_enough(word: str) -> None:
    assert old.detect_legacy(word) == "tcvn3"


@pytest.mark.parametrize("word", ["Tuù", "Nguyeãn", "Ñöùc", "Phöôïng"])
def test_one_vni_name_is_enough(word: str) -> None:
    assert old.detect_legacy(word) == "vni"


@pytest.mark.parametrize(
    "name", ["Y Blŏk Niê", "H'Hen Niê", "Y Thịnh Êban", "Y Ñuê Buôn Krông", "Rơ Chăm Ayŭn", "Ơ̆ng Čư", "François Müller"]
)
def test_names_of_other_languages_are_left_alone(name: str) -> None:
    assert old.detect_legacy(name) is None


@given(st.lists(st.sampled_from(UNICODE.replace(",", "").split()), min_size=1, max_size=10))
def test_unicode_is_never_taken_for_an_old_encoding(words: list[str]) -> None:
    assert old.detect_legacy(" ".join(words)) is None


@pytest.mark.parametrize("word", ["Nguyễn", "quýt", "khuya", "hươu", "nghiêng", "PHƯỢNG", "ưu", "y", "giếng", "xoáy"])
def test_a_syllable_is_known(word: str) -> None:
    assert old.is_syllable(word)


@pytest.mark.parametrize("word", ["NguyÔn", "Vaên", "Blŏk", "kết́", "bcd", "Ph­îng", "Hoaø"])
def test_what_is_no_syllable_is_known_too(word: str) -> None:
    assert not old.is_syllable(word)


def test_strange_names_among_unicode_ones_are_not_taken_for_an_old_encoding() -> None:
    strange = "Trần Văn Aình\nLê Thị Aánh\nHồ Thị Oânh\nPhan Quốc Hùng\nĐỗ Văn Aốn\nY Aûn Ênuôl"
    assert old.detect_legacy(strange) is None
    assert old.detect_legacy("\n".join([VNI] * 20 + ["Nguyễn"])) == "vni"  # one cell written later changes nothing
