"""Noting what a person can do in the digital world, with its basis; and taking a note back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.dates import Spell, overlaps_any
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen
from hieuhoc.skills.models import SkillFact


@dataclass(frozen=True)
class NewSkill:
    """`note`: number of the confirmation; never personal data."""

    kind: str
    basis: str
    since: date
    note: str = ""


@transaction.atomic
def record_skill_fact(citizen: Citizen, skill: NewSkill, *, actor: User | None) -> SkillFact:
    """Holds from `since` until it is taken back. The same fact noted twice is one fact."""
    require(actor, "skills.record_skill_fact", citizen)
    citizen = lock(citizen)
    kind, basis = SkillFact.Kind(skill.kind), SkillFact.Basis(skill.basis)
    if skill.since > timezone.localdate():
        raise Refusal(_("Ngày nhập không thể ở tương lai."), code="in_future")
    held = list(SkillFact.objects.filter(citizen=citizen, kind=kind))
    if overlaps_any(Spell(skill.since), [Spell(fact.since, fact.until) for fact in held]):
        raise Refusal(_("Kỹ năng này đã được ghi nhận cho khoảng thời gian đó."), code="overlaps")
    if kind is SkillFact.Kind.PROFICIENT and not _is_digital(citizen, skill.since):
        raise Refusal(
            _(
                "Người thành thạo là một phần của người có kỹ năng số; ngày {on:%d/%m/%Y} chưa ghi nhận có kỹ năng số."
            ).format(on=skill.since),
            remedy=_("Ghi nhận “Có kỹ năng số” từ ngày đó hoặc sớm hơn, rồi ghi thành thạo."),
            code="not_digital",
        )
    fact = SkillFact.objects.create(citizen=citizen, kind=kind, basis=basis, note=skill.note, since=skill.since)
    record(
        "skills.record_skill_fact",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={"skill": [None, kind.value], "basis": [None, basis.value], "since": [None, skill.since]},
    )
    recount_person(citizen, skill.since)
    return fact


@transaction.atomic
def withdraw_skill_fact(fact: SkillFact, *, until: date, actor: User | None) -> None:
    """No longer holds from that day; on its first day: it never held."""
    require(actor, "skills.withdraw_skill_fact", fact.citizen)
    lock(fact.citizen)
    fact.refresh_from_db()
    if fact.until is not None:
        raise Refusal(
            _("Ghi nhận này đã thôi hiệu lực từ {on:%d/%m/%Y}.").format(on=fact.until), code="already_withdrawn"
        )
    if until < fact.since:
        raise Refusal(
            _("Ngày thôi phải từ ngày ghi nhận {on:%d/%m/%Y}.").format(on=fact.since), code="until_before_since"
        )
    if fact.kind == SkillFact.Kind.DIGITAL and _is_proficient_after(fact.citizen, until):
        raise Refusal(
            _("Người này còn được ghi nhận thành thạo kỹ năng số sau ngày đó."),
            remedy=_("Thôi ghi nhận thành thạo trước, rồi thôi ghi nhận có kỹ năng số."),
            code="still_proficient",
        )
    record(
        "skills.withdraw_skill_fact",
        actor=actor,
        subject_kind="citizen",
        subject_id=fact.citizen_id,
        place=fact.citizen.home_id,
        changes={"skill": [fact.kind, None], "since": [fact.since, fact.since], "until": [None, until]},
    )
    recount_person(fact.citizen, fact.since)
    if until == fact.since:
        fact.delete()
        return
    fact.until = until
    fact.save(update_fields=["until"])


def _is_digital(citizen: Citizen, on: date) -> bool:
    held = SkillFact.objects.filter(citizen=citizen, kind=SkillFact.Kind.DIGITAL, since__lte=on)
    return held.filter(Q(until__isnull=True) | Q(until__gt=on)).exists()


def _is_proficient_after(citizen: Citizen, day: date) -> bool:
    held = SkillFact.objects.filter(citizen=citizen, kind=SkillFact.Kind.PROFICIENT)
    return held.filter(Q(until__isnull=True) | Q(until__gt=day)).exists()
