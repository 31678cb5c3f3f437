"""An official paper as data, whatever it is written in, and the wording that the decree asks for. Pure.

Legal source: Decree 30/2020/NĐ-CP, annex I (parts and their wording), annex III (kinds and their abbreviations).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
OPEN_NUMBER, OPEN_PLACE = "……", "………………"


@dataclass(frozen=True)
class PaperColumn:
    """`key`: how a template names it; `width`: share of what is left, 0 = as wide as its words."""

    key: str
    title: str
    width: int
    is_centred: bool = False


@dataclass(frozen=True)
class PaperTable:
    """Rows have a cell for each column."""

    columns: tuple[PaperColumn, ...]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class PaperPart:
    """A paragraph, a table or both. `lead`: bold words before it ("Điều 1."); alone they are the head of a section."""

    text: str = ""
    lead: str = ""
    table: PaperTable | None = None


@dataclass(frozen=True)
class Annex:
    """Pages of its own behind the paper ("phụ lục", "danh sách"); `attached` says to which paper it belongs."""

    heading: str
    about: str
    attached: str
    table: PaperTable
    closing: str = ""
    is_across: bool = True


@dataclass(frozen=True)
class SignatureBlock:
    """`authority`: lines in capitals ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"); no name: left open for whoever signs."""

    authority: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class OfficialPaper:
    """`kind`: of `documents.kinds`. `number` ("05/QĐ-UBND") or, while there is none, `symbol` ("QĐ-UBND"). `day` None: to
    be written by hand. `authority`: who decides, above the legal bases. `verdict`: the word between bases and articles.
    `is_across`: the width of its table wants the page that way."""

    kind: str
    organ: str
    heading: str
    about: str
    place: str
    body: tuple[PaperPart, ...]
    signatures: tuple[SignatureBlock, ...]
    parent_organ: str = ""
    number: str = ""
    symbol: str = ""
    day: date | None = None
    addressees: tuple[str, ...] = ()
    authority: str = ""
    bases: tuple[str, ...] = ()
    verdict: str = ""
    recipients: tuple[str, ...] = ()
    annex: Annex | None = None
    is_across: bool = False


def number_text(sequence: int, symbol: str) -> str:
    """ "05/QĐ-UBND": below ten with a nought before it."""
    return f"{sequence:02d}/{symbol}"


def number_wish(text: str) -> tuple[int | None, str]:
    """What an officer asks of the register, as "113/QĐ-UBND" or "/QĐ-UBND": (where the year begins or None, the symbol)."""
    first, symbol = re.fullmatch(r"(\d*)\s*/*\s*(.*?)", text.strip()).groups()  # type: ignore[union-attr]
    return (int(first) if first else None), symbol


def number_line(paper: OfficialPaper) -> str:
    if paper.number or not paper.symbol:
        return f"Số: {paper.number or OPEN_NUMBER}"
    return f"Số: {OPEN_NUMBER}/{paper.symbol}"


def day_words(day: date | None) -> str:
    """Days below ten, January and February have a nought before them."""
    if day is None:
        return "ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_line(paper: OfficialPaper) -> str:
    return f"{paper.place or OPEN_PLACE}, {day_words(paper.day)}"


def attached_to(heading: str, paper_number: str, day: date | None) -> str:
    """What stands above a list that goes with a paper."""
    return f"(Kèm theo {heading} số {paper_number or OPEN_NUMBER} {day_words(day)})"


def with_stops(lines: Sequence[str]) -> list[str]:
    """Each ends in a semicolon, the last in a full stop."""
    bare = [line.strip().rstrip(";.").strip() for line in lines if line.strip()]
    return [f"{line}." if line is bare[-1] else f"{line};" for line in bare]


def basis_lines(text: str) -> tuple[str, ...]:
    """Lines of a legal basis as offices keep it: one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """The last is always whoever keeps the paper."""
    lines = list(recipients)
    if not any(line.startswith("Lưu") for line in lines):
        lines.append("Lưu: VT")
    return [f"- {line}" for line in with_stops(lines)]
