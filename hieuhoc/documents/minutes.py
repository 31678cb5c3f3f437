"""Minutes of a meeting ("biên bản họp") as an official paper. What is not known yet is left open, to be written by hand. Pure.

Legal source: Decree 30/2020/NĐ-CP, annex III, model 1.10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hieuhoc.documents.rules import (
    OPEN_PLACE,
    Annex,
    OfficialPaper,
    PaperPart,
    SignatureBlock,
    day_words,
)


@dataclass(frozen=True)
class Minutes:
    """`about`: "họp xét công nhận …"; `present`, `absent`: people with their offices; `business`: what was said, voted and
    concluded; times in local time."""

    kind: str
    organ: str
    place: str
    about: str
    business: Sequence[PaperPart]
    parent_organ: str = ""
    number: str = ""
    symbol: str = "BB-HKH"
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    held_at: str = ""
    present: Sequence[str] = ()
    absent: Sequence[str] = ()
    chair: str = ""
    secretary: str = ""
    recipients: tuple[str, ...] = ()
    annex: Annex | None = None


def minutes_paper(minutes: Minutes) -> OfficialPaper:
    return OfficialPaper(
        kind=minutes.kind,
        organ=minutes.organ,
        parent_organ=minutes.parent_organ,
        heading="Biên bản",
        about=minutes.about,
        place=minutes.place,
        number=minutes.number,
        symbol=minutes.symbol,
        day=minutes.begun_at.date() if minutes.begun_at else None,
        body=(*_opened(minutes), *minutes.business, _closed(minutes)),
        signatures=(SignatureBlock(("Thư ký",), minutes.secretary), SignatureBlock(("Chủ tọa",), minutes.chair)),
        recipients=minutes.recipients,
        annex=minutes.annex,
    )


def _opened(minutes: Minutes) -> list[PaperPart]:
    parts = [
        PaperPart(f"{_moment(minutes.begun_at)}.", "Thời gian bắt đầu:"),
        PaperPart(f"{minutes.held_at or OPEN_PLACE}.", "Địa điểm:"),
        PaperPart(f"{_people(minutes.present)}.", "Thành phần tham dự:"),
    ]
    if minutes.absent:
        parts.append(PaperPart(f"{_people(minutes.absent)}.", "Vắng mặt:"))
    return [
        *parts,
        PaperPart(f"{minutes.chair or OPEN_PLACE}.", "Chủ tọa:"),
        PaperPart(f"{minutes.secretary or OPEN_PLACE}.", "Thư ký:"),
        PaperPart(lead="Nội dung:"),
    ]


def _closed(minutes: Minutes) -> PaperPart:
    return PaperPart(f"Buổi họp kết thúc vào {_moment(minutes.ended_at)}./.")


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return f"…… giờ ……, {day_words(None)}"
    return f"{moment.hour} giờ {moment.minute:02d}, {day_words(moment.date())}"


def _people(people: Sequence[str]) -> str:
    return "; ".join(people) or OPEN_PLACE
