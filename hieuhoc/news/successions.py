"""A campaign that is still a draft is sent by the place that follows. What was sent, told and adopted stays where it was."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

TABLES = {"campaign": "news_campaign"}
LABELS = {"campaign": gettext_lazy("đợt gửi tin đang soạn")}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    mapping = moves.whole
    update_rows(order, "news", "campaign", column="place_id", mapping=mapping, where="row.status = 'draft'")
    return []
