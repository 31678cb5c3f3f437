"""An alert that waits, or waits to be inspected, goes along to the place that follows; what was answered stays where it was. Its
key then says where it comes from: the successor may have a find of its own under the same one."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from hieuhoc.alerts.models import Alert
from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

ROOM = "alerts"
# The way back goes from the last to the first: places before keys.
TABLES = {"alert_key": "alerts_alert", "alert": "alerts_alert"}
LABELS = {"alert": gettext_lazy("cảnh báo"), "alert_key": gettext_lazy("ký hiệu của cảnh báo")}
WAITS = "row.status IN ('alarming', 'to_inspect')"


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    goes = {**moves.whole, **moves.upward}
    yield from _with_origin(order, goes)
    update_rows(order, ROOM, "alert", column="place_id", mapping=goes, where=WAITS)


def _with_origin(order: ChangeOrder, goes: dict[int, int]) -> Iterable[MovedRow]:
    waiting = [Alert.Status.OPEN, Alert.Status.SENT]
    for alert in Alert.objects.filter(place__in=goes, status__in=waiting).order_by("pk"):
        old, alert.key = alert.key, f"{alert.key} {alert.place_id}"[-60:]
        alert.save(update_fields=["key"])
        keys = {"before": {"key": old}, "after": {"key": alert.key}}
        yield MovedRow(order=order, room=ROOM, noun="alert_key", row_id=alert.pk, **keys)
