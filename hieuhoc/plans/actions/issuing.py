"""A plan is issued under its number, amended under another, and ended; every wording it was issued in is kept."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import NumberWanted, take_number
from hieuhoc.documents.rules import number_wish
from hieuhoc.indicators.actions import enter_targets
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.reads import communes_under
from hieuhoc.plans.actions.locking import PLAN, locked_open_plan, locked_plan
from hieuhoc.plans.actions.tasks import SHARED
from hieuhoc.plans.models import PlanEdition, PlanTarget, PlanTask, ProgrammePlan
from hieuhoc.plans.plan_on_paper import PLAN_PAPER
from hieuhoc.plans.reads import content_of

SIGNED = ("signed_on", "signatory_title", "signatory", "recipients")


@dataclass(frozen=True)
class PaperWords:
    """Under what number, by whom and when a plan is signed. `recipients`: one a line. `takes_number`: the register gives it;
    `number` then says its ending ("/KH-UBND"), and where the year begins while the register has none ("12/KH-UBND")."""

    number: str
    signed_on: date
    signatory_title: str
    signatory: str = ""
    recipients: str = ""
    takes_number: bool = False

    def cleaned(self) -> "PaperWords":
        return replace(
            self,
            number=self.number.strip(),
            signatory_title=self.signatory_title.strip(),
            signatory=self.signatory.strip(),
            recipients=self.recipients.strip(),
        )


@transaction.atomic
def issue_plan(plan: ProgrammePlan, paper: PaperWords, *, actor: User | None) -> ProgrammePlan:
    """Its targets are those its place is measured by from its first day on; what is given to every commune is given to each;
    plans below are told anew what is asked of them."""
    require(actor, "plans.issue_plan", plan)
    plan = locked_open_plan(plan.pk)
    paper = paper.cleaned()
    _refuse_unfinished(plan, paper)
    old, edition = plan.number, _edition(plan, paper, actor)
    plan.number = edition.number
    for name in SIGNED:
        setattr(plan, name, getattr(paper, name))
    plan.status, plan.note = ProgrammePlan.Status.ISSUED, ""
    plan.save(update_fields=["number", *SIGNED, "status", "note"])
    given = _give_to_communes(plan)
    _measure_by(plan)
    _ask_below(plan)
    record(
        "plans.issue_plan",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={"number": [old or None, plan.number], "edition": [None, edition.edition], "given": [None, given]},
    )
    return plan


@transaction.atomic
def amend_plan(plan: ProgrammePlan, *, reason: str, actor: User | None) -> ProgrammePlan:
    """Opened to be changed; until it is issued again, what was issued holds and its tasks run."""
    require(actor, "plans.amend_plan", plan)
    plan = locked_plan(plan.pk)
    if plan.status != ProgrammePlan.Status.ISSUED:
        raise Refusal(_("Chỉ sửa đổi được kế hoạch đã ban hành."), code="plan_not_issued")
    return _moved(plan, ProgrammePlan.Status.AMENDING, reason, "plans.amend_plan", actor)


@transaction.atomic
def close_plan(plan: ProgrammePlan, *, reason: str, actor: User | None) -> ProgrammePlan:
    """Nothing of it runs any more; `reason` says how it ended."""
    require(actor, "plans.close_plan", plan)
    plan = locked_plan(plan.pk)
    if plan.status != ProgrammePlan.Status.ISSUED:
        raise Refusal(
            _("Chỉ kết thúc được kế hoạch đã ban hành."),
            remedy=_("Đang sửa đổi thì ban hành bản sửa trước."),
            code="plan_not_issued",
        )
    return _moved(plan, ProgrammePlan.Status.CLOSED, reason, "plans.close_plan", actor)


def _edition(plan: ProgrammePlan, paper: PaperWords, actor: User | None) -> PlanEdition:
    """What is issued now, with its number: the officer's, or the next of the register, each edition its own."""
    edition = PlanEdition(plan=plan, edition=plan.editions.count() + 1, number=paper.number, signed_on=paper.signed_on)
    edition.reason = plan.note if plan.status == ProgrammePlan.Status.AMENDING else ""
    edition.content, edition.issued_by = content_of(plan), actor
    edition.save()
    if paper.takes_number:
        edition.number = _next_number(plan, edition, paper, actor)
        edition.save(update_fields=["number"])
    return edition


