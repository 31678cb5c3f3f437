"""Putting right where a person is said to have lived, or since when: a mistake of the record, not a move."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import lock, require_home
from hieuhoc.people.models import Citizen, Residence, WaitingEntry
from hieuhoc.places.models import MovedRow, Place

NOUN = "residence"  # as `successions` journals it


@transaction.atomic
def correct_residence(residence: Residence, place: Place, *, since: date, reason: str, actor: User | None) -> Residence:
    """Lived in `place` from `since` on, in truth. The stay before, when it ended the day this one began, ends on the new
    day. Both places are the actor's own: a person who lives elsewhere is moved by the office there."""
    require(actor, "people.correct_residence", residence.place)
    require(actor, "people.correct_residence", place)
    citizen = lock(residence.citizen)
    residence = Residence.objects.get(pk=residence.pk)
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do sửa."), code="no_reason")
    if since > timezone.localdate():
        raise Refusal(_("Ngày nhập không thể ở tương lai."), code="in_future")
    _refuse_of_orders(residence, is_other_place=place.pk != residence.place_id)
    before = _before(residence)
    _refuse_overlap(residence, before, since)
    if place.pk != residence.place_id or since != residence.since:
        _correct(citizen, residence, before, place, since, reason.strip(), actor)
    return residence


def _correct(
    citizen: Citizen,
    residence: Residence,
    before: Residence | None,
    place: Place,
    since: date,
    reason: str,
    actor: User | None,
) -> None:
    was_place, was_since = residence.place_id, residence.since
    require_home(place, since)
    if residence.until is not None:
        require_home(place, residence.until - timedelta(days=1))
    first = min(since, was_since)
    recount_person(citizen, first)
    if before is not None and before.until == was_since:
        before.until = since
        before.save(update_fields=["until"])
    residence.place, residence.since = place, since
    residence.save(update_fields=["place", "since"])
    if citizen.home_id == was_place and not Residence.objects.filter(citizen=citizen, since__gt=since).exists():
        Citizen.objects.filter(pk=citizen.pk).update(home=place)
        citizen.home = place
    record(
        "people.correct_residence",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=place.pk,
        changes={"place": [was_place, place.pk], "since": [was_since, since]},
        private={"reason": [None, reason]},
        secret=bytes(citizen.secret),
    )
    recount_person(citizen, first)


def _before(residence: Residence) -> Residence | None:
    earlier = Residence.objects.filter(citizen=residence.citizen_id, since__lt=residence.since)
    return earlier.order_by("-since").first()


def _refuse_overlap(residence: Residence, before: Residence | None, since: date) -> None:
    if residence.until is not None and since >= residence.until:
        raise Refusal(
            _("Nơi ở này kết thúc ngày {until:%d/%m/%Y}; ngày bắt đầu phải trước ngày đó.").format(
                until=residence.until
            ),
            code="after_end",
        )
    if before is None:
        return
    moves_along = before.until == residence.since
    least = before.since + timedelta(days=1) if moves_along else before.until
    if least is not None and since < least:
        raise Refusal(
            _("Trước đó người này ở nơi khác; ngày bắt đầu sớm nhất là {least:%d/%m/%Y}.").format(least=least),
            remedy=_("Nếu nơi ở trước đó ghi sai ngày, sửa nơi ở đó trước."),
            code="before_earlier_stay",
        )


def _refuse_of_orders(residence: Residence, *, is_other_place: bool) -> None:
    """What an order of the map made or cut goes back with it: only the begin of a stay that it cut is free to change."""
    waits = WaitingEntry.objects.filter(citizen=residence.citizen_id, assigned_to__isnull=True, ended_on__isnull=True)
    if waits.exists():
        raise Refusal(
            _("Người này đang chờ phân về đơn vị mới."), remedy=_("Sửa sau khi được phân."), code="is_waiting"
        )
    moved = MovedRow.objects.filter(room="people", noun=NOUN, row_id=residence.pk)
    is_made, is_cut = moved.filter(before__isnull=True).exists(), moved.filter(before__isnull=False).exists()
    if is_made or (is_cut and is_other_place):
        raise Refusal(
            _("Nơi ở này do việc sắp xếp địa giới ghi, không sửa tay được."),
            remedy=_("Nếu sai từ trước khi sắp xếp, sửa nơi ở ngay trước đó."),
            code="of_an_order",
        )
