"""A plan below another: its targets begin as they are asked, its tasks as what was given to the place."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.places.reads import ancestors
from hieuhoc.plans.actions.locking import PLAN, locked_plan
from hieuhoc.plans.actions.plans import PlanWords
from hieuhoc.plans.actions.tasks import SHARED
from hieuhoc.plans.models import PlanTarget, PlanTask, ProgrammePlan
from hieuhoc.plans.reads import basis_of


@transaction.atomic
def derive_plan(upper: ProgrammePlan, place: Place, words: PlanWords, *, actor: User | None) -> ProgrammePlan:
    """A draft of `place` with every target of `upper`, and with a task for each that `upper` gives to the place itself."""
    require(actor, "plans.derive_plan", place)
    upper = locked_plan(upper.pk)
    if not upper.holds:
        raise Refusal(_("Kế hoạch cấp trên chưa ban hành hoặc đã kết thúc."), code="plan_not_issued")
    if upper.place_id not in ancestors(place.pk, timezone.localdate())[1:]:
        raise Refusal(_("Địa bàn này không thuộc địa bàn của kế hoạch cấp trên."), code="place_outside_plan")
    if upper.derived.filter(place=place).exists():
        raise Refusal(
            _("Địa bàn này đã lập kế hoạch theo kế hoạch ấy."),
            remedy=_("Mở kế hoạch đã lập để soạn tiếp."),
            code="already_derived",
        )
    said = words.cleaned()
    if said.starts_on < upper.starts_on or said.ends_on > upper.ends_on or said.ends_on < said.starts_on:
        days = {"first": f"{upper.starts_on:%d/%m/%Y}", "last": f"{upper.ends_on:%d/%m/%Y}"}
        raise Refusal(
            _("Kế hoạch cấp trên từ %(first)s đến %(last)s; kế hoạch này phải nằm trong đó.") % days,
            code="outside_upper_plan",
        )
    values = vars(said) | {"bases": said.bases or basis_of(upper)}
    plan = ProgrammePlan.objects.create(place=place, derived_from=upper, drafted_by=actor, **values)
    targets = _inherit_targets(upper, plan)
    tasks = _take_tasks(upper, plan)
    record(
        "plans.derive_plan",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={"plan_title": [None, plan.title], "target_count": [None, targets], "task_count": [None, tasks]},
    )
    return plan


def _inherit_targets(upper: ProgrammePlan, plan: ProgrammePlan) -> int:
    years = range(plan.starts_on.year, plan.ends_on.year + 1)
    return len(
        PlanTarget.objects.bulk_create(
            PlanTarget(
                plan=plan,
                indicator=target.indicator,
                year=target.year,
                number=target.number,
                asked=target.number,
            )
            for target in upper.targets.filter(year__in=years).order_by("indicator", "year")
        )
    )


def _take_tasks(upper: ProgrammePlan, plan: ProgrammePlan) -> int:
    """Those whose time lies within the plan."""
    given = upper.tasks.filter(place=plan.place_id, unit__isnull=True, status__in=PlanTask.RUNNING)
    given = given.filter(due_on__gte=plan.starts_on, due_on__lte=plan.ends_on).order_by("due_on", "code", "pk")
    own = {"owner": PlanTask.Owner.ASSOCIATION.value, "owner_name": ""}
    return len(
        PlanTask.objects.bulk_create(
            PlanTask(
                plan=plan,
                parent=task,
                place_id=plan.place_id,
                code=f"{order:02d}",
                **{name: getattr(task, name) for name in SHARED if name not in {*own, "starts_on"}},
                **own,
                starts_on=max(task.starts_on, plan.starts_on),
            )
            for order, task in enumerate(given, start=1)
        )
    )
