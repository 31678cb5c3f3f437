"""The minutes of a council's meeting, with those it did not agree to. Always in Vietnamese: an official paper has one
language."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.assessment.council import counts_of
from hieuhoc.assessment.lists_on_paper import PEOPLE_COLUMNS, ListedPerson, people_rows
from hieuhoc.assessment.models import Meeting, MeetingLine
from hieuhoc.documents.minutes import Minutes, minutes_paper
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.documents.reads import standing_number
from hieuhoc.documents.rules import Annex, OfficialPaper, PaperPart, PaperTable
from hieuhoc.lib.numbers import format_number
from hieuhoc.people.models import Sex
from hieuhoc.places.reads import label_of, labels

KIND, SUBJECT = "council_minutes", "meeting"


def minutes_on_paper(meeting: Meeting, refused: Sequence[MeetingLine], *, laid: int, agreed: int) -> bytes:
    """As `council_minutes`."""
    return pdf_of(council_minutes(meeting, refused, laid=laid, agreed=agreed))


def minutes_of_held(meeting: Meeting) -> OfficialPaper:
    """From what was kept of a meeting that was held."""
    refused = meeting.lines.filter(agrees=False).select_related("dossier__citizen", "dossier__applicant_group")
    counts = counts_of(meeting)
    listed = list(refused.order_by("dossier__citizen__name_key", "pk"))
    laid = counts["agreed"] + counts["refused"]
    return council_minutes(meeting, listed, laid=laid, agreed=counts["agreed"])


def council_minutes(meeting: Meeting, refused: Sequence[MeetingLine], *, laid: int, agreed: int) -> OfficialPaper:
    """`refused` with `dossier__citizen` and `dossier__applicant_group` joined. The number is that of the register, open until it
    has one; signatures are left open."""
    number = standing_number(SUBJECT, meeting.pk, KIND)
    seat, year = label_of(meeting.place_id, timezone.localdate()), meeting.round.year
    members = list(meeting.members.order_by("pk"))
    there = [_called(member.name, member.post) for member in members if member.was_present]
    absent = [_called(member.name, member.post) for member in members if not member.was_present]
    votes = (
        f"Kết quả biểu quyết: đồng ý {format_number(agreed)} hồ sơ, không đồng ý {format_number(len(refused))} hồ sơ."
    )
    business = [
        PaperPart(f"Cuộc họp xét {format_number(laid)} hồ sơ danh hiệu Công dân học tập năm {year}.", "1."),
        PaperPart(
            f"Có mặt {len(there)}/{len(members)} thành viên. Không ai biểu quyết hồ sơ của mình và gia đình.", "2."
        ),
        PaperPart(votes, "3."),
        *([PaperPart(meeting.remark, "4.")] if meeting.remark else []),
    ]
    with override(settings.LANGUAGE_CODE):
        minutes = Minutes(
            kind=KIND,
            organ=number.issuer if number else "Hội đồng xét duyệt",
            parent_organ=number.parent_organ if number else f"Ủy ban nhân dân {seat.title[:1].lower()}{seat.title[1:]}",
            number=number.text if number else "",
            recipients=tuple(number.recipients.splitlines()) if number else ("Lưu: VT",),
            place=seat.on_papers,
            about=f"Họp xét danh hiệu Công dân học tập năm {year}",
            symbol="" if number else "BB-HĐ",
            begun_at=timezone.localtime(meeting.meets_at),
            held_at=meeting.venue,
            present=there,
            absent=absent,
            business=business,
            annex=_annex(refused, year) if refused else None,
        )
        return minutes_paper(minutes)


def _annex(refused: Sequence[MeetingLine], year: int) -> Annex:
    return Annex(
        heading="Danh sách không đồng ý đề nghị",
        about=f"Danh hiệu Công dân học tập năm {year}",
        attached="(Kèm theo Biên bản họp Hội đồng xét duyệt)",
        table=PaperTable(PEOPLE_COLUMNS, people_rows(_people(refused))),
        closing=f"Danh sách này có {format_number(len(refused))} người.",
    )


def _people(refused: Sequence[MeetingLine]) -> list[ListedPerson]:
    homes = labels({line.dossier.place_id for line in refused}, timezone.localdate())
    return [
        ListedPerson(
            name=line.dossier.citizen.name,
            birth=line.dossier.citizen.birth_text,
            sex=str(Sex(line.dossier.citizen.sex).label) if line.dossier.citizen.sex else "",
            home=homes[line.dossier.place_id].title,
            group=line.dossier.applicant_group.name,
            points=str(line.dossier.total or ""),
            result=f"{line.reason} ({line.votes_for} đồng ý, {line.votes_against} không)",
        )
        for line in refused
    ]


def _called(name: str, post: str) -> str:
    return f"{name}, {post}" if post else name
