"""The one open residence of a person, `home` beside it, and the waiting entry where a cut ward left none.

Callers hold the citizen's row (`lock`): the spells of one person change one deed at a time.
"""

from datetime import date

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen, Membership, Residence, WaitingEntry
from hieuhoc.places.models import ChangeOrder, Place, PlaceSpell, Tier
from hieuhoc.places.reads import commune_of, tier_of


def lock(citizen: Citizen) -> Citizen:
    """The row as it is now, ours until the commit. A record joined into another one takes no more deeds, nor one whose
    person was erased."""
    locked = Citizen.objects.select_for_update().get(pk=citizen.pk)
    refuse_erased(locked)
    if locked.joined_into_id is not None:
        raise Refusal(_("Hồ sơ này đã gộp vào hồ sơ khác."), remedy=_("Mở hồ sơ được giữ lại."), code="joined_record")
    return locked


def refuse_erased(citizen: Citizen) -> None:
    if citizen.is_erased:
        raise Refusal(
            _("Thông tin của người này đã xoá theo yêu cầu."),
            remedy=_("Nếu người ấy tham gia lại, ghi thành người mới."),
            code="erased",
        )


def require_home(place: Place, on: date) -> None:
    """People live in a village, or in a commune while the village is not known, that is there on that day. The map
    stays as it is until the commit: a change order waits for us, or we for it and then see what it made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('places.map'))")  # places.actions.locking
    if tier_of(place.pk, on) not in {Tier.VILLAGE, Tier.COMMUNE}:
        raise Refusal(_("Nơi ở phải là thôn, buôn, tổ dân phố hoặc xã, phường đang có."), code="not_a_home")


def clip_to_place(place: Place, since: date) -> date:
    """Nobody lived in a place before it was made: who "has lived in the new commune since 1990" lived in its
    predecessors until then."""
    begun = (
        PlaceSpell.objects.filter(place=place).order_by(F("since").asc(nulls_first=True)).values_list("since").first()
    )
    return max(since, begun[0]) if begun and begun[0] is not None else since


def open_home(citizen: Citizen, place: Place, since: date) -> Residence:
    residence = Residence.objects.create(citizen=citizen, place=place, since=since)
    Citizen.objects.filter(pk=citizen.pk).update(home=place)
    citizen.home = place
    waiting = waiting_order(place, since)
    if waiting is not None:
        order, ward = waiting
        WaitingEntry.objects.create(
            citizen=citizen, order=order, source_id=ward, village=place, since=max(since, order.takes_effect_on)
        )
    return residence


def close_home(citizen: Citizen, on: date) -> Residence | None:
    """Ends the open residence, given back, and what waits. Refuses to end something before it began."""
    residence = Residence.objects.filter(citizen=citizen, until__isnull=True).first()
    if residence is not None:
        if residence.since >= on:
            raise Refusal(
                _("Người này đến nơi ở hiện tại ngày {since:%d/%m/%Y}; ngày nhập phải sau ngày đó.").format(
                    since=residence.since
                ),
                code="before_residence",
            )
        residence.until = on
        residence.save(update_fields=["until"])
    WaitingEntry.objects.filter(citizen=citizen, assigned_to__isnull=True, ended_on__isnull=True).update(ended_on=on)
    return residence


def close_memberships(citizen: Citizen, on: date, *, with_groups: bool) -> None:
    """Ends open memberships on a day; one that had not begun by then is taken out."""
    held = Membership.objects.filter(citizen=citizen, until__isnull=True)
    if not with_groups:
        held = held.filter(group__isnull=True)
    held.filter(since__lt=on).update(until=on)
    held.filter(since__gte=on).delete()


def waiting_order(place: Place, on: date) -> tuple[ChangeOrder, int] | None:
    """(order, cut ward) when the village waits to be assigned on that day or later."""
    spell = PlaceSpell.objects.filter(
        place=place, tier=Tier.VILLAGE, parent__isnull=True, opened_by__isnull=False, until__isnull=True
    ).first()
    if spell is None or spell.opened_by is None or commune_of(place.pk, spell.opened_by.takes_effect_on) is not None:
        return None
    before = PlaceSpell.objects.filter(place=place, until=spell.since).first()
    ward = before.parent_id if before is not None else None
    return (spell.opened_by, ward) if ward is not None else None
