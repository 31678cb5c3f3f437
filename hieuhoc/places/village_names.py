"""When two ways of writing a village mean the same: TDP3, Tổ 3, Tổ 03 and Tổ dân phố 3. Pure; a property test holds it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from hieuhoc.lib.vietnamese import fold

KINDS = ("Tổ dân phố", "Khu phố", "Tiểu khu", "Buôn", "Thôn", "Bản", "Làng", "Plei", "Bon", "Ấp", "Xóm", "Khóm", "Khu")
USUAL_KIND = "Thôn"
_SHORT = {
    "to dan pho": "Tổ dân phố", "to dp": "Tổ dân phố", "todp": "Tổ dân phố", "tdp": "Tổ dân phố", "t.d.p": "Tổ dân phố",
    "to": "Tổ dân phố", "kp": "Khu phố", "k.p": "Khu phố", "tk": "Tiểu khu", "b.": "Buôn", "th.": "Thôn", "t.": "Thôn",
}  # fmt: skip
_SPELLINGS = {**{fold(kind): kind for kind in KINDS}, **_SHORT}
_ORDERED = sorted(_SPELLINGS, key=len, reverse=True)  # the longest first: "to dan pho" before "to"
_KIND = re.compile("(" + "|".join(map(re.escape, _ORDERED)) + r")(?:(?<=\.)|\.|\b|(?=\d))[\s.:\-]*(?:so\s+(?=\d))?")
# “Buôn Alê, xã Ea Kar”: what lies above a village is no part of its name.
_ABOVE = re.compile(
    r"\s*[,;–-]\s*(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|tp|tx|tt|p|x|h)\b[\s.].*$", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_COUNT = re.compile(r"\d+|\b[a-z]\b")  # what tells sisters apart: Buôn 1 and 2, Buôn Alê A and B
_SPACED = re.compile(r"(?<=\d)\s+(?=[a-z]$)")  # 3 a → 3a
_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_COUNTED = {word: str(number) for words in (_WORDS, _ROMAN) for number, word in enumerate(words, start=1)}
SHORTEST_SLIP = 4  # a slip of the hand in a shorter name would make it another one


@dataclass(frozen=True)
class VillageName:
    """`kind` as offices write it, "" when the text names none; `name` as typed; `key` what names are compared by."""

    kind: str
    name: str
    key: str

    @property
    def title(self) -> str:
        return f"{self.kind or USUAL_KIND} {self.name}"


def village_name(text: str) -> VillageName:
    """ "TDP03" → Tổ dân phố, 3. A text that is only a kind ("Khu") is a name."""
    typed = _ABOVE.sub("", " ".join(text.split())) or text
    kind, name = _split(typed)
    again, rest = _split(name)
    if kind and again == kind:  # a name kept with its kind: Buôn "Buôn Alê"
        name = rest
    if name.isdecimal():
        name = str(int(name))
    return VillageName(kind, name, _key(name))


def is_same(name: VillageName, other: VillageName) -> bool:
    """Nobody who reads both would take them for two; where one names no kind, its name decides."""
    return name.key == other.key and (name.kind == other.kind or not name.kind or not other.kind)


def is_near(name: VillageName, other: VillageName) -> bool:
    """Perhaps the same, and somebody should be asked: another kind of village, a number in words, one slip of the hand."""
    if _counted(name.key) == _counted(other.key):
        return True
    kinds_agree = name.kind == other.kind or not name.kind or not other.kind
    same_numbers = _COUNT.findall(name.key) == _COUNT.findall(other.key)
    return kinds_agree and same_numbers and is_one_slip(name.key, other.key)


def only_same(text: str, others: Collection[str]) -> str | None:
    """The one title among `others` that is the same village; None when none is, or several are."""
    meant = village_name(text)
    same = [other for other in others if is_same(meant, village_name(other))]
    exact = [other for other in same if village_name(other).kind == meant.kind]
    candidates = exact if len(exact) == 1 else same
    return candidates[0] if len(candidates) == 1 else None


def nearest(text: str, others: Collection[str]) -> str | None:
    """The one title among `others` that is nearly the same village."""
    meant = village_name(text)
    near = [other for other in others if is_near(meant, village_name(other))]
    return near[0] if len(near) == 1 else None


def is_one_slip(key: str, other: str) -> bool:
    """One letter left out, put in, changed, or two neighbours swapped."""
    if min(len(key), len(other)) < SHORTEST_SLIP or abs(len(key) - len(other)) > 1 or key == other:
        return False
    short, long = sorted((key, other), key=len)
    start = next((position for position in range(len(short)) if short[position] != long[position]), len(short))
    rest, longer = short[start:], long[start:]
    if len(short) < len(long):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[:2][::-1] and rest[2:] == longer[2:])


def _split(typed: str) -> tuple[str, str]:
    folded = fold(typed)
    kind_match = _KIND.match(folded)
    if not kind_match or len(folded) == kind_match.end() or len(folded) != len(typed):
        return _split_in_marks(typed) if len(folded) != len(typed) else ("", typed)
    return _SPELLINGS[kind_match[1]], typed[kind_match.end() :]


def _split_in_marks(typed: str) -> tuple[str, str]:
    """Folding took letters away (an apostrophe): the kind is looked for in the first words alone."""
    words = typed.split(" ")
    for count in range(min(3, len(words) - 1), 0, -1):
        kind = _SPELLINGS.get(fold(" ".join(words[:count])))
        if kind:
            return kind, " ".join(words[count:])
    return "", typed


def _key(name: str) -> str:
    plain = " ".join(re.sub(r"[^\w]+", " ", fold(name)).split())
    return _SPACED.sub("", _NUMBER.sub(lambda match: str(int(match[0])), plain))


def _counted(key: str) -> str:
    return _COUNTED.get(key, key)
