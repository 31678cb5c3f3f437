"""Recorded facts: a family, clan, village community or work unit registered or recognised as a learning model for a
year."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import Bar
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Group, Membership, UnitSpell, WorkUnit
from hieuhoc.people.reads import families_of, own_records
from hieuhoc.places.models import Place, covers
from hieuhoc.recognition.actions.proposals import note_rows
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.recognition.rules import group_gaps

NATURAL_KEY = ("year", "group", "unit", "village")


@dataclass(frozen=True)
class GroupFact:
    """Exactly one of group, unit, village."""

    year: int
    status: str
    group: Group | None = None
    unit: WorkUnit | None = None
    village: Place | None = None
    decision_number: str = ""
    decided_on: date | None = None


def record_group_recognition(fact: GroupFact, *, actor: User | None) -> GroupRecognition:
    """The fact of that year, new or corrected."""
    return record_group_recognitions([fact], actor=actor)[0]


@transaction.atomic
def record_group_recognitions(facts: Sequence[GroupFact], *, actor: User | None) -> list[GroupRecognition]:
    """All or nothing; a fact that is there already is corrected, one that is the same is left. One entry for all."""
    authority = {place_of(fact) for fact in facts}
    for place_id in authority:
        require(actor, "recognition.record_group_recognition", place_id)
    for fact in facts:
        refuse_fact(fact)
    refuse_own_family([fact.group.pk for fact in facts if fact.group is not None], actor)
    _refuse_earned(facts)
    rows = [
        GroupRecognition(
            **vars(fact)
            | {"status": GroupRecognition.Status(fact.status), "decision_number": fact.decision_number.strip()}
        )
        for fact in facts
    ]
    GroupRecognition.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=list(NATURAL_KEY),
        update_fields=["status", "decision_number", "decided_on"],
        batch_size=2_000,
    )
    _record(rows, next(iter(authority)) if len(authority) == 1 else None, actor)
    for year in {fact.year for fact in facts}:
        mark_stale(counted_at([fact for fact in facts if fact.year == year]), [year], is_bulk=len(facts) > 1)
    return rows


@transaction.atomic
def remove_group_recognition(recognition: GroupRecognition, *, actor: User | None) -> None:
    """A fact entered by mistake is taken out; the record keeps what it said."""
    fact = GroupFact(
        recognition.year,
        recognition.status,
        recognition.group,
        recognition.unit,
        recognition.village,
        recognition.decision_number,
    )
    place_id = place_of(fact)
    require(actor, "recognition.remove_group_recognition", place_id)
    refuse_own_family([recognition.group_id] if recognition.group_id else [], actor)
    _refuse_earned([fact])
    record(
        "recognition.remove_group_recognition",
        actor=actor,
        subject_kind="group_recognition",
        subject_id=recognition.pk,
        place=place_id,
        changes={
            "year": [fact.year, None],
            "status": [fact.status, None],
            "decision_number": [fact.decision_number, None],
        },
    )
    recognition.delete()
    mark_stale(counted_at([fact]), [fact.year])


def own_families(user: User | None, groups: Collection[int]) -> list[int]:
    """Which of these families the person behind the sign-in belongs to, or did lately, and which clans they head: not
    theirs to recognise."""
    if user is None:
        return []
    headed = Membership.objects.open().filter(role=Membership.Role.HEAD, citizen__in=own_records(user).values("pk"))
    mine = Group.objects.filter(Q(pk__in=families_of(user).values("group")) | Q(pk__in=headed.values("group")))
    return list(mine.filter(pk__in=groups).values_list("pk", flat=True).order_by("pk"))


def refuse_own_family(groups: Collection[int], user: User | None) -> None:
    if own_families(user, groups):
        raise Refusal(
            _("Không tự ghi công nhận cho gia đình mình hoặc dòng họ mình đứng đầu."),
            remedy=_("Để cán bộ khác ghi."),
            code=Bar.FAMILY,
        )


def _refuse_earned(facts: Sequence[GroupFact]) -> None:
    """What was decided on criteria is no recorded fact: it falls or changes by a decision of its own."""
    wanted = {tuple(getattr(fact, name) for name in NATURAL_KEY) for fact in facts}
    earned = GroupRecognition.objects.filter(is_earned=True, year__in={fact.year for fact in facts})
    mine = Q(group__in=[fact.group for fact in facts if fact.group is not None])
    mine |= Q(unit__in=[fact.unit for fact in facts if fact.unit is not None])
    mine |= Q(village__in=[fact.village for fact in facts if fact.village is not None])
    rows = earned.filter(mine).select_related("group", "unit", "village")
    if any(tuple(getattr(row, name) for name in NATURAL_KEY) in wanted for row in rows):
        raise Refusal(
            _("Mô hình này được công nhận theo tiêu chí; chỉ quyết định thu hồi mới đổi được."), code="earned"
        )


def refuse_fact(fact: GroupFact) -> None:
    sentences = {
        "exactly_one_subject": _("Chọn đúng một gia đình, dòng họ, đơn vị hoặc thôn, buôn."),
        "year": _("Năm phải từ 2000 đến năm nay."),
        "decision_number": _("Chưa ghi số quyết định công nhận."),
        "decided_in_future": _("Ngày quyết định ở sau hôm nay."),
        "decided_before_year": _("Ngày quyết định ở trước năm được công nhận."),
    }
    missing = group_gaps(
        status=fact.status,
        decision_number=fact.decision_number,
        decided_on=fact.decided_on,
        year=fact.year,
        today=timezone.localdate(),
        subject_count=sum(subject is not None for subject in (fact.group, fact.unit, fact.village)),
    )
    if missing:
        raise Refusal(" ".join(sentences[gap] for gap in missing), code=missing[0])


def place_of(fact: GroupFact) -> int:
    """Whose office records it: the place of the group, the seat of the unit at the end of that year, or the village."""
    if fact.group is not None:
        return fact.group.place_id
    if fact.village is not None:
        return fact.village.pk
    seats = UnitSpell.objects.filter(unit=fact.unit).order_by("-since")
    day = min(date(fact.year, 12, 31), timezone.localdate())
    seat = seats.filter(covers(day)).first() or seats.first()
    if seat is None:
        raise Refusal(_("Đơn vị này chưa có nơi đặt trụ sở."), code="no_seat")
    return seat.place_id


def counted_at(facts: Iterable[GroupFact]) -> set[int]:
    """Places whose figures the facts touch: families count where their members live, units and communities where they
    are."""
    facts = list(facts)
    groups = [fact.group.pk for fact in facts if fact.group is not None]
    return {place_of(fact) for fact in facts} | homes_of_members(groups)


def homes_of_members(groups: Collection[int]) -> set[int]:
    members = Membership.objects.filter(group__in=groups, citizen__home__isnull=False)
    return set(members.values_list("citizen__home", flat=True).distinct())


def _record(rows: Sequence[GroupRecognition], place_id: int | None, actor: User | None) -> None:
    first = rows[0]
    entry = record_bulk(
        "recognition.record_group_recognition",
        actor=actor,
        subject_kind="group_recognition",
        subject_id=first.pk if len(rows) == 1 else None,
        place=place_id,
        changes={
            "year": [None, first.year],
            "status": [None, first.status],
            "decision_number": [None, first.decision_number],
        },
        rows_touched=len(rows),
    )
    note_rows(entry, "group_recognition", [row.pk for row in rows], is_new=False)
