"""What a number shows under its number format, as far as a list of people needs it: a plain number, a number with zeros
in front, a day, a year alone, a time."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

type Shows = Literal["number", "zeros", "day", "year", "time"]

DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Numbers of formats that files do not write out ([ECMA-376] 18.8.30; 27 to 36 and 50 to 58 are days of East Asia).
BUILT_IN: dict[int, str] = (
    dict.fromkeys((*range(14, 18), *range(27, 37), *range(50, 59)), "d/m/yyyy")
    | dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm")
    | {22: "d/m/yyyy h:mm"}
)
_UNSEEN = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours, conditions, locales; spaces as wide as a letter; fillers
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BETWEEN = set(" .-/()")
_MOST_ZEROS = 20


@dataclass(frozen=True)
class Format:
    """`pattern` of "zeros": `0` for a digit that always shows, `#` for one that may, other letters as they are."""

    shows: Shows = "number"
    pattern: str = ""


NUMBER = Format()


@cache
def format_of(code: str) -> Format:
    """From a format code as files hold it; what is not understood shows the number as it is."""
    first = code.split(";")[0]
    if "[h" in first.lower() or "[m" in first.lower() or "[s" in first.lower():
        return Format("time")
    if "[<" in first or "[>" in first or "[=" in first:
        return NUMBER
    seen = _UNSEEN.sub("", first)
    bare = _QUOTED.sub("", seen).lower()
    if "general" in bare or "@" in bare or "%" in bare or "e+" in bare:
        return NUMBER
    if "y" in bare or "d" in bare or ("m" in bare and "h" not in bare and "s" not in bare):
        return Format("day") if set(bare) & set("dm") else Format("year")
    if "h" in bare or "s" in bare:
        return Format("time")
    return _zeros(_marked(seen))


def _marked(seen: str) -> str:
    """Literals as letters of a private range, so that a quoted 0 is no place for a digit."""
    return _QUOTED.sub(lambda match: "".join(chr(0xE000 + ord(letter)) for letter in match[1] or match[2] or ""), seen)


def _zeros(pattern: str) -> Format:
    """Zeros and single letters between them; a 0 written as a literal stands before the digits."""
    places = [letter for letter in pattern if letter in "0#?"]
    others = [letter for letter in pattern if letter not in "0#?"]
    is_plain = all(letter in _BETWEEN or letter >= "\ue000" for letter in others)
    literal_zero = chr(0xE000 + ord("0")) in others
    if not is_plain or len(places) > _MOST_ZEROS or "0" not in places:
        return Format("zeros", pattern) if is_plain and literal_zero and places else NUMBER
    fixed = len(places) - places.index("0")  # once a zero must show, so must what follows it
    return Format("zeros", pattern) if fixed > 1 or literal_zero else NUMBER


@cache
def with_zeros(digits: str, pattern: str) -> str:
    """66085000402 under 000000000000 → 066085000402; 905123456 under 0### ### ### → 0905 123 456."""
    places = [letter for letter in pattern if letter in "0#?"]
    must = len(places) - places.index("0") if "0" in places else 0
    left = list(digits.zfill(must))
    shown: list[str] = []
    rest = len(places)
    for letter in reversed(pattern):
        if letter in "0#?":
            rest -= 1
            if left:
                shown.append(left.pop())
            if not rest:  # the first place takes all digits that are left
                shown += reversed(left)
                left = []
        elif left or letter >= "\ue000":
            shown.append(chr(ord(letter) - 0xE000) if letter >= "\ue000" else letter)
    return "".join(reversed(shown))


def shown_number(text: str, form: Format, *, is_1904: bool = False) -> str:
    """What a cell with this number shows: `text` as the file writes it ("1985", "6.6085E10")."""
    value = float(text)
    if value != value or value in (float("inf"), float("-inf")):
        return text
    if form.shows == "zeros" and value.is_integer() and 0 <= value < 1e15:
        return with_zeros(str(int(value)), form.pattern)
    if form.shows in ("day", "year", "time"):
        return _shown_day(value, form.shows, is_1904) or _plain(value)
    return _plain(value)


def behind_year(text: str, *, is_1904: bool = False) -> str:
    """The day a cell holds that shows only its year."""
    return _shown_day(float(text), "day", is_1904)


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _shown_day(value: float, shows: Shows, is_1904: bool) -> str:
    """ "" for a number that is no day."""
    days, seconds = divmod(round(value * 86_400), 86_400)
    if not 0 <= days < 2_958_466:
        return ""
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if shows == "time" and days == 0:
        return clock
    day = (DAY_ZERO_1904 if is_1904 else DAY_ZERO) + timedelta(days=days + (not is_1904 and days < 60))
    if shows == "year":
        return f"{day.year:04}"
    written = f"{day.day:02}/{day.month:02}/{day.year:04}"
    return f"{written} {clock}" if seconds else written
