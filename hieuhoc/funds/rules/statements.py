"""What came into a bank account, line by line, whichever bank wrote the file; and which promised gift a line speaks of.

The files of banks are data (`data/statements.toml`): under which titles a bank writes the day, what came in, its number and its
words. A file that fits none is refused, with what was looked for.
"""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "data" / "statements.toml"
# As in `lib.opaque`: eleven letters and one to check them by; banks put spaces where they like.
CODE = re.compile(r"HH[0-9A-HJKMNP-TV-Z]{12}")
WHOLE = re.compile(r"[+-]?\d+(?:[.,]0{1,2})?")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]0{1,2})?")


@dataclass(frozen=True)
class BankLayout:
    """Titles a bank gives the columns, as they stand in its file. `credit`: what came in, or signed amounts."""

    code: str
    bank: str
    day: tuple[str, ...]
    credit: tuple[str, ...]
    words: tuple[str, ...]
    reference: tuple[str, ...]
    certainty: str


@dataclass(frozen=True)
class StatementRow:
    """One line of a statement that brought something in; `amount` in đồng."""

    booked_on: date
    amount: int
    reference: str
    words: str


@cache
def layouts() -> tuple[BankLayout, ...]:
    return tuple(_layout(entry) for entry in tomllib.loads(FILE.read_text("utf-8"))["layout"])


def _layout(entry: dict[str, Any]) -> BankLayout:
    told: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return BankLayout(**told)


def columns_of(layout: BankLayout, headers: Mapping[str, str]) -> dict[str, str] | None:
    """What → the column of the file; `headers`: folded title → title as written. None where a needed one is not there."""
    chosen = {
        what: next((headers[key] for key in getattr(layout, what) if key in headers), "")
        for what in ("day", "credit", "words", "reference")
    }
    return chosen if chosen["day"] and chosen["credit"] and chosen["words"] else None


def amount_in(text: str) -> int:
    """đồng; "" is nought. "1,250,000", "1.250.000", "1250000.00 VND". Raises ValueError for what is no whole amount."""
    bare = re.sub(r"(?i)\s|vnd|vnđ|đ", "", text)
    if not bare or bare == "-":
        return 0
    if not (GROUPED.fullmatch(bare) or WHOLE.fullmatch(bare)):
        raise ValueError("no amount")
    whole = re.sub(r"[.,]0{1,2}$", "", bare)
    return int(re.sub(r"[.,]", "", whole))


def code_in(words: str) -> str:
    """The code of a gift that the words of a transfer hold; "" for none or for more than one."""
    codes = set(CODE.findall(re.sub(r"[^0-9A-Z]", "", words.upper())))
    return codes.pop() if len(codes) == 1 else ""


def marks_of(rows: Sequence[StatementRow]) -> list[bytes]:
    """What tells a line apart from every other of its account, however often and in whichever file it comes again: equal lines of
    one day are told apart by how many came before."""
    seen: Counter[tuple[date, int, str, str]] = Counter()
    marks = []
    for row in rows:
        key = (row.booked_on, row.amount, row.reference, " ".join(row.words.split()).casefold())
        seen[key] += 1
        said = "\x1f".join([*(str(part) for part in key), str(seen[key])])
        marks.append(hashlib.blake2b(said.encode(), digest_size=16).digest())
    return marks


def gifts_meant(rows: Iterable[StatementRow], promised: Mapping[str, int]) -> list[str]:
    """For each row the code of the gift it pays, "" where somebody must be asked. `promised`: code → đồng. A gift is paid once."""
    left: dict[str, int] = dict(promised)
    meant = []
    for row in rows:
        code = code_in(row.words)
        is_paid = bool(code) and left.get(code) == row.amount
        if is_paid:
            del left[code]
        meant.append(code if is_paid else "")
    return meant


def folded(headers: Collection[tuple[str, str]]) -> dict[str, str]:
    """(folded title, title) pairs as a mapping; the first of two alike stands."""
    titles: dict[str, str] = {}
    for key, title in headers:
        titles.setdefault(key, title)
    return titles
