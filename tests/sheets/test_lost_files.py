"""A file of an import that is gone from the disk, or damaged, is told in words and costs nothing that was written. What an
older release read is read again before it is written."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from hieuhoc.people.models import Citizen
from hieuhoc.sheets import actions, checking, staging
from hieuhoc.sheets.actions import check_batch, confirm_batch, undo_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.sheet import Sheet
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
def test_lost_rows_are_told_and_the_batch_can_be_checked_again(batch: Batch, harm: Callable[[Path], None]) -> None:
    harm(staging.path_of(batch, staging.staged_name(0)))
    with refused("stored_file_lost"):
        confirm_batch(batch, workers=1, actor=None)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.CHECKED
    assert not Citizen.objects.exists()
    confirm_batch(check_batch(batch, actor=None), workers=1, actor=None)
    assert Citizen.objects.count() == 1


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
