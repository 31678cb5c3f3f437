"""Classes of a school year, who learns in them, and which parent agreed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen, UnitSpell, WorkUnit
from hieuhoc.schools.models import Learner, SchoolClass
from hieuhoc.schools.rules import FIRST_SCHOOL_YEAR, school_year_days, school_year_of


@dataclass(frozen=True)
class GuardianAgreement:
    """The parent or guardian who agreed, and when."""

    guardian: str
    agreed_on: date


@transaction.atomic
def add_class(unit: WorkUnit, school_year: int, name: str, *, actor: User | None) -> SchoolClass:
    require(actor, "schools.add_class", unit)
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("Nhập tên lớp."), code="words_missing")
    refuse_school_year(school_year)
    if not UnitSpell.objects.filter(unit=unit, until__isnull=True, kind=UnitSpell.Kind.SCHOOL).exists():
        raise Refusal(
            _("Đơn vị này không phải cơ sở giáo dục."), remedy=_("Sửa loại của đơn vị trước."), code="no_school"
        )
    school_class, is_new = SchoolClass.objects.get_or_create(unit=unit, school_year=school_year, name=name)
    if not is_new:
        raise Refusal(_("Trường đã có lớp này trong năm học đó."), code="class_taken")
    record(
        "schools.add_class",
        actor=actor,
        subject_kind="school_class",
        subject_id=school_class.pk,
        place=unit.authority_place_id,
        changes={"name": [None, name], "school_year": [None, school_year]},
    )
    return school_class


@transaction.atomic
def enrol_learner(
    school_class: SchoolClass,
    citizen: Citizen,
    *,
    since: date,
    agreement: GuardianAgreement | None = None,
    actor: User | None,
) -> Learner:
    """In one class of the school at a time."""
    require(actor, "schools.enrol_learner", school_class)
    citizen = lock(citizen)
    first, end = school_year_days(school_class.school_year)
    if not first <= since < end:
        raise Refusal(
            _("Ngày vào lớp phải trong năm học, từ %(first)s đến trước %(end)s.")
            % {"first": f"{first:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"},
            code="outside_school_year",
        )
    there = Learner.objects.filter(
        citizen=citizen, school_class__unit=school_class.unit_id, school_class__school_year=school_class.school_year
    )
    held = there.select_related("school_class").filter(until__isnull=True).first()
    if held is not None:
        raise Refusal(
            _("Người này đang học lớp %(name)s của trường.") % {"name": held.school_class.name},
            remedy=_("Cho thôi học lớp đó trước."),
            code="in_another_class",
        )
    if there.filter(school_class=school_class).exists():
        raise Refusal(_("Người này đã học lớp này và đã thôi."), code="ended_there")
    refuse_agreement(agreement)
    learner = Learner.objects.create(
        citizen=citizen,
        school_class=school_class,
        since=since,
        guardian=agreement.guardian.strip() if agreement else "",
        agreed_on=agreement.agreed_on if agreement else None,
    )
    changes: dict[str, list[object]] = {"class": [None, school_class.pk], "since": [None, since]}
    _record("schools.enrol_learner", learner, changes, actor, guardian=learner.guardian)
    touch(school_class)
    return learner


@transaction.atomic
def record_agreement(learner: Learner, agreement: GuardianAgreement, *, actor: User | None) -> Learner:
    """Said again, the later word holds."""
    require(actor, "schools.record_agreement", learner)
    lock(learner.citizen)
    refuse_agreement(agreement)
    learner.guardian, learner.agreed_on = agreement.guardian.strip(), agreement.agreed_on
    learner.save(update_fields=["guardian", "agreed_on"])
    agreed: dict[str, list[object]] = {"agreed_on": [None, agreement.agreed_on]}
    _record("schools.record_agreement", learner, agreed, actor, guardian=learner.guardian)
    return learner


@transaction.atomic
def end_learning(learner: Learner, *, until: date, actor: User | None) -> None:
    """No longer in the class from that day; on its first day: never was."""
    require(actor, "schools.end_learning", learner)
    lock(learner.citizen)
    learner.refresh_from_db()
    if learner.until is not None:
        raise Refusal(_("Người này đã thôi học lớp này."), code="ended_there")
    if until < learner.since:
        raise Refusal(
            _("Ngày thôi phải từ ngày vào lớp %(day)s.") % {"day": f"{learner.since:%d/%m/%Y}"},
            code="until_before_since",
        )
    _record("schools.end_learning", learner, {"until": [None, until]}, actor)
    touch(learner.school_class)
    if until == learner.since:
        learner.delete()
        return
    learner.until = until
    learner.save(update_fields=["until"])


def refuse_school_year(school_year: int) -> None:
    last = school_year_of(timezone.localdate()) + 1
    if not FIRST_SCHOOL_YEAR <= school_year <= last:
        words = {"first": FIRST_SCHOOL_YEAR, "last": last}
        raise Refusal(_("Năm học bắt đầu từ %(first)s đến %(last)s.") % words, code="school_year")


def refuse_agreement(agreement: GuardianAgreement | None) -> None:
    if agreement is None:
        return
    if not agreement.guardian.strip():
        raise Refusal(_("Nhập họ tên cha, mẹ hoặc người giám hộ đồng ý."), code="words_missing")
    if agreement.agreed_on > timezone.localdate():
        raise Refusal(_("Ngày nhập không thể ở tương lai."), code="in_future")


def touch(school_class: SchoolClass) -> None:
    """What the school registered as is judged by its learners."""
    place = school_class.authority_place_id
    if place is not None:
        mark_stale([place], [school_class.school_year])


def _record(
    deed: str, learner: Learner, changes: dict[str, list[object]], actor: User | None, *, guardian: str = ""
) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=learner.citizen_id,
        place=learner.authority_place_id,
        changes=changes,
        private={"guardian": [None, guardian]} if guardian else {},
        secret=bytes(learner.citizen.secret),
    )
