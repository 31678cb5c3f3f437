from pathlib import Path

import pytest

import hieuhoc.web.ui

UI = Path(hieuhoc.web.ui.__file__).parent


@pytest.fixture
def sprite() -> str:
    return (UI / "static/ui/vendor/tabler-icons/icons.svg").read_text(encoding="utf-8")
