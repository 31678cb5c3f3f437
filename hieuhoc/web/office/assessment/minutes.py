"""The papers of a council's meeting: invitation, the list laid before it and minutes, taken along; minutes numbered by the
register."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.assessment.council import counts_of
from hieuhoc.assessment.invitation_on_paper import council_invitation
from hieuhoc.assessment.minutes import KIND, SUBJECT, minutes_of_held
from hieuhoc.assessment.models import Meeting
from hieuhoc.documents.actions import read_file
from hieuhoc.documents.reads import standing_number
from hieuhoc.documents.writing import DOCX, PDF, written_paper
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.meetings import TITLE, people_read, reached
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.papers.numbering import number_page
from hieuhoc.web.requests import Request

TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@needs("assessment.call_meeting")
def meeting_list_paper(request: Request, pk: int, form: str) -> HttpResponseBase:
    """All dossiers laid before the council, as a paper to hold in hand or write on."""
    return exported(request, "assessment.council_list", {"meeting": reached(request, pk).pk, "form": form})


@needs("assessment.call_meeting")
def meeting_invitation(request: Request, pk: int, form: str) -> HttpResponse:
    content = written_paper(council_invitation(reached(request, pk)), form)
    return paper_answer(content, "giay-moi", form)


@needs("assessment.call_meeting")
def meeting_minutes(request: Request, pk: int, form: str) -> HttpResponse:
    """As they were written at the meeting; with the number of the register once they have one."""
    meeting = _held(request, pk)
    people_read(request, meeting, counts_of(meeting)["refused"])
    kept = meeting.minutes if form == PDF and standing_number(SUBJECT, meeting.pk, KIND) is None else None
    content = read_file(kept) if kept else written_paper(minutes_of_held(meeting), form)
    return paper_answer(content, f"bien-ban-{meeting.pk}", form)


def paper_answer(content: bytes, stem: str, form: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{stem}.{form}"'}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


@needs("documents.take_number")
def meeting_number(request: Request, pk: int) -> HttpResponse:
    meeting = _held(request, pk)
    require(request.user, "documents.take_number", meeting)
    back = reverse("office:meeting", args=[meeting.pk])
    crumbs = [(str(TITLE), reverse("office:meeting-list")), (_("Cuộc họp"), back)]
    paper = minutes_of_held(meeting)
    return number_page(request, paper, meeting.place, subject=(SUBJECT, meeting.pk), back=back, crumbs=crumbs)


def _held(request: Request, pk: int) -> Meeting:
    meeting = reached(request, pk)
    if meeting.status != Meeting.Status.HELD:
        raise Http404
    return meeting
