"""Drafting a plan and writing on at it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.plans.actions.locking import PLAN, locked_open_plan
from hieuhoc.plans.models import ProgrammePlan
from hieuhoc.plans.rules import LONGEST_YEARS

WORDS = ("title", "organ", "bases", "purpose", "starts_on", "ends_on")


@dataclass(frozen=True)
class PlanWords:
    """What a plan says of itself. `bases`: one legal basis a line; both days belong to it."""

    title: str
    organ: str
    bases: str
    starts_on: date
    ends_on: date
    purpose: str = ""

    def cleaned(self) -> "PlanWords":
        bases = "\n".join(" ".join(line.split()) for line in self.bases.splitlines() if line.strip())
        title, organ = (" ".join(text.split()) for text in (self.title, self.organ))
        return PlanWords(title, organ, bases, self.starts_on, self.ends_on, self.purpose.strip())


@transaction.atomic
def draft_plan(words: PlanWords, place: Place, *, actor: User | None) -> ProgrammePlan:
    require(actor, "plans.draft_plan", place)
    said = _refuse_gaps(words.cleaned())
    plan = ProgrammePlan.objects.create(place=place, drafted_by=actor, **vars(said))
    record(
        "plans.draft_plan",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={"plan_title": [None, plan.title], "ends_on": [None, plan.ends_on]},
    )
    return plan


@transaction.atomic
def change_plan(plan: ProgrammePlan, words: PlanWords, *, actor: User | None) -> ProgrammePlan:
    require(actor, "plans.change_plan", plan)
    plan = locked_open_plan(plan.pk)
    said = _refuse_gaps(words.cleaned())
    outside = plan.tasks.exclude(status="given_up").filter(due_on__gt=said.ends_on).order_by("-due_on").first()
    if outside is not None:
        raise Refusal(
            _("Nhiệm vụ %(code)s có hạn %(day)s, sau ngày kết thúc kế hoạch.")
            % {"code": outside.code, "day": f"{outside.due_on:%d/%m/%Y}"},
            remedy=_("Kéo dài kế hoạch, hoặc sửa hạn của nhiệm vụ trước."),
            code="task_outside_plan",
        )
    names = {"title": "plan_title"}
    changes = {names.get(word, word): [getattr(plan, word), getattr(said, word)] for word in WORDS}
    for word in WORDS:
        setattr(plan, word, getattr(said, word))
    plan.save(update_fields=WORDS)
    record(
        "plans.change_plan",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={key: pair for key, pair in changes.items() if pair[0] != pair[1]},
    )
    return plan


def _refuse_gaps(words: PlanWords) -> PlanWords:
    if not words.title or not words.organ:
        raise Refusal(_("Chưa ghi tên kế hoạch hoặc cơ quan ban hành."), code="no_title")
    if words.ends_on < words.starts_on:
        raise Refusal(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), code="until_before_since")
    if words.ends_on.year - words.starts_on.year > LONGEST_YEARS:
        raise Refusal(_("Kế hoạch dài nhất %(years)d năm.") % {"years": LONGEST_YEARS}, code="too_long_a_plan")
    return words
