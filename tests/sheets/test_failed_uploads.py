"""An upload that fails leaves nothing behind, neither a batch nor its bytes."""

import errno
import io
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from django.conf import settings

from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets.actions import receive_file
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.staging import FOLDERS
from tests.people.makers import make_land

pytestmark = pytest.mark.django_db


class Breaking(io.RawIOBase):
    """Two megabytes, then the disk (or the line) is at its end."""

    def __init__(self, error: Exception) -> None:
        self.left, self.error = 2 << 20, error

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            raise self.error
        part = min(self.left, size)
        self.left -= part
        return b"x" * part


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), Refusal("Bị ngắt.", code="cut")])
def test_what_was_kept_of_it_is_freed_at_once(error: Exception) -> None:
    land, folders = make_land(), Path(settings.DATA_DIR) / FOLDERS
    before = set(folders.glob("*"))
    with pytest.raises(type(error)):
        receive_file(
            "roster",
            cast(BinaryIO, Breaking(error)),
            file_name="a.csv",
            place=land.near,
            settings={"since": "2024-01-01"},
            actor=None,
        )
    assert set(folders.glob("*")) == before
    assert not Batch.objects.exists()
