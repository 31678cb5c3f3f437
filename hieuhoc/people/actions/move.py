"""Where a person lives, and the end of it: moving, dying, leaving the province, coming back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.actions.looks import refuse_stranger
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import close_home, close_memberships, lock, open_home, require_home
from hieuhoc.people.leaving import note_leaving
from hieuhoc.people.models import Citizen, Membership, Residence, WaitingEntry
from hieuhoc.places.models import Place


@transaction.atomic
def move_citizen(citizen: Citizen, place: Place, *, since: date, actor: User | None) -> Residence:
    """Lives in `place` from that day. Recorded by the office that receives, whose power alone is asked, of somebody it may
    read or has shown to know (actions.looks); filed in the history of both places (docs/decisions/0012), and the one that
    is left may contest it."""
    require(actor, "people.move_citizen", place)
    refuse_stranger(citizen, place.pk, actor)
    citizen = lock(citizen)
    _require_present(citizen)
    _require_past(since)
    require_home(place, since)
    before = citizen.home_id
    if before == place.pk and Residence.objects.filter(citizen=citizen, until__isnull=True).exists():
        raise Refusal(_("Người này đang ở đúng nơi đó."), code="same_place")
    recount_person(citizen, since)
    left = close_home(citizen, since)
    residence = open_home(citizen, place, since)
    if left is not None:
        note_leaving(left, place, actor=actor)
    _record("people.move_citizen", citizen, actor, place=[before, place.pk], since=[None, since])
    recount_person(citizen, since)
    return residence


@transaction.atomic
def record_death(citizen: Citizen, *, died_on: date, actor: User | None) -> None:
    """Everything the person belonged to ends that day; what was achieved before stays."""
    require(actor, "people.record_death", citizen)
    citizen = lock(citizen)
    if citizen.died_on is not None:
        raise Refusal(_("Ngày mất đã được ghi nhận."), code="already_recorded")
    _require_past(died_on)
    recount_person(citizen, died_on)
    close_home(citizen, died_on)
    close_memberships(citizen, died_on, with_groups=True)
    Citizen.objects.filter(pk=citizen.pk).update(died_on=died_on)
    _record("people.record_death", citizen, actor, died_on=[None, died_on])


@transaction.atomic
def withdraw_death(citizen: Citizen, *, actor: User | None) -> None:
    """The note was wrong: what ended with it goes on."""
    require(actor, "people.withdraw_death", citizen)
    citizen = lock(citizen)
    if citizen.died_on is None:
        raise Refusal(_("Chưa ghi nhận ngày mất của người này."), code="not_recorded")
    ended = citizen.died_on
    _reopen(citizen, ended)
    Citizen.objects.filter(pk=citizen.pk).update(died_on=None)
    _record("people.withdraw_death", citizen, actor, died_on=[ended, None])
    recount_person(citizen, ended)


@transaction.atomic
def record_departure(citizen: Citizen, *, left_on: date, actor: User | None) -> None:
    """No longer lives in the province: home, unit and branch end; family and clan stay."""
    require(actor, "people.record_departure", citizen)
    citizen = lock(citizen)
    _require_present(citizen)
    _require_past(left_on)
    recount_person(citizen, left_on)
    close_home(citizen, left_on)
    close_memberships(citizen, left_on, with_groups=False)
    Citizen.objects.filter(pk=citizen.pk).update(left_on=left_on)
    _record("people.record_departure", citizen, actor, left_on=[None, left_on])


@transaction.atomic
def record_return(citizen: Citizen, place: Place, *, since: date, actor: User | None) -> Residence:
    """Lives in the province again; unit and branch are entered anew. The time away stays a gap between residences."""
    require(actor, "people.record_return", place)
    refuse_stranger(citizen, place.pk, actor)
    citizen = lock(citizen)
    if citizen.left_on is None or citizen.died_on is not None:
        raise Refusal(_("Người này không ở ngoài tỉnh."), code="not_away")
    if since < citizen.left_on:
        raise Refusal(
            _("Ngày trở về phải sau ngày chuyển đi {on:%d/%m/%Y}.").format(on=citizen.left_on), code="before_leaving"
        )
    _require_past(since)
    require_home(place, since)
    left_on = citizen.left_on
    Citizen.objects.filter(pk=citizen.pk).update(left_on=None)
    residence = open_home(citizen, place, since)
    _record(
        "people.record_return", citizen, actor, left_on=[left_on, None], place=[None, place.pk], since=[None, since]
    )
    recount_person(citizen, left_on)
    return residence


def _require_present(citizen: Citizen) -> None:
    if citizen.died_on is not None:
        raise Refusal(_("Người này đã mất."), code="died")
    if citizen.left_on is not None:
        raise Refusal(_("Người này đã chuyển khỏi tỉnh."), remedy=_("Ghi nhận trở về trước."), code="away")


def _require_past(day: date) -> None:
    if day > timezone.localdate():
        raise Refusal(_("Ngày nhập không thể ở tương lai."), code="in_future")


def _reopen(citizen: Citizen, ended: date) -> None:
    """Spells that end on that very day are those the note ended."""
    Residence.objects.filter(citizen=citizen, until=ended).update(until=None)
    WaitingEntry.objects.filter(citizen=citizen, ended_on=ended, assigned_to__isnull=True).update(ended_on=None)
    Membership.objects.filter(citizen=citizen, until=ended).update(until=None)


def _record(deed: str, citizen: Citizen, actor: User | None, **changes: list[object]) -> None:
    record(
        deed, actor=actor, subject_kind="citizen", subject_id=citizen.pk, place=citizen.home_id, changes=dict(changes)
    )
