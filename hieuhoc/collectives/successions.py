"""What is not decided yet goes on at the unit that followed whole. Decisions stay where they were made."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

TABLES = {"registration": "collectives_registration"}
LABELS = {"registration": _("mô hình học tập đăng ký")}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    update_rows(
        order,
        "collectives",
        "registration",
        column="place_id",
        mapping={**moves.whole, **moves.upward},
        where="row.decision_id IS NULL",
    )
    return []
