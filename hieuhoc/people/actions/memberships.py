"""Belonging: to a family or clan, a work unit, a branch of the association; the main one is where a person counts."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.accounts.session_rules import ask_open_sessions
from hieuhoc.audit.actions import record
from hieuhoc.lib.dates import Spell, overlaps_any
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import lock
from hieuhoc.people.models import AssociationBranch, Citizen, Group, Membership, WorkUnit
from hieuhoc.people.reads import families_of, own_records

SPEAKING = frozenset({Membership.Role.HR, Membership.Role.HEAD})  # powers come with it


@transaction.atomic
def join_group(
    citizen: Citizen, group: Group, *, since: date, role: str = Membership.Role.MEMBER, actor: User | None
) -> Membership:
    require(actor, "people.join_group", group)
    _refuse_speaker(citizen, role, group, actor)
    membership = _open(citizen, since, role, group=group)
    _record("people.join_group", membership, actor, group.place_id)
    return membership


@transaction.atomic
def leave_group(membership: Membership, *, until: date, actor: User | None) -> None:
    require(actor, "people.leave_group", membership.group)
    if membership.group is not None:
        refuse_dating_back(membership.group, until, actor)
    _close(membership, until)
    _record("people.leave_group", membership, actor, membership.body.authority_place_id, until=[None, until])


@transaction.atomic
def join_unit(
    citizen: Citizen,
    unit: WorkUnit,
    *,
    since: date,
    role: str = Membership.Role.STAFF,
    is_main: bool | None = None,
    actor: User | None,
) -> Membership:
    """`is_main` None: main when the person has no other main unit then."""
    require(actor, "people.join_unit", unit)
    _refuse_speaker(citizen, role, unit, actor)
    membership = _open(citizen, since, role, unit=unit, is_main=is_main)
    _record("people.join_unit", membership, actor, unit.authority_place_id, is_main=[None, membership.is_main])
    return membership


@transaction.atomic
def leave_unit(membership: Membership, *, until: date, actor: User | None) -> None:
    require(actor, "people.leave_unit", membership.unit)
    _close(membership, until)
    _record("people.leave_unit", membership, actor, membership.body.authority_place_id, until=[None, until])


@transaction.atomic
def join_branch(
    citizen: Citizen,
    branch: AssociationBranch,
    *,
    since: date,
    role: str = Membership.Role.MEMBER,
    is_main: bool | None = None,
    actor: User | None,
) -> Membership:
    """As officer (cán bộ Hội) or member (hội viên)."""
    require(actor, "people.join_branch", branch)
    membership = _open(citizen, since, role, branch=branch, is_main=is_main)
    _record("people.join_branch", membership, actor, branch.authority_place_id, is_main=[None, membership.is_main])
    return membership


@transaction.atomic
def leave_branch(membership: Membership, *, until: date, actor: User | None) -> None:
    require(actor, "people.leave_branch", membership.branch)
    _close(membership, until)
    _record("people.leave_branch", membership, actor, membership.body.authority_place_id, until=[None, until])


@transaction.atomic
def set_main_membership(membership: Membership, *, since: date, actor: User | None) -> Membership:
    """From that day the person counts in this unit or branch, and no longer in the one that was main before."""
    require(actor, "people.set_main_membership", membership.body)
    if membership.group_id is not None:
        raise Refusal(_("Gia đình, dòng họ không có thành viên chính, phụ."), code="no_main_in_groups")
    lock(membership.citizen)
    membership = Membership.objects.get(pk=membership.pk)
    if membership.until is not None:
        raise Refusal(_("Người này đã thôi ở đó từ {on:%d/%m/%Y}.").format(on=membership.until), code="already_left")
    if membership.is_main:
        return membership
    recount_person(membership.citizen, since)
    former = Membership.objects.open().filter(
        citizen=membership.citizen, is_main=True, unit__isnull=membership.unit_id is None
    )
    for held in former:
        _change_from(held, since, is_main=False)
    main = _change_from(membership, since, is_main=True)
    _record("people.set_main_membership", main, actor, main.body.authority_place_id)
    recount_person(membership.citizen, since)
    return main


def refuse_dating_back(group: Group, until: date, user: User | None) -> None:
    """Who leaves a family does not judge it for a year (reads.kin_of): nobody ends their own family's on a day gone by."""
    if user is not None and until < timezone.localdate() and families_of(user).filter(group=group).exists():
        raise Refusal(
            _("Với gia đình của chính mình chỉ ghi thôi từ hôm nay trở đi."),
            remedy=_("Nếu thôi từ trước, nhờ cán bộ khác ghi."),
            code="family",
        )


