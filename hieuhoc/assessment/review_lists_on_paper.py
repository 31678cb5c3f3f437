"""The review list as a paper to sign: the people of a list of dossiers ("trích ngang"), or those laid before a council ("trình
xét"). Always in Vietnamese: an official paper has one language."""

from collections.abc import Sequence

from django.utils import timezone

from hieuhoc.assessment.lists_on_paper import PEOPLE_COLUMNS, ListedPerson, organs_at, people_of, people_rows
from hieuhoc.assessment.models import Dossier, Meeting
from hieuhoc.documents.rules import OfficialPaper, PaperPart, PaperTable, SignatureBlock
from hieuhoc.lib.numbers import format_number
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.reads import commune_of, label_of

REVIEW_LIST = "review_list"
AWARDED = "danh hiệu Công dân học tập"
AGREED, REFUSED = "Đồng ý", "Không đồng ý"


def reviewed_paper(
    people: Sequence[ListedPerson],
    *,
    place: int | None = None,
    unit: WorkUnit | None = None,
    year: int | None,
    is_waiting: bool = False,
) -> OfficialPaper:
    """`place`, `unit`: whose list it is, None where nobody's; `year` None: of several; `is_waiting`: those still to be reviewed,
    and no others."""
    heading = "Danh sách trình xét" if is_waiting else "Danh sách trích ngang"
    about = f"Người {'trình' if is_waiting else 'được'} xét công nhận {AWARDED}{f' năm {year}' if year else ''}"
    return _list_paper(people, heading, about, place, unit)


def council_list(meeting: Meeting) -> OfficialPaper:
    """All that is laid before the meeting. The result is left open, to be written by hand, until it was held."""
    return _list_paper(
        laid_before(meeting),
        "Danh sách trình xét",
        f"Hồ sơ trình Hội đồng xét duyệt {AWARDED} năm {meeting.round.year}",
        meeting.place_id,
        None,
    )


def laid_before(meeting: Meeting) -> list[ListedPerson]:
    lines = meeting.lines.values_list("dossier", "agrees", "reason")
    said = {dossier: _said(agrees, reason) for dossier, agrees, reason in lines}
    return people_of(Dossier.objects.filter(meeting_lines__meeting=meeting), results=said)


def _said(agrees: bool | None, reason: str) -> str:
    if agrees is None:
        return ""
    return AGREED if agrees else f"{REFUSED}: {reason}" if reason else REFUSED


def _list_paper(
    people: Sequence[ListedPerson], heading: str, about: str, place: int | None, unit: WorkUnit | None
) -> OfficialPaper:
    """Number and day are left open."""
    today = timezone.localdate()
    seat = (commune_of(place, today) or place) if place else None
    organ, parent = organs_at(seat, unit)
    return OfficialPaper(
        kind=REVIEW_LIST,
        organ=organ,
        parent_organ=parent,
        heading=heading,
        about=about,
        place=label_of(seat, today).on_papers if seat else "",
        body=(
            PaperPart(table=PaperTable(PEOPLE_COLUMNS, people_rows(people))),
            PaperPart(f"Danh sách này có {format_number(len(people))} người./."),
        ),
        signatures=(
            SignatureBlock(("Người lập danh sách",)),
            SignatureBlock(("Thủ trưởng đơn vị",) if unit else ("Chủ tịch",)),
        ),
        is_across=True,
    )
