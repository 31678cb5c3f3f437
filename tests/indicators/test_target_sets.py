"""What a year is measured and read by: of now while it is open, of the day it was closed afterwards."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import close_year, enter_targets, publish_revision, revise_year
from hieuhoc.indicators.models import Revision, Target, TargetSet
from hieuhoc.indicators.published import load_targets
from hieuhoc.indicators.reads import FigureCard
from hieuhoc.indicators.recounting import count_revision, recount_everything
from tests.indicators.makers import TODAY, DrawnProvince, draw_province
from tests.made_once import made_once
from tests.refusals import refused

pytestmark = pytest.mark.django_db
YEAR = 2024


@made_once
def world() -> DrawnProvince:
    made = draw_province(Random(5), people=300)
    load_targets()
    recount_everything(engine="postgresql", today=TODAY)
    return made


def enter(code: str, place: int | None, since: date | None, **words: Any) -> TargetSet:
    plain: dict[str, Any] = {"name": code, "document": "KH", "numbers": {}, "settings": {}, "until": None}
    return enter_targets(code=code, place_id=place, since=since, actor=None, **plain | words)


def card(place: int, code: str, year: int = YEAR, *, published: bool = False) -> FigureCard:
    return next(one for one in reads.cards(place, year, published=published) if one.indicator.code == code)


def lines(client: Client, place: int) -> str:
    page = client.get(reverse("public:figures-place", args=[place]), {"year": str(YEAR), "indicator": "T2"})
    return page.content.decode()


def test_a_closed_year_keeps_what_it_was_read_and_measured_by_until_it_is_revised(
    world: DrawnProvince, client: Client
) -> None:
    place = world.map.provinces[0]
    publish_revision(close_year(YEAR, actor=None), actor=None)
    before, told = card(place, "T2", published=True), lines(client, place)
    assert "Tính cả mô hình đã đăng ký" in told
    assert before.target is not None
    enter("nghiem", place, None, settings={"group_status": "recognised"}, numbers={("T2", 2025): Decimal(90)})
    after = card(place, "T2", published=True)
    assert (after.reading, after.value, after.target) == (before.reading, before.value, before.target)
    assert lines(client, place) == told
    assert card(place, "T2", 2023).reading == "recognised"  # an open year is read anew at once
    revision = revise_year(YEAR, reason="Đọc lại theo kế hoạch mới", actor=None)
    count_revision(revision, engine="postgresql", today=TODAY)
    publish_revision(revision, actor=None)
    revised = card(place, "T2", published=True)
    assert revised.target is not None
    assert (revised.reading, revised.target.number) == ("recognised", Decimal(90))
    assert "Chỉ tính mô hình đã được công nhận" in lines(client, place)


def test_the_line_over_the_years_reads_each_year_as_it_was_closed(world: DrawnProvince, client: Client) -> None:
    place = world.map.provinces[0]
    close_year(2023, actor=None)
    enter("nghiem", place, None, settings={"group_status": "recognised"})
    assert card(place, "T2", 2023).reading == "registered"
    assert card(place, "T2", 2024).reading == "recognised"


def test_two_sets_of_one_place_and_one_day_are_refused(world: DrawnProvince) -> None:
    place = world.map.new_province
    enter("mot", place, date(2025, 7, 1))
    with refused("same_period"):
        enter("hai", place, date(2025, 7, 1))
    with refused("same_period"):
        enter("quoc-gia", None, None)  # the national one stands already
    enter("mot", place, date(2025, 7, 1), name="Sửa")
    assert TargetSet.objects.filter(place=place).count() == 1


def test_a_later_set_is_asked_first_and_silent_ones_leave_it_to_those_before_and_above(world: DrawnProvince) -> None:
    commune, province = world.map.new[0], world.map.new_province
    enter("truoc", province, date(2025, 1, 1), numbers={("T2", 2025): Decimal(50), ("T3", 2025): Decimal(51)})
    enter("sau", province, date(2025, 9, 1), numbers={("T2", 2025): Decimal(55), ("T3", 2025): None})
    enter("xa", commune, date(2025, 9, 1), settings={"proficient_of": "skilled"})
    enter(
        "sau", province, date(2025, 9, 1), numbers={("T2", 2025): Decimal(55)}, settings={"group_status": "recognised"}
    )
    targets = {one.indicator.code: one.target for one in reads.cards(commune, 2025)}
    said = {code: (line.target_set.code, int(line.number)) for code, line in targets.items() if line}
    assert said == {
        "T1": ("677", 100),
        "T2": ("sau", 55),
        "T3": ("truoc", 51),
        "T4": ("677", 70),
        "T5": ("677", 60),
    }
    assert (card(commune, "T2", 2025).reading, card(commune, "T5", 2025).reading) == ("recognised", "of_skilled")


def test_where_no_document_gives_a_number_the_page_says_so(world: DrawnProvince, client: Client) -> None:
    Target.objects.filter(indicator="T2").delete()
    publish_revision(close_year(YEAR, actor=None), actor=None)
    place = world.map.provinces[0]
    assert card(place, "T2").target is None
    assert "Không có chỉ tiêu để so" in lines(client, place)


def test_what_a_closed_year_keeps_is_read_back_as_it_was(world: DrawnProvince) -> None:
    place = world.map.new_province
    enter(
        "ke-hoach",
        place,
        date(2023, 1, 1),
        numbers={("T2", 2025): Decimal("62.5")},
        settings={"group_status": "recognised"},
    )
    now = reads.measured_by(place, YEAR, None)
    revision = close_year(YEAR, actor=None)
    TargetSet.objects.all().delete()
    assert reads.measured_by(place, YEAR, Revision.objects.get(pk=revision.pk)) == now
