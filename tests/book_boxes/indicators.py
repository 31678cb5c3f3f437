"""What the book boxes of a place are worth."""

from collections.abc import Collection

from hieuhoc.indicators.definition import Indicator, IndicatorReading, Subject
from hieuhoc.indicators.relations import PLACE, SPELL, Relation, RelationColumn, RelationType
from hieuhoc.indicators.rules import Measure
from tests.book_boxes.models import BookBox

RELATIONS = (
    Relation(
        "book_box",
        (RelationColumn("book_box", RelationType.ID), PLACE, RelationColumn("value", RelationType.AMOUNT), *SPELL),
        "SELECT book_box, place, value, {since}, {until} FROM stat.book_box",
        "book_box >> 19",
    ),
)


def codes(ids: Collection[int]) -> dict[int, str]:
    return dict(BookBox.objects.filter(pk__in=ids).values_list("pk", "code"))


BOOK_BOX = Subject(code="book_box", name="tủ sách", relation="book_box", names=codes, is_personal=False)

INDICATORS = (
    Indicator(
        code="BOOKS",
        name="Giá trị tủ sách",
        sentence="Giá trị các tủ sách đang đặt tại nơi này vào ngày cuối năm.",
        subject=BOOK_BOX,
        of="tủ sách",
        legal_source="Kế hoạch của tỉnh",
        measure=Measure.SUM,
        unit="đồng",
        members="""
SELECT b.book_box, y.year, b.place, b.value
FROM years AS y
INNER JOIN book_box AS b ON b.since <= y.day AND b.until > y.day
INNER JOIN here ON here.place = b.place
""",
        readings=(IndicatorReading("all", "Mọi tủ sách", numerator="value"),),
        reading_of=lambda settings: "all",
    ),
)
