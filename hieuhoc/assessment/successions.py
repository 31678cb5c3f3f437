"""Dossiers in progress go to the office of the unit that followed whole. Those of a cut ward stay there, in reach of
the province, until the person is assigned; every deed on a dossier reads its person's place anew. A meeting that was called
goes along."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

TABLES = {"dossier": "assessment_dossier", "meeting": "assessment_meeting"}
LABELS = {"dossier": _("hồ sơ đánh giá đang làm"), "meeting": _("cuộc họp hội đồng đã mời")}
IN_PROGRESS = "row.status NOT IN ('recognised', 'withdrawn')"
CALLED = "row.status = 'called'"


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    update_rows(
        order, "assessment", "dossier", column="place_id", mapping={**moves.whole, **moves.upward}, where=IN_PROGRESS
    )
    # What is laid before it went along; two communes that became one may have called two. A held one stays where it was.
    update_rows(
        order, "assessment", "meeting", column="place_id", mapping={**moves.whole, **moves.upward}, where=CALLED
    )
    return []
