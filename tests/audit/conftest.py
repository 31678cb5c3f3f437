from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, settings: Settings) -> Path:
    """What is kept outside the database, of this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path
