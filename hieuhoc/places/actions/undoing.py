"""The way back of a change order, while nothing it moved was touched since."""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import Actor, record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.actions.drafting import provinces_of
from hieuhoc.places.actions.locking import lock_map
from hieuhoc.places.authority import require
from hieuhoc.places.models import Ancestry, ChangeOrder, ChangeStep, MovedRow, Place, PlaceSpell, Succession
from hieuhoc.places.successions import OWN_ROOM, count_touched, registry, restore_all, restore_rows


@transaction.atomic
def undo_change_order(order: ChangeOrder, *, actor: Actor) -> None:
    """Everything is put back as it was, or a Refusal says what was touched since. It can be applied again."""
    moved_places = PlaceSpell.objects.filter(opened_by=order) | PlaceSpell.objects.filter(closed_by=order)
    require(actor, "places.undo_change_order", *provinces_of(set(moved_places.values_list("place_id", flat=True))))
    lock_map()
    order = ChangeOrder.objects.select_for_update().get(pk=order.pk)
    if order.status != ChangeOrder.Status.APPLIED:
        raise Refusal(_("Chỉ hoàn tác được lệnh thay đổi đang áp dụng."), code="not_applied")
    _refuse_if_touched(order)
    for room, contribution in reversed(registry.rooms.items()):
        moved = order.moved_rows.filter(room=room)
        own_way = getattr(contribution, "move_back", None)
        if own_way is not None:
            own_way(order, moved)
        else:
            restore_all(order, room, moved)
    _restore_map(order)
    counted = order.moved_rows.count()
    MovedRow.objects.filter(order=order).delete()
    order.status, order.undone_at = ChangeOrder.Status.UNDONE, timezone.now()
    order.save(update_fields=["status", "undone_at"])
    record(
        "places.undo_change_order",
        actor=actor,
        subject_kind="change_order",
        subject_id=order.pk,
        changes={"status": ["applied", "undone"], "rows": [counted, 0]},
    )


def _refuse_if_touched(order: ChangeOrder) -> None:
    touched = []
    for room, noun in order.moved_rows.values_list("room", "noun").distinct().order_by("room", "noun"):
        count = count_touched(order, room, noun)
        if count:
            touched.append(f"{registry.label_of(room, noun)}: {count}")
    if touched:
        raise Refusal(
            _("Không hoàn tác được: có dữ liệu đã thay đổi sau khi áp dụng lệnh (%(touched)s).")
            % {"touched": "; ".join(touched)},
            remedy=_("Lập lệnh thay đổi mới, hoặc hoàn tác các thay đổi sau trước."),
            code="touched",
        )


def _restore_map(order: ChangeOrder) -> None:
    """The places the order made keep their rows, without a spell: applied again, it makes the same places of them."""
    spells = order.moved_rows.filter(room=OWN_ROOM, noun="spell").values_list("row_id", flat=True)
    changed = set(PlaceSpell.objects.filter(pk__in=spells).values_list("place_id", flat=True))
    Succession.objects.filter(order=order).delete()
    restore_rows(order, OWN_ROOM, "spell")
    Ancestry.objects.rebuild(changed)
    new_places = Place.objects.filter(pk__in=order.steps.filter(verb=ChangeStep.Verb.MAKE).values("place"))
    if _is_used(list(new_places.values_list("pk", flat=True))):
        raise Refusal(
            _("Không hoàn tác được: đơn vị mới đã có dữ liệu được nhập sau khi áp dụng lệnh."), code="touched"
        )


def _is_used(places: list[int]) -> bool:
    """Does any row of any room still need these places? The database is asked to delete them, and takes it back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE places_changestep SET place_id = NULL WHERE place_id = ANY(%s)", [places])
            cursor.execute("UPDATE places_changestep SET other_id = NULL WHERE other_id = ANY(%s)", [places])
            cursor.execute("DELETE FROM places_place WHERE id = ANY(%s)", [places])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False
