"""What a new room gets by being installed: its sheet, page, deeds, history, moves, promises and figures."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.audit.models import Entry, Reading
from hieuhoc.indicators.actions import open_year
from hieuhoc.indicators.models import Figure
from hieuhoc.indicators.recounting import recount_everything, recount_stale
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.sheets.actions import undo_batch
from hieuhoc.sheets.workbooks import write_export
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.promises import broken_promises
from tests.book_boxes.actions import NewBox, add_box, give_away_box
from tests.book_boxes.models import BookBox
from tests.cast import Cast
from tests.people.makers import add
from tests.places.small_map import new
from tests.sheets.files import csv_of, imported, outcomes, received

pytestmark = pytest.mark.django_db
HEADERS = ["Mã tủ", "Thôn, buôn", "Số định danh", "Họ và tên", "Ngày sinh", "Số sách", "Giá trị (đồng)", "Từ ngày"]
ROW = ["TS-01", "Buôn Drăh", "066190001234", "H'Lan Niê", "06/05/1990", "120", "2500000", "01/03/2024"]


def box_of(cast: Cast, code: str = "TS-01", value: int = 2_500_000) -> BookBox:
    new_box = NewBox(code, cast.land.near_village, cast.lan, books=120, value=value, since=date(2024, 3, 1))
    return add_box(new_box, actor=cast.minh)


def figures(year: int) -> dict[int | None, tuple[int, int]]:
    """Place -> đồng, boxes."""
    rows = Figure.objects.filter(indicator="BOOKS", year=year, part="", map_date=None)
    return {row.place_id: (row.numerator, row.denominator) for row in rows}


def test_its_sheet_is_imported_exported_and_undone(cast: Cast, tmp_path: Path) -> None:
    batch = imported("book_boxes", csv_of(HEADERS, [ROW]), cast.land.near, actor=cast.minh)
    assert outcomes(batch) == {"new": 1}, batch.counts
    box = BookBox.objects.get()
    assert (box.place, box.keeper, box.books, box.value) == (cast.land.near_village, cast.lan, 120, 2_500_000)
    target = tmp_path / "tu-sach.xlsx"
    assert write_export("book_boxes", cast.land.near, target, on=timezone.localdate(), actor=cast.minh) == 1
    again = received("book_boxes", target.read_bytes(), cast.land.near, name=target.name, actor=cast.minh)
    assert outcomes(again) == {"same": 1}
    undo_batch(batch, actor=cast.minh)
    assert not BookBox.objects.exists()


def test_its_page_shows_the_boxes_of_ones_own_place_and_records_the_look(cast: Cast, client: Client) -> None:
    box_of(cast)
    client.force_login(cast.minh)
    page = client.get(reverse("office:book-box-list"))
    assert "TS-01" in page.text
    assert "Buôn Drăh" in page.text
    assert Reading.objects.filter(actor=cast.minh).exists()
    assert f'href="{reverse("office:book-box-list")}"' in client.get(reverse("office:home")).text  # in the menu
    client.force_login(cast.son)
    assert "TS-01" not in client.get(reverse("office:book-box-list")).text
    client.force_login(cast.lan_user)
    assert client.get(reverse("office:book-box-list")).status_code == 403


def test_its_deed_is_done_on_a_page_and_stands_in_the_history_in_words(cast: Cast, client: Client) -> None:
    box = box_of(cast)
    address = reverse("office:book-box-give-away", args=[box.pk])
    client.force_login(cast.son)
    assert client.post(address, {"on": "01/05/2025"}).status_code == 404
    client.force_login(cast.minh)
    assert client.post(address, {"on": "01/01/2024"}).status_code == 409
    assert client.post(address, {"on": "01/05/2025"}).status_code == 302
    entry = Entry.objects.get(deed="book_boxes.give_away_box")
    assert (entry.subject_kind, entry.subject_id, entry.actor) == ("book_box", box.pk, cast.minh)
    assert deed_words(entry.deed) == "Cho tủ sách đi nơi khác"


def test_its_row_follows_a_merger_without_leaving_earlier_years_and_comes_back(cast: Cast) -> None:
    open_year(2024, actor=None)
    box = add_box(NewBox("TS-02", cast.land.near, cast.lan, 10, 1_000, date(2024, 3, 1)), actor=cast.minh)
    recount_everything(engine="postgresql", today=date(2025, 8, 1))
    before = figures(2024)
    assert before[cast.land.near.pk] == (1_000, 1)
    merger = drafting.merge([cast.land.near.pk, cast.land.far.pk], new("Cư Né Mới", cast.land.province))
    order = draft_order("1/NQ", "Sắp xếp", date(2025, 7, 1), list(merger), actor=None)
    apply_change_order(order, actor=None)
    assert BookBox.objects.get(until=None).place == order.steps.get(verb="make").place
    recount_everything(engine="postgresql", today=date(2025, 8, 1))
    assert figures(2024) == before
    undo_change_order(order, actor=None)
    assert list(BookBox.objects.values_list("pk", "place", "until")) == [(box.pk, cast.land.near.pk, None)]


def test_its_rows_follow_the_person_when_two_records_are_joined(cast: Cast) -> None:
    twin = add(cast.land.near_village, "Hờ Lan Niê", birth_date=date(1990, 5, 6))
    box = add_box(NewBox("TS-03", cast.land.near, twin, 10, 1_000, date(2024, 3, 1)), actor=cast.minh)
    join = join_citizens(cast.lan, twin, reason="Một người", actor=None)
    box.refresh_from_db()
    assert box.keeper == cast.lan
    assert broken_promises() == []
    take_apart_join(join, reason="Hai người", actor=None)
    box.refresh_from_db()
    assert box.keeper == twin


def test_its_promise_is_kept_watch_over(cast: Cast) -> None:
    box = box_of(cast)
    twin = add(cast.land.near_village, "Hờ Lan Niê", birth_date=date(1990, 5, 6))
    join_citizens(cast.lan, twin, reason="Một người", actor=None)
    BookBox.objects.filter(pk=box.pk).update(keeper=twin)
    assert [broken.promise for broken in broken_promises()] == ["the keeper of a book box is a record of its own"]


def test_its_money_is_the_same_on_both_engines_and_counted_again_after_a_deed(cast: Cast) -> None:
    open_year(2024, actor=None)
    box_of(cast)
    box_of(cast, "TS-02", 9_000_000_000_000)
    for engine in ("postgresql", "duckdb"):
        Figure.objects.all().delete()
        recount_everything(engine=engine, today=date(2024, 12, 31))
        assert figures(2024)[cast.land.near.pk] == (9_000_002_500_000, 2)
        assert figures(2024)[cast.land.province.pk] == (9_000_002_500_000, 2)
    give_away_box(BookBox.objects.get(code="TS-02"), until=date(2024, 6, 1), actor=cast.minh)
    recount_stale(today=date(2024, 12, 31))
    assert figures(2024)[None] == (2_500_000, 1)


def test_its_figure_is_told_in_its_own_words(cast: Cast, client: Client) -> None:
    open_year(2024, actor=None)
    box_of(cast)
    recount_everything(engine="postgresql", today=date(2024, 12, 31))
    client.force_login(cast.hoa)
    page = client.get(reverse("office:figures-place", args=[cast.land.province.pk]) + "?year=2024&indicator=BOOKS")
    assert "Giá trị tủ sách" in page.text
    assert "2.500.000 đồng" in page.text
