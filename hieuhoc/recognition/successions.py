"""Proposal lists not yet decided go to the unit that followed whole. Decisions and titles stay where they were made."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

TABLES = {"proposal": "recognition_proposal"}
LABELS = {"proposal": _("danh sách đề nghị")}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    update_rows(
        order,
        "recognition",
        "proposal",
        column="place_id",
        mapping={**moves.whole, **moves.upward},
        where="row.status <> 'decided'",
    )
    return []
