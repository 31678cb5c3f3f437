"""Which header of the file is which column of the sheet: matched folded, with the accepted other names, without what is
noted behind a title in brackets. What only resembles a title is nearly one (`nearly`): the officer is asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.sheet_cells import plain_title, title_key
from hieuhoc.lib.vietnamese import fold, nfc
from hieuhoc.lib.words import told
from hieuhoc.sheets.definition import Column

NAME_PARTS = ("Tên", "Họ")
# Words that are one without their marks. A title typed without marks may mean either; one typed with them means its own.
ALIKE_UNMARKED = (frozenset({"họ", "hộ"}), frozenset({"nam", "năm"}))
_PARTNER = re.compile(r" ten (cua )?(nguoi )?(vo|chong|ban doi) ")


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
    rivals: dict[str, list[str]]  # key → headers that all mean it, the one that is read first
    unknown: list[str]

    def keys(self) -> dict[str, str]:
        """Header → key of every column that is read."""
        return {header: key for header, (key, _word) in self.ticked.items()} | self.mapping

    def notes(self) -> list[str]:
        marks = [
            told(
                _("Cột “%(header)s”: ô có dấu x được hiểu là “%(word)s”; ô trống không nói gì."),
                {"header": header, "word": word},
            )
            for header, (_key, word) in self.ticked.items()
        ]
        rivals = {header for headers in self.rivals.values() for header in headers}
        unused = [header for header in self.unknown if header not in self.ends.values() and header not in rivals]
        return [*marks, *map(not_used, unused)]


def not_used(header: str) -> str:
    if _PARTNER.search(f" {_words(header)} "):
        words = _(
            "Cột “%(header)s” ghi thêm một người trong cùng dòng: người đó chưa được đọc. "
            "Ghi mỗi người một dòng rồi gửi lại tệp."
        )
        return told(words, {"header": header})
    return told(_("Cột “%(header)s” không dùng."), {"header": header})


def match_headers(file_headers: Sequence[str], columns: tuple[Column, ...]) -> Matched:
    """Raises Refusal when a required column is missing."""
    names = {
        plain_title(name): (column.key, name)
        for column in columns
        for name in (str(column.header), column.key, *column.aliases)
    }
    mapping = _named(file_headers, names, plain_title)
    noted = _named(file_headers, names, title_key)
    mapping |= {header: key for header, key in noted.items() if key not in mapping.values()}
    ends = {column.key: header for column in columns if (header := _one_of(file_headers, column.ends))}
    halves = {
        header: column.key
        for column in columns
        if column.key in ends
        and column.key not in mapping.values()
        and (header := _one_of(file_headers, column.begins))
    }
    mapping |= halves
    rivals = _rivals(mapping, columns)
    mapping = {header: key for header, key in mapping.items() if header == rivals.get(key, [header])[0]}
    ticked = _ticked(file_headers, [column for column in columns if column.key not in mapping.values()])
    holds = {column.key: column.ticks_hold for column in columns if column.ticks_hold}
    given = {*mapping.values(), *(holds[key] for key, _word in ticked.values() if key in holds)}
    missing = [str(column.header) for column in columns if column.is_required and column.key not in given]
    if missing:
        unknown = [header for header in file_headers if header not in mapping]
        raise Refusal(
            _("Tệp thiếu cột bắt buộc: %(headers)s.") % {"headers": ", ".join(missing)},
            remedy=remedy(
                nearly(unknown, [column for column in columns if column.is_required and column.key not in given])
            ),
            code="column_missing",
        )
    return Matched(
        mapping,
        ticked,
        {header: holds[key] for header, (key, _word) in ticked.items() if key in holds},
        {key: header for key, header in ends.items() if key in mapping.values()},
        frozenset(halves.values()),
        frozenset(column.key for column in columns if column.ends),
        rivals,
        [header for header in file_headers if header not in mapping and header not in ticked],
    )


def _named(
    file_headers: Sequence[str], names: dict[str, tuple[str, str]], plain: Callable[[str], str]
) -> dict[str, str]:
    """Header → key of the titles (`names`: plain → key, title) they are."""
    known = {header: names[plain(header)] for header in file_headers if plain(header) in names}
    return {header: key for header, (key, title) in known.items() if not says_another_word(header, title)}


def says_another_word(header: str, title: str) -> bool:
    """“Mã họ” is no “Mã hộ”, “Năm” no “Nam”: the marks of the header say a word that the title does not have."""
    said, ours = _marked_words(header), _marked_words(title)
    return any(
        word != fold(word) and word not in ours and not alike.isdisjoint(ours)
        for alike in ALIKE_UNMARKED
        for word in alike & said
    )


def _marked_words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", nfc(title).lower()))


def _rivals(mapping: dict[str, str], columns: Sequence[Column]) -> dict[str, list[str]]:
    """CCCD and CMND, Ngày sinh and Năm sinh: columns that mean the same one, its own title first."""
    rivals: dict[str, list[str]] = {}
    for column in columns:
        headers = [header for header, key in mapping.items() if key == column.key]
        if len(headers) > 1:
            own = plain_title(str(column.header))
            rivals[column.key] = sorted(headers, key=lambda header: plain_title(header) != own)
    return rivals


def nearly(file_headers: Sequence[str], columns: Sequence[Column]) -> dict[str, Column]:
    """Headers that hold a title of one of these columns among other words: “Số thẻ CCCD”, “Tên thôn, buôn”."""
    near: dict[str, Column] = {}
    for header in file_headers:
        meant = [column for column in columns if _holds_title(header, column) or only_resembles(header, column)]
        if len(meant) == 1:
            near[header] = meant[0]
    return near


def _holds_title(header: str, column: Column) -> bool:
    """A part of a name says nothing by itself: “Tên trường” is no given name."""
    parts = {*NAME_PARTS, *column.ends}
    return any(_holds(header, name) for name in (str(column.header), *column.aliases) if name not in parts)


def _holds(header: str, title: str) -> bool:
    return f" {_words(title)} " in f" {_words(header)} " and not says_another_word(header, title)


def only_resembles(header: str, column: Column) -> bool:
    """An address is no title of ours: its cells must look like the column's. One word is a title only alone: “Hộ” may be the
    code of a household, “Hộ nghèo” is not."""
    alone = _words(header)
    return any(_holds(header, title) and (" " in title or _words(title) == alone) for title in column.resembles)


def _words(header: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(header)).split())


def remedy(near: dict[str, Column]) -> str:
    if not near:
        return _("Dùng tệp mẫu, giữ nguyên dòng tiêu đề.")
    header, column = next(iter(near.items()))
    alike = [other for other, meant in near.items() if meant is column]
    if len(alike) > 1 and getattr(column.kind, "is_own", False):
        return _(
            "Các cột %(headers)s đều giống cột đó, mà mỗi dòng chỉ là một người: ghi mỗi người một dòng, tên ở cột "
            "“%(title)s”; hoặc dùng tệp mẫu."
        ) % {"headers": ", ".join(f"“{other}”" for other in alike), "title": column.header}
    return _("Nếu cột “%(header)s” là cột đó, đổi tiêu đề thành “%(title)s”; hoặc dùng tệp mẫu.") % {
        "header": header,
        "title": column.header,
    }


def _one_of(file_headers: Sequence[str], titles: tuple[str, ...]) -> str:
    wanted = {plain_title(title): ("", title) for title in titles}
    return next(iter(_named(file_headers, wanted, plain_title)), "")


def _ticked(file_headers: Sequence[str], columns: Sequence[Column]) -> dict[str, tuple[str, str]]:
    words = {plain_title(word): (column.key, word) for column in columns for word in column.ticked}
    known = {header: words[plain_title(header)] for header in file_headers if plain_title(header) in words}
    return {header: meant for header, meant in known.items() if not says_another_word(header, meant[1])}
