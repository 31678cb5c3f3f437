"""Telephone numbers as people write them in one cell of a list: two at once, a note behind, “không có”."""

import re

from hieuhoc.lib.vietnamese import fold

_BETWEEN = re.compile(r"[/;,|\n&]|\s[-–]\s|\bhoặc\b|\bvà\b|\bor\b", re.IGNORECASE)
_DIGITS = re.compile(r"\+?\d(?:[\s.\-()'’]*\d)*")
_NONE = {
    "",
    "khong",
    "khong co",
    "khong so",
    "khong dung",
    "ko",
    "ko co",
    "k co",
    "k",
    "chua",
    "chua co",
    "trong",
    "0",
    "x",
}


def says_none(text: str) -> bool:
    """“không có”, “chưa có”, a dash: nobody can be called, and nothing is wrong with that."""
    return " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split()) in _NONE


def phones_in(text: str) -> list[str]:
    """The numbers of 9 to 11 digits, in the order they stand, with the national 0 in front."""
    phones = []
    for part in _BETWEEN.split(text):
        for match in _DIGITS.finditer(part):
            phones += _numbers(re.sub(r"[^\d+]", "", match[0]))
    return phones


def _numbers(digits: str) -> list[str]:
    digits = re.sub(r"^(\+84|0084)", "0", digits).lstrip("+")
    digits = re.sub(r"^84(\d{9})$", r"0\1", digits)
    digits = re.sub(r"^([35789]\d{8})$", r"0\1", digits)
    if re.fullmatch(r"0\d{9}0\d{9}", digits):  # two without anything between
        return [digits[:10], digits[10:]]
    return [digits] if 9 <= len(digits) <= 11 else []
