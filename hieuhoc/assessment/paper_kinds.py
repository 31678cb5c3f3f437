"""The official paper of this room: the minutes of a council's meeting."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.lists_on_paper import PEOPLE_COLUMNS
from hieuhoc.assessment.minutes import KIND, minutes_of_held
from hieuhoc.assessment.models import Meeting
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper


def _newest(user: User) -> OfficialPaper | None:
    rows = Meeting.objects.within(scope_of(user, "assessment.call_meeting")).filter(status=Meeting.Status.HELD)
    meeting = rows.select_related("round").order_by("-pk").first()
    return None if meeting is None else minutes_of_held(meeting)


PAPERS = (
    PaperKind(
        KIND,
        gettext_lazy("Biên bản họp hội đồng xét duyệt"),
        "BB",
        _newest,
        annex=PEOPLE_COLUMNS,
        signature_count=2,
    ),
)
