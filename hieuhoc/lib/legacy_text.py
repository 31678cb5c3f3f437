"""Vietnamese text from before Unicode: TCVN3 (fonts .Vn…, "ABC") and VNI, found by what their letters would spell.

Both kept Vietnamese letters in the places of Western ones, so "NguyÔn V¨n Hoµ" and "Nguyeãn Vaên Hoaø" are Nguyễn Văn
Hoà.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

type Legacy = Literal["tcvn3", "vni"]

_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô­øõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_MARKS = {
    "a": dict(zip("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
}
_VNI_ALONE = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))


def _both_cases(pairs: dict[str, str]) -> dict[str, str]:
    upper = {old.upper(): new.upper() for old, new in pairs.items()}
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in pairs.items()}
    return pairs | mixed | upper


_VNI = _both_cases({base + mark: new for base, marks in _VNI_MARKS.items() for mark, new in marks.items()} | _VNI_ALONE)
_VNI_FOUND = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_TCVN3_TABLE = str.maketrans(_TCVN3)
# Letters that only Unicode has: the old encodings had nothing beyond the Western ones.
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\s.,;:/()\"'\d]+")


def from_tcvn3(text: str) -> str:
    """Capitals with tones had no place of their own (fonts .VnTimeH drew them): a word whose plain letters are all
    capital becomes one."""

    def converted(match: re.Match[str]) -> str:
        word = match[0].translate(_TCVN3_TABLE)
        plain = [letter for letter in match[0] if letter.isascii() and letter.isalpha()]
        return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word

    return _WORD.sub(converted, text)


def from_vni(text: str) -> str:
    return _VNI_FOUND.sub(lambda match: _VNI[match[0]], unicodedata.normalize("NFC", text))


# Whether a word can be a Vietnamese syllable: by that, and by nothing else, the encodings are told apart.

_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_NUCLEUS = (
    "(?:iê|yê|ia|ya|uô|ua|ươ|ưa|uyê|uya|oai|oay|oeo|oao|oa|oă|oe|uâ|uê|uy|uơ|uây|uôi|ươi|ươu|iêu|yêu|uyu|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu"
    "|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|c|m|nh|ng|n|p|t)?")
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


def is_syllable(word: str) -> bool:
    """At most one tone, letters in a Vietnamese order, capital only at the start or throughout."""
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    toneless = "".join(part for part in parts if part not in _TONE_MARKS)
    return len(parts) - len(toneless) <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)))


def marked_words(text: str) -> list[str]:
    """Words with a letter beyond ASCII; a single character (µ, §) says nothing."""
    return [word for word in _WORD.findall(text) if len(word) > 1 and not word.isascii()]


def spelled_share(words: Iterable[str]) -> float:
    judged = [is_syllable(word) for word in words]
    return sum(judged) / len(judged) if judged else 0.0


def detect_legacy(text: str) -> Legacy | None:
    """The old encoding of the text, or None when it is Unicode or cannot be told. Judge a column at once rather than
    one cell."""
    words = marked_words(unicodedata.normalize("NFC", text))
    # Names that spell no Vietnamese syllable (Ê Đê, foreign ones) must not tip the scales of a column in Unicode.
    if 10 * sum(map(bool, map(_UNICODE_ONLY.search, words))) > len(words):
        return None
    shares: dict[Legacy | None, float] = {
        None: spelled_share(words),
        "tcvn3": spelled_share(map(from_tcvn3, words)),
        "vni": spelled_share(map(from_vni, words)),
    }
    best = max(shares, key=lambda kind: shares[kind])  # None first: it wins a draw
    return best if shares[best] >= 0.6 else None


def to_unicode(text: str, kind: Legacy) -> str:
    return unicodedata.normalize("NFC", from_tcvn3(text) if kind == "tcvn3" else from_vni(text))
