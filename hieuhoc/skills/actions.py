"""Noting what a person can do in the digital world, with its basis; and taking a note back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
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