def naming_ability(body: Group | WorkUnit | AssociationBranch) -> str | None:
    """What it takes to name who heads it or minds its staff; None where no powers come with that."""
    if isinstance(body, AssociationBranch):
        return None
    is_family = isinstance(body, Group) and body.kind == Group.Kind.FAMILY
    return "people.name_household_head" if is_family else "people.name_speaker"


def _refuse_speaker(citizen: Citizen, role: str, body: Group | WorkUnit, actor: User | None) -> None:
    """Who speaks for a work unit, a clan or a family gets powers by it that last: named by a role of one's own, and by
    another."""
    ability = naming_ability(body)
    if role not in SPEAKING or ability is None:
        return
    require(actor, ability, body)
    if actor is not None and own_records(actor).filter(pk=citizen.pk).exists():
        raise Refusal(_("Không tự giao việc này cho chính mình."), remedy=_("Nhờ cán bộ khác ghi."), code="own")


def _open(citizen: Citizen, since: date, role: str, *, is_main: bool | None = False, **body: Any) -> Membership:
    citizen = lock(citizen)
    if (citizen.died_on and citizen.died_on <= since) or (citizen.left_on and citizen.left_on <= since):
        raise Refusal(_("Người này đã mất hoặc đã chuyển khỏi tỉnh trước ngày đó."), code="absent_then")
    held = list(Membership.objects.filter(citizen=citizen))
    [(kind, where)] = body.items()
    spell = Spell(since)
    same = [row for row in held if getattr(row, f"{kind}_id") == where.pk]
    if overlaps_any(spell, [Spell(row.since, row.until) for row in same]):
        raise Refusal(_("Người này đã có trong danh sách ở đó."), code="already_member")
    mains = [Spell(row.since, row.until) for row in held if row.is_main and getattr(row, f"{kind}_id") is not None]
    has_main = overlaps_any(spell, mains)
    if is_main and has_main:
        raise Refusal(
            _("Người này đã có nơi chính khác."),
            remedy=_("Thêm như nơi phụ, rồi chuyển nơi chính ở hồ sơ của người đó."),
            code="has_other_main",
        )
    membership = Membership.objects.create(
        citizen=citizen,
        role=Membership.Role(role),
        since=since,
        is_main=not has_main if is_main is None else is_main,
        **body,
    )
    recount_person(citizen, since)
    if membership.role in SPEAKING and citizen.user_id is not None:
        ask_open_sessions(citizen.user_id)
    return membership


def _close(membership: Membership, until: date) -> None:
    lock(membership.citizen)
    membership.refresh_from_db()
    if membership.until is not None:
        raise Refusal(_("Người này đã thôi ở đó từ {on:%d/%m/%Y}.").format(on=membership.until), code="already_left")
    if until <= membership.since:
        raise Refusal(
            _("Ngày thôi phải sau ngày bắt đầu {on:%d/%m/%Y}.").format(on=membership.since), code="until_before_since"
        )
    recount_person(membership.citizen, until)
    membership.until = until
    membership.save(update_fields=["until"])


def _change_from(membership: Membership, since: date, *, is_main: bool) -> Membership:
    """The same belonging, main or not from that day on: a new spell unless it begins that very day."""
    if since < membership.since:
        raise Refusal(
            _("Ngày nhập phải từ {on:%d/%m/%Y}, khi người này bắt đầu ở đó.").format(on=membership.since),
            code="before_membership",
        )
    if since > membership.since:
        membership.until = since
        membership.save(update_fields=["until"])
        membership.pk, membership.since, membership.until = None, since, None
        membership._state.adding = True
    membership.is_main = is_main
    membership.save()
    return membership


def _record(deed: str, membership: Membership, actor: User | None, place: int | None, **changes: list[Any]) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=membership.citizen_id,
        place=place,
        changes={"membership": [None, membership.pk], "role": [None, membership.role], **changes},
    )
