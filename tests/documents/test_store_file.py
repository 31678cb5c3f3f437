"""Stored files are encrypted on disk and known by their hash."""

from pathlib import Path

import pytest
from pytest_django import Settings

from hieuhoc.documents.actions import read_file, store_file
from hieuhoc.lib.crypto import Unreadable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_a_file_comes_back_as_it_went_in_and_is_not_readable_on_disk(
    data_folder: Path,
) -> None:
    document = store_file(b"minh chung", kind="evidence", file_name="a.txt", media_type="text/plain")
    assert read_file(document) == b"minh chung"
    assert b"minh" not in (data_folder / document.path).read_bytes()


def test_a_changed_file_is_refused(data_folder: Path) -> None:
    document = store_file(b"minh chung", kind="evidence", file_name="a.txt", media_type="text/plain")
    path = data_folder / document.path
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Unreadable):
        read_file(document)
