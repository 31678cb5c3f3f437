"""Orders whose day has not come: they wait, and are carried out by themselves on that day."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import Actor, record
from hieuhoc.lib.dates import format_date
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.actions.applying import apply_change_order, refuse_problems
from hieuhoc.places.actions.drafting import draft_of, order_places
from hieuhoc.places.actions.locking import lock_map
from hieuhoc.places.authority import require
from hieuhoc.places.models import ChangeOrder


@transaction.atomic
def schedule_order(order: ChangeOrder, *, actor: Actor) -> ChangeOrder:
    """Whoever may apply the order says that it shall be applied on its day. Refuses what could not be applied."""
    require(actor, "places.apply_change_order", *order_places(order))
    lock_map()
    order = draft_of(order)
    if order.takes_effect_on <= timezone.localdate():
        raise Refusal(
            _("Lệnh có hiệu lực từ %(day)s: không phải hẹn, áp dụng được ngay.")
            % {"day": format_date(order.takes_effect_on)},
            code="already_due",
        )
    refuse_problems(order)
    _change_status(order, ChangeOrder.Status.WAITING)
    record(
        "places.schedule_order",
        actor=actor,
        subject_kind="change_order",
        subject_id=order.pk,
        changes={"takes_effect_on": [None, order.takes_effect_on]},
    )
    return order


@transaction.atomic
def unschedule_order(order: ChangeOrder, *, actor: Actor) -> ChangeOrder:
    """Back to a draft, which may be changed."""
    require(actor, "places.apply_change_order", *order_places(order))
    order = ChangeOrder.objects.select_for_update().get(pk=order.pk)
    if order.status != ChangeOrder.Status.WAITING:
        raise Refusal(_("Lệnh này không chờ đến ngày hiệu lực."), code="not_scheduled")
    _change_status(order, ChangeOrder.Status.DRAFT)
    record("places.unschedule_order", actor=actor, subject_kind="change_order", subject_id=order.pk)
    return order


def apply_due_orders() -> int:
    """Carries out whatever waits for today or an earlier day; one that cannot be goes back to a draft that says why.
    Returns how many were carried out."""
    due = ChangeOrder.objects.filter(status=ChangeOrder.Status.WAITING, takes_effect_on__lte=timezone.localdate())
    applied = 0
    for order in due.order_by("takes_effect_on", "id"):
        try:
            apply_change_order(order, actor=None)
            applied += 1
        except Refusal as refusal:
            _hold_back(order, refusal.sentence)
    return applied


@transaction.atomic
def _hold_back(order: ChangeOrder, reason: str) -> None:
    order = ChangeOrder.objects.select_for_update().get(pk=order.pk)
    if order.status != ChangeOrder.Status.WAITING:
        return
    _change_status(order, ChangeOrder.Status.DRAFT, reason)
    record(
        "places.hold_back_order",
        actor=None,
        subject_kind="change_order",
        subject_id=order.pk,
        changes={"reason": [None, reason]},
    )


def _change_status(order: ChangeOrder, status: str, held_back: str = "") -> None:
    order.status, order.held_back = status, held_back
    order.save(update_fields=["status", "held_back"])
