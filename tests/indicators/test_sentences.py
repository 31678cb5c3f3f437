"""A figure speaks by its measure, in its indicator's own words."""

from dataclasses import replace
from decimal import Decimal

from hieuhoc.indicators.definition import indicators, registry, settings_with_defaults
from hieuhoc.indicators.reads import how_counted
from hieuhoc.indicators.rules import Measure, Value, share
from hieuhoc.indicators.sentences import figure_sentence, target_in_words
from tests.indicators.contributed import AGES, UNIT

FUND = replace(AGES, unit="đồng", subject=UNIT, of="quỹ")
BOXES = replace(FUND, measure=Measure.COUNT, unit="", of="tủ sách")
BOOKS = replace(FUND, measure=Measure.RATIO, unit="cuốn mỗi người")
READERS = replace(FUND, measure=Measure.SHARE, unit="", of="gia đình")


def test_a_sum_is_said_in_its_unit() -> None:
    value = Value(12_500_000, 31, 31)
    assert figure_sentence("Xã Cư Né", FUND, "all", value, None) == "Xã Cư Né: 12.500.000 đồng"
    assert (
        figure_sentence("Xã Cư Né", FUND, "all", value, Decimal(20_000_000))
        == "Xã Cư Né: 12.500.000 đồng — thiếu 7.500.000 đồng để đạt 20.000.000 đồng"
    )
    reached = figure_sentence("Xã Cư Né", FUND, "all", value, Decimal(12_500_000))
    assert reached == "Xã Cư Né: 12.500.000 đồng — đạt chỉ tiêu 12.500.000 đồng"


def test_a_count_is_said_in_its_subjects() -> None:
    value = Value(7, 7, 7)
    assert figure_sentence("Xã A", BOXES, "all", value, Decimal(10)) == (
        "Xã A: 7 tủ sách — thiếu 3 tủ sách để đạt 10 tủ sách"
    )


def test_a_ratio_is_said_with_a_decimal() -> None:
    value = Value(250, 100, 4)
    assert figure_sentence("Xã A", BOOKS, "all", value, Decimal("3.5")) == (
        "Xã A: 2,5 cuốn mỗi người — thiếu 1,0 cuốn mỗi người để đạt 3,5 cuốn mỗi người"
    )


def test_a_share_of_other_subjects_misses_those() -> None:
    said = figure_sentence("Xã A", READERS, "all", share(30, 100), Decimal("62.5"))
    assert said == "Xã A: 30/100 gia đình, 30,0% — thiếu 33 đơn vị để đạt 62,5%"
    assert target_in_words(READERS, Decimal("62.50")) == "62,5%"


def test_every_reading_of_some_only_names_its_own_denominator() -> None:
    """Else 8.869 of 11.379 with digital skills would read as of all who hold the title."""
    assert figure_sentence("Tỉnh A", registry["T5"], "of_skilled", share(8869, 11379), None) == (
        "Tỉnh A: 8.869/11.379 người đạt danh hiệu có kỹ năng số, 77,9%"
    )
    for indicator in indicators():
        words = {indicator.words_of(reading.code): reading.denominator for reading in indicator.readings}
        # Of the models the reading's own name tells; whom a figure leaves out stands beside it.
        told = {"TRUE", "is_recognised", "left_out = ''"}
        subjects = {frozenset(reading.denominator.split(" AND ")) - told for reading in indicator.readings}
        assert len(words) == len(subjects), indicator.code


def test_of_nobody_nothing_is_said() -> None:
    assert figure_sentence("Xã A", FUND, "all", Value(), Decimal(1)) == "Xã A: chưa có quỹ để tính"
    assert figure_sentence("Xã A", BOOKS, "all", Value(0, 0, 3), None) == "Xã A: chưa có quỹ để tính"


def test_what_stands_beside_the_targets_is_counted_by_its_own_words() -> None:
    decided = settings_with_defaults({})
    raised = registry["V1"]
    assert how_counted(decided, raised) == [str(raised.sentence)]
    assert how_counted(decided, registry["T2"]) == how_counted(decided)
    assert len(how_counted(decided)) > 1
