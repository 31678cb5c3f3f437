"""A value in two columns: “Họ và tên đệm” and “Tên”, “Họ và tên” and “Tên”, or the end in a column without a title."""

from collections.abc import Sequence
from itertools import pairwise

import polars as pl
from django.utils.translation import gettext as _

from hieuhoc.lib.words import told
from hieuhoc.sheets.headers import Matched

_ENDS_ELSEWHERE = 0.5  # of the rows: then the column beside it holds the end
_MOST_WORDS = 3


class Halves:
    """Settled by the first chunk: whether the two are one value in this sheet. `used`: headers that were taken in."""

    def __init__(self, matched: Matched, headers: Sequence[str], untitled: Sequence[str]) -> None:
        self.matched = matched
        self.notes: list[str] = []
        self.used: set[str] = set()
        self.pairs: dict[str, str] | None = None  # header of the beginning → of the end
        self.candidates = _candidates(matched, headers, untitled)

    def joined(self, chunk: pl.DataFrame) -> pl.DataFrame:
        if self.pairs is None:
            self.pairs = {begin: end for begin, end in self.candidates.items() if self._are_halves(chunk, begin, end)}
            self.used = set(self.pairs.values())
            words = _("Cột “%(header)s” được ghép từ hai cột: “%(begin)s” và “%(end)s”.")
            self.notes = [
                told(words, {"header": begin, "begin": begin, "end": end}) for begin, end in self.pairs.items()
            ]
        for begin, end in self.pairs.items():
            whole = pl.when(_lacks(begin, end)).then(pl.concat_str(begin, end, separator=" ")).otherwise(begin)
            chunk = chunk.with_columns(pl.coalesce(whole, end).alias(begin))
        return chunk

    def _are_halves(self, chunk: pl.DataFrame, begin: str, end: str) -> bool:
        if self.matched.mapping[begin] in self.matched.halves:
            return True
        both = chunk.filter(pl.col(begin).is_not_null() & pl.col(end).is_not_null())
        if not both.height:
            return False
        is_name = both[end].str.contains(r"^\D+$") & (both[end].str.split(" ").list.len() <= _MOST_WORDS)
        lacking = both.select((_lacks(begin, end) & is_name).mean()).item()
        return bool(lacking > _ENDS_ELSEWHERE)


def _lacks(begin: str, end: str) -> pl.Expr:
    """The end does not stand in the beginning as words of their own."""
    words = pl.format(" {} ", pl.col(begin).str.to_lowercase())
    return ~words.str.contains(pl.format(" {} ", pl.col(end).str.to_lowercase()), literal=True)


def _candidates(matched: Matched, headers: Sequence[str], untitled: Sequence[str]) -> dict[str, str]:
    """The end stands under its own title, or right behind without one."""
    of_key = {key: header for header, key in matched.mapping.items()}
    pairs = {of_key[key]: end for key, end in matched.ends.items()}
    for begin, behind in pairwise(headers):
        if behind in untitled and begin in matched.mapping and matched.mapping[begin] in matched.joinable:
            pairs.setdefault(begin, behind)
    return pairs
