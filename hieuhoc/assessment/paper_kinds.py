"""The official papers of this room: the assessment form of a person, the review list, invitation to and minutes of a council's
meeting."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.form_on_paper import ASSESSMENT_FORM, FORM_COLUMNS, assessment_form
from hieuhoc.assessment.invitation_on_paper import INVITATION, council_invitation
from hieuhoc.assessment.lists_on_paper import PEOPLE_COLUMNS, people_of
from hieuhoc.assessment.minutes import KIND, minutes_of_held
from hieuhoc.assessment.models import Dossier, Meeting
from hieuhoc.assessment.reads import dossier_card
from hieuhoc.assessment.review_lists_on_paper import REVIEW_LIST, reviewed_paper
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper

FEW = 50  # people of a list that a preview shows


def _listed(user: User) -> OfficialPaper | None:
    reached = Dossier.objects.within(scope_of(user, "assessment.read_dossiers"))
    newest = reached.select_related("round", "unit").order_by("-pk").first()
    if newest is None:
        return None
    people = people_of(reached.filter(round=newest.round, place=newest.place_id).order_by("pk")[:FEW])
    return reviewed_paper(people, place=newest.place_id, unit=newest.unit, year=newest.round.year)


def _form(user: User) -> OfficialPaper | None:
    reached = Dossier.objects.within(scope_of(user, "assessment.read_dossiers"))
    dossier = reached.select_related("round__version", "citizen", "applicant_group", "unit").order_by("-pk").first()
    return None if dossier is None else assessment_form(dossier_card(dossier))


def _invitation(user: User) -> OfficialPaper | None:
    rows = Meeting.objects.within(scope_of(user, "assessment.call_meeting")).select_related("round")
    meeting = rows.order_by("-pk").first()
    return None if meeting is None else council_invitation(meeting)


def _newest(user: User) -> OfficialPaper | None:
    rows = Meeting.objects.within(scope_of(user, "assessment.call_meeting")).filter(status=Meeting.Status.HELD)
    meeting = rows.select_related("round").order_by("-pk").first()
    return None if meeting is None else minutes_of_held(meeting)


PAPERS = (
    PaperKind(
        ASSESSMENT_FORM,
        gettext_lazy("Phiếu đánh giá Công dân học tập"),
        "P",
        _form,
        table=FORM_COLUMNS,
        signature_count=2,
        names_people=True,
    ),
    PaperKind(INVITATION, gettext_lazy("Giấy mời họp hội đồng xét duyệt"), "GM", _invitation),
    PaperKind(
        REVIEW_LIST,
        gettext_lazy("Danh sách trình xét, danh sách trích ngang"),
        "DS",
        _listed,
        table=PEOPLE_COLUMNS,
        is_across=True,
        signature_count=2,
        names_people=True,
    ),
    PaperKind(
        KIND,
        gettext_lazy("Biên bản họp hội đồng xét duyệt"),
        "BB",
        _newest,
        annex=PEOPLE_COLUMNS,
        signature_count=2,
    ),
)
