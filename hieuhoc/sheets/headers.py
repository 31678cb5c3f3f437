"""Which header of the file is which column of the sheet: matched folded, with the accepted other names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold
from hieuhoc.sheets.definition import Column


@dataclass(frozen=True)
class Matched:
    """`mapping`: header → key; `ticked`: header → (key, word); `holds`: ticked header → key of the day that may stand
    there; `ends`: key → header of the column that may hold the value's end; `halves`: keys whose own column holds only
    the beginning; `unknown`: headers nobody knows."""

    mapping: dict[str, str]
    ticked: dict[str, tuple[str, str]]
    holds: dict[str, str]
    ends: dict[str, str]
    halves: frozenset[str]
    joinable: frozenset[str]  # keys whose value may stand in two columns
    unknown: list[str]

    def keys(self) -> dict[str, str]:
        """Header → key of every column that is read."""
        return {header: key for header, (key, _word) in self.ticked.items()} | self.mapping

    def notes(self) -> list[str]:
        marks = [
            _("Cột “%(header)s”: ô có dấu x được hiểu là “%(word)s”; ô trống không nói gì.")
            % {"header": header, "word": word}
            for header, (_key, word) in self.ticked.items()
        ]
        unused = [header for header in self.unknown if header not in self.ends.values()]
        return [*marks, *(_("Cột “%(header)s” không dùng.") % {"header": header} for header in unused)]


def match_headers(file_headers: Sequence[str], columns: tuple[Column, ...]) -> Matched:
    """Raises Refusal when a required column is missing or given twice."""
    names = {
        _plain(name): column.key for column in columns for name in (str(column.header), column.key, *column.aliases)
    }
    mapping = {header: names[_plain(header)] for header in file_headers if _plain(header) in names}
    ends = {column.key: header for column in columns if (header := _one_of(file_headers, column.ends))}
    halves = {
        header: column.key
        for column in columns
        if column.key in ends
        and column.key not in mapping.values()
        and (header := _one_of(file_headers, column.begins))
    }
    mapping |= halves
    twice = {key for key in mapping.values() if list(mapping.values()).count(key) > 1}
    if twice:
        headers = ", ".join(str(column.header) for column in columns if column.key in twice)
        raise Refusal(
            _("Cột này có hai lần trong tệp: %(headers)s.") % {"headers": headers},
            remedy=_("Bỏ bớt một cột."),
            code="column_twice",
        )
    ticked = _ticked(file_headers, [column for column in columns if column.key not in mapping.values()])
    holds = {column.key: column.ticks_hold for column in columns if column.ticks_hold}
    given = {*mapping.values(), *(holds[key] for key, _word in ticked.values() if key in holds)}
    missing = [str(column.header) for column in columns if column.is_required and column.key not in given]
    if missing:
        raise Refusal(
            _("Tệp thiếu cột bắt buộc: %(headers)s.") % {"headers": ", ".join(missing)},
            remedy=_("Dùng tệp mẫu, giữ nguyên dòng tiêu đề."),
            code="column_missing",
        )
    return Matched(
        mapping,
        ticked,
        {header: holds[key] for header, (key, _word) in ticked.items() if key in holds},
        {key: header for key, header in ends.items() if key in mapping.values()},
        frozenset(halves.values()),
        frozenset(column.key for column in columns if column.ends),
        [header for header in file_headers if header not in mapping and header not in ticked],
    )


def _one_of(file_headers: Sequence[str], titles: tuple[str, ...]) -> str:
    wanted = {_plain(title) for title in titles}
    return next((header for header in file_headers if _plain(header) in wanted), "")


def _ticked(file_headers: Sequence[str], columns: Sequence[Column]) -> dict[str, tuple[str, str]]:
    words = {_plain(word): (column.key, word) for column in columns for word in column.ticked}
    return {header: words[_plain(header)] for header in file_headers if _plain(header) in words}


def _plain(header: str) -> str:
    """Folded letters and digits only: `Số định danh *` and `so dinh danh` are one."""
    return "".join(letter for letter in fold(header) if letter.isalnum())