def _next_number(plan: ProgrammePlan, edition: PlanEdition, paper: PaperWords, actor: User | None) -> str:
    first, symbol = number_wish(paper.number)
    wanted = NumberWanted(
        kind=PLAN_PAPER,
        issuer=plan.organ,
        symbol=symbol,
        about=plan.title,
        signed_on=paper.signed_on,
        signatory_title=paper.signatory_title,
        signatory=paper.signatory,
        recipients=paper.recipients,
        subject_kind="plan_edition",
        subject_id=edition.pk,
    )
    return take_number(wanted, plan.place, first=first, actor=actor).text


def _moved(plan: ProgrammePlan, status: str, reason: str, deed: str, actor: User | None) -> ProgrammePlan:
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do."), code="no_reason")
    old, plan.status, plan.note = plan.status, status, " ".join(reason.split())
    plan.save(update_fields=["status", "note"])
    record(
        deed,
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={"plan_status": [old, status], "plan_note": [None, plan.note]},
    )
    return plan


def _refuse_unfinished(plan: ProgrammePlan, paper: PaperWords) -> None:
    if not paper.number.strip() or not paper.signatory_title.strip():
        raise Refusal(_("Chưa ghi số văn bản hoặc chức vụ người ký."), code="no_number")
    if paper.signed_on > timezone.localdate():
        raise Refusal(_("Ngày ký không được là ngày chưa đến."), code="in_future")
    if not plan.targets.exists() and not plan.tasks.exclude(status=PlanTask.Status.DROPPED).exists():
        raise Refusal(
            _("Kế hoạch chưa có chỉ tiêu và nhiệm vụ nào."),
            remedy=_("Thêm ít nhất một chỉ tiêu hoặc một nhiệm vụ."),
            code="empty_plan",
        )
    silent = [target for target in plan.targets.all() if target.is_lower and not target.reason]
    if silent:
        named = ", ".join(f"{target.indicator} {target.year}" for target in silent)
        raise Refusal(
            _("Chỉ tiêu thấp hơn cấp trên giao mà chưa có lý do: %(targets)s.") % {"targets": named},
            remedy=_("Sửa số, hoặc ghi lý do."),
            code="lower_without_reason",
        )


def _give_to_communes(plan: ProgrammePlan) -> int:
    """Each commune under the place gets its own row of what is given to all; one that has it keeps it."""
    communes = communes_under(plan.place_id, timezone.localdate())
    parts: list[PlanTask] = []
    commons = plan.tasks.filter(owner=PlanTask.Owner.COMMUNE, place=plan.place_id, is_part=False)
    for task in commons.filter(status__in=PlanTask.RUNNING).exclude(place__in=communes):
        known = set(task.parts.filter(is_part=True).values_list("place", flat=True))
        said: dict[str, Any] = {name: getattr(task, name) for name in SHARED}
        said["owner_name"] = ""
        parts += [
            PlanTask(plan=plan, parent=task, is_part=True, code=task.code, place_id=commune, **said)
            for commune in communes
            if commune not in known
        ]
    return len(PlanTask.objects.bulk_create(parts))


def _measure_by(plan: ProgrammePlan) -> None:
    """The plan's targets are a target set of the figures, in force for its time."""
    numbers = {(target.indicator, target.year): target.number for target in plan.targets.all()}
    if not numbers:
        return
    enter_targets(
        code=f"plan-{plan.pk}",
        name=plan.title[:200],
        document=f"{plan.number}, {plan.signed_on:%d/%m/%Y}",
        numbers=dict(numbers),
        settings={},
        place_id=plan.place_id,
        since=plan.starts_on,
        until=plan.ends_on + timedelta(days=1),
        actor=None,  # whoever may issue the plan decides by that what its place is measured by
    )


def _ask_below(plan: ProgrammePlan) -> None:
    """What derived plans are asked follows; what they say themselves stays, and stands in the list of the lower ones."""
    for target in plan.targets.all():
        below = PlanTarget.objects.filter(plan__derived_from=plan, indicator=target.indicator, year=target.year)
        below.exclude(asked=target.number).update(asked=target.number)
