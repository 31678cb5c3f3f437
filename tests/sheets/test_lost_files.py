"""A file of an import that is gone from the disk, or damaged, is told in words and costs nothing that was written. What an
older release read is read again before it is written."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.people.models import Citizen, Group
from hieuhoc.sheets import actions, checking, staging
from hieuhoc.sheets.actions import check_batch, confirm_batch, undo_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.sheet import Sheet
from tests.cast import Cast
from tests.people.makers import Land
from tests.refusals import refused
from tests.sheets.files import ROSTER, csv_of, outcomes, received

pytestmark = pytest.mark.django_db
AN = ["Nguyễn Văn An", "1980", "Nam", "066080000001", "", "Buôn Drăh", "", "", ""]  # makes nothing beside the person


@pytest.fixture
def batch(land: Land) -> Batch:
    return received("roster", csv_of(ROSTER, [AN]), land.near, since="2024-01-01")


def lose(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9] + b"otherwise")


@pytest.mark.parametrize("harm", [lose, damage])
def test_a_lost_upload_is_told(batch: Batch, harm: Callable[[Path], None]) -> None:
    harm(staging.path_of(batch, staging.SOURCE))
    batch = check_batch(batch, actor=None)
    assert batch.status == Batch.Status.REFUSED
    assert "đã mất hoặc hỏng" in batch.refusal


@pytest.mark.parametrize("harm", [lose, damage])
def test_lost_rows_are_told_and_read_again_with_nothing_made_for_them(land: Land, harm: Callable[[Path], None]) -> None:
    in_household = [*AN[:6], "H0001", *AN[7:]]
    batch = received("roster", csv_of(ROSTER, [in_household]), land.near, since="2024-01-01")
    harm(staging.path_of(batch, staging.staged_name(0)))
    with refused("stored_file_lost", match="vừa được kiểm tra lại; chưa ghi gì"):
        confirm_batch(batch, workers=1, actor=None)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.CHECKED
    assert not Citizen.objects.exists()
    assert not Group.objects.exists()
    confirm_batch(batch, workers=1, actor=None)
    assert (Citizen.objects.count(), Group.objects.get().code) == (1, "H0001")
    assert undo_batch(batch, actor=None).status == Batch.Status.UNDONE
    assert not Group.objects.exists()


def test_rows_lost_behind_written_ones_lead_to_taking_back(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hieuhoc.sheets.reading.CHUNK_ROWS", 1)
    two = [AN, ["Trần Thị Bình", "1981", "Nữ", "066181000002", "", "Buôn Drăh", "", "", ""]]
    batch = received("roster", csv_of(ROSTER, two), land.near, since="2024-01-01")
    damage(staging.path_of(batch, staging.staged_name(1)))
    with refused("stored_file_lost", match="không ghi tiếp được"):
        confirm_batch(batch, workers=1, actor=None)
    assert Citizen.objects.count() == 1
    actions.cancel_batch(batch, actor=None)
    undo_batch(batch, actor=None)
    assert not Citizen.objects.exists()


def test_the_page_of_a_batch_with_damaged_rows_says_so_and_offers_to_read_it_again(cast: Cast, client: Client) -> None:
    batch = received("roster", csv_of(ROSTER, [AN]), cast.commune, since="2024-01-01")
    client.force_login(cast.minh)
    damage(staging.path_of(batch, staging.staged_name(0)))
    page = client.get(reverse("office:batch", args=[batch.pk]))
    assert page.status_code == 200
    assert "đã mất hoặc hỏng trên máy chủ. Kiểm tra lại tệp" in page.content.decode()
    assert reverse("office:batch-check", args=[batch.pk]) in page.content.decode()
    assert page.context["heading"].action_text == "Kiểm tra lại"


@pytest.mark.parametrize("harm", [lose, damage])
def test_without_what_takes_it_back_an_import_stays_whole(batch: Batch, harm: Callable[[Path], None]) -> None:
    confirm_batch(batch, workers=1, actor=None)
    harm(staging.path_of(batch, staging.undo_name(0)))
    with refused("stored_file_lost"):
        undo_batch(batch, actor=None)
    batch.refresh_from_db()
    assert (batch.status, Citizen.objects.count()) == (Batch.Status.DONE, 1)


def an_older_release(_sheet: Sheet) -> str:
    return "1:older"


def test_what_an_older_release_read_is_read_again_and_looked_at(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(checking, "reading_release", an_older_release)
        batch = received("roster", csv_of(ROSTER, [AN]), land.near, since="2024-01-01")
    staging.keep_frames(batch, staging.staged_name(0), [({}, pl.DataFrame({"row": [2], "outcome": ["new"]}))])
    with refused("read_by_older"):
        confirm_batch(batch, workers=1, actor=None)
    batch.refresh_from_db()
    assert (batch.status, outcomes(batch)) == (Batch.Status.CHECKED, {"new": 1})
    assert confirm_batch(batch, workers=1, actor=None).status == Batch.Status.DONE


def test_what_an_older_release_wrote_half_can_be_taken_back(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    staging.keep_frames(batch, staging.staged_name(0), [({}, pl.DataFrame({"row": [2], "outcome": ["new"]}))])
    Batch.objects.filter(pk=batch.pk).update(status=Batch.Status.WRITING)
    monkeypatch.setattr(actions, "reading_release", an_older_release)
    with refused("half_written_by_older"):
        confirm_batch(batch, workers=1, actor=None)
    actions.cancel_batch(batch, actor=None)
    assert undo_batch(batch, actor=None).status == Batch.Status.CANCELLED
