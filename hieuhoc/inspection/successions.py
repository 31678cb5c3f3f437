"""Plans and visits that go on, and what still has to be put right, lie with the place that follows. What was drawn and what was
concluded stays where it was; the successor reads it, and answers for what was found there."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

TABLES = {"plan": "inspection_inspectionplan", "visit": "inspection_inspection"}
LABELS = {"plan": gettext_lazy("kế hoạch kiểm tra"), "visit": gettext_lazy("cuộc kiểm tra")}
# A visit that is over goes along while something found on it still has to be put right: its place answers for it.
GOES_ON = """row.status IN ('to_visit', 'being_checked') OR EXISTS (
    SELECT FROM inspection_finding AS found WHERE found.inspection_id = row.id AND found.status = 'to_fix')"""


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    goes = {**moves.whole, **moves.upward}
    update_rows(order, "inspection", "plan", column="place_id", mapping=goes, where="row.status = 'inspecting'")
    update_rows(order, "inspection", "visit", column="place_id", mapping=goes, where=GOES_ON)
    return []
