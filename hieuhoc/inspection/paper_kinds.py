"""The official paper of this room: what came of an inspection plan."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.inspection.models import InspectionPlan
from hieuhoc.inspection.report_on_paper import FINDING_COLUMNS, INSPECTION_REPORT, VISIT_COLUMNS, report_paper


def _newest(user: User) -> OfficialPaper | None:
    if not user.has_perm("inspection.read_plans"):
        return None
    plan = InspectionPlan.objects.within(scope_of(user, "inspection.read_plans")).order_by("-pk").first()
    return None if plan is None else report_paper(plan)


PAPERS = (
    PaperKind(
        INSPECTION_REPORT,
        gettext_lazy("Báo cáo kết quả kiểm tra"),
        "BC",
        _newest,
        table=VISIT_COLUMNS,
        annex=FINDING_COLUMNS,
    ),
)
