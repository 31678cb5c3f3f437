"""Filters of lists: kept in the address, shown as removable chips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from hieuhoc.web.ui.shapes import Chip

ALL = "all"


@dataclass(frozen=True)
class Filter:
    """One select box. `chosen` "" = nothing filtered; `unset` is what the address says for that."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str
    unset: str = ""

    @property
    def words(self) -> str:
        return next((words for value, words in self.options if value == self.chosen), "")


def filter_of(
    request: HttpRequest, key: str, label: str, options: Iterable[tuple[str, object]], default: str = ""
) -> Filter:
    """What the address chose among the options; an unknown word is no choice."""
    offered = [(str(value), str(words)) for value, words in options]
    asked = request.GET.get(key, default)
    chosen = asked if asked in {value for value, _words in offered} else ""
    return Filter(key, label, offered, chosen, ALL if default else "")


def chips_of(filters: Iterable[Filter], address: str) -> list[Chip]:
    listed = list(filters)
    return [
        Chip(filter_.label, filter_.words, f"{address}?{query_of(listed, without=filter_.key)}")
        for filter_ in listed
        if filter_.chosen
    ]


def query_of(filters: Iterable[Filter], without: str = "") -> str:
    """The filters as parameters of an address."""
    values = {
        filter_.key: (filter_.unset if filter_.key == without or not filter_.chosen else filter_.chosen)
        for filter_ in filters
    }
    return urlencode({key: value for key, value in values.items() if value})
