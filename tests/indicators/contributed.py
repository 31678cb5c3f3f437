"""Indicators a room might bring along: another subject than persons, sums, counts and ratios. The property test counts
them beside T1 to T5, by both engines and by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from hieuhoc.indicators import definition
from hieuhoc.indicators.definition import Indicator, IndicatorReading, Subject
from hieuhoc.indicators.rules import Measure
from hieuhoc.people.indicators import LEVEL, PERSON

UNIT = Subject(
    code="unit", name="đơn vị", relation="unit", names=lambda ids: dict.fromkeys(ids, "đơn vị"), is_personal=False
)

AGES = Indicator(
    code="AGES",
    name="Tuổi",
    sentence="Tuổi của mọi người đang cư trú, cộng lại.",
    subject=PERSON,
    of="người",
    legal_source="Kế hoạch của tỉnh",
    measure=Measure.SUM,
    unit="năm",
    members="""
SELECT p.citizen, y.year, r.place, (y.year - p.birth_year) * 1000000000::bigint AS age
FROM years AS y
INNER JOIN residence AS r ON r.since <= y.day AND r.until > y.day
INNER JOIN here ON here.place = r.place
INNER JOIN person AS p ON p.citizen = r.citizen AND p.gone_on > y.day AND p.birth_year < 9999
""",
    readings=(
        IndicatorReading("all", "Mọi người", numerator="age"),
        IndicatorReading("young", "Người dưới 25 tuổi", denominator="age < 25000000000", numerator="age"),
    ),
    reading_of=lambda settings: "all",
)

UNITS = """
SELECT
    u.unit, y.year, u.place, u.level,
    count(p.citizen) AS staff,
    count(l.unit) > 0 AS is_learning
FROM years AS y
INNER JOIN unit AS u ON u.since <= y.day AND u.until > y.day
INNER JOIN here ON here.place = u.place
LEFT JOIN learning_unit AS l ON l.unit = u.unit AND l.year = y.year
LEFT JOIN unit_member AS m ON m.unit = u.unit AND m.since <= y.day AND m.until > y.day
LEFT JOIN person AS p ON p.citizen = m.citizen AND p.gone_on > y.day
GROUP BY u.unit, y.year, u.place, u.level
"""


def of_units(code: str, measure: Measure, reading: IndicatorReading) -> Indicator:
    return Indicator(
        code=code,
        name=code,
        sentence=code,
        subject=UNIT,
        of="đơn vị",
        legal_source="Kế hoạch của tỉnh",
        measure=measure,
        unit="người mỗi đơn vị" if measure is Measure.RATIO else "",
        members=UNITS,
        readings=(reading,),
        reading_of=lambda settings: reading.code,
        dimension=LEVEL,
    )


INDICATORS = (
    AGES,
    of_units("SEATS", Measure.COUNT, IndicatorReading("all", "Mọi đơn vị")),
    of_units("LEARN", Measure.SHARE, IndicatorReading("all", "Đơn vị học tập", numerator="is_learning")),
    of_units("STAFF", Measure.RATIO, IndicatorReading("all", "Người mỗi đơn vị", numerator="staff", per="1")),
)


@contextmanager
def contributed() -> Iterator[None]:
    """As if a room with these were installed."""
    room = ModuleType("indicators")
    room.__dict__["INDICATORS"] = INDICATORS
    definition.add_room("tests", room)
    try:
        yield
    finally:
        for indicator in INDICATORS:
            definition.registry.pop(indicator.code)
