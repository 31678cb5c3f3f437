"""The official paper of this room: a plan with its targets and tasks."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.plans.models import ProgrammePlan
from hieuhoc.plans.plan_on_paper import PLAN_PAPER, TARGET_COLUMNS, TASK_COLUMNS, plan_paper


def _newest(user: User) -> OfficialPaper | None:
    if not user.has_perm("plans.read_plans"):
        return None
    plan = ProgrammePlan.objects.readable(scope_of(user, "plans.read_plans")).order_by("-pk").first()
    return None if plan is None else plan_paper(plan)


PAPERS = (
    PaperKind(
        PLAN_PAPER,
        gettext_lazy("Kế hoạch"),
        "KH",
        _newest,
        table=TARGET_COLUMNS,
        annex=TASK_COLUMNS,
        is_number_kept=True,
    ),
)
