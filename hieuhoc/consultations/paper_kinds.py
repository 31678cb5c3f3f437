"""The official paper of this room: the report on a consultation."""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.consultations.documents import COMMENT_COLUMNS, COUNTED_COLUMNS, REPORT, report_paper
from hieuhoc.consultations.models import Consultation
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.places.reads import label_of


def seat_of(user: User) -> str:
    """Where whoever asks has their office, as papers have it."""
    places = sorted(scope_of(user, "consultations.read_comments").places)
    return label_of(places[0], timezone.localdate()).on_papers if places else ""


def _report(user: User) -> OfficialPaper | None:
    if not user.has_perm("consultations.read_comments"):
        return None
    consultation = Consultation.objects.select_related("version").order_by("-pk").first()
    return None if consultation is None else report_paper(consultation, seat=seat_of(user))


PAPERS = (
    PaperKind(
        REPORT,
        gettext_lazy("Báo cáo tổng hợp góp ý"),
        "BC",
        _report,
        table=COUNTED_COLUMNS,
        annex=COMMENT_COLUMNS,
        is_annex_across=False,
    ),
)
