"""The official paper of this room: a year of the programme looked back on."""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.programme.reads import review_of, reviewed_place
from hieuhoc.programme.review_on_paper import COMMUNE_COLUMNS, YEARLY_REVIEW, review_paper


def _newest(user: User) -> OfficialPaper | None:
    if not user.has_perm("programme.read_yearly_review"):
        return None
    place = reviewed_place(scope_of(user, "programme.read_yearly_review"))
    return None if place is None else review_paper(review_of(place, timezone.localdate().year))


PAPERS = (PaperKind(YEARLY_REVIEW, gettext_lazy("Báo cáo sơ kết, tổng kết"), "BC", _newest, annex=COMMUNE_COLUMNS),)
