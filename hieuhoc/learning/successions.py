"""Activities and courses that are still to be held when a place goes whole into another one are held there; what was held
before stays where it was. Those of a cut ward stay for the province to place."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

TABLES = {"activity": "learning_activity", "training": "learning_training"}
LABELS = {"activity": _("hoạt động học tập sắp tới"), "training": _("lớp tập huấn sắp tới")}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    where = f"row.last_on >= '{moves.on}'"
    update_rows(order, "learning", "activity", column="place_id", mapping=moves.whole, where=where)
    coming = f"row.held_on >= '{moves.on}'"
    update_rows(order, "learning", "training", column="place_id", mapping=moves.whole, where=coming)
    return []
