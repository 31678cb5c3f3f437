"""Heavy libraries load when they are first used."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hieuhoc.lib.later import when_used


@pytest.fixture
def heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "heavy_thing.py").write_text("import sys\nsys.heavy_is_loaded = True\nweight = 40\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "heavy_is_loaded", False, raising=False)
    yield "heavy_thing"
    sys.modules.pop("heavy_thing", None)


def test_a_heavy_library_loads_when_something_of_it_is_asked_for(heavy: str) -> None:
    module = when_used(heavy)
    assert not vars(sys)["heavy_is_loaded"]
    assert module.weight == 40
    assert vars(sys)["heavy_is_loaded"]


def test_until_then_nobody_takes_it_for_a_loaded_one(heavy: str) -> None:
    module = when_used(heavy)
    assert heavy not in sys.modules
    assert module.weight == 40
    assert vars(sys.modules[heavy])["weight"] == 40


def test_a_library_that_is_not_installed_is_missed_at_once() -> None:
    with pytest.raises(ModuleNotFoundError):
        when_used("no_such_library")


def test_a_process_begins_without_them() -> None:
    says = (
        "import sys, django; django.setup();"
        "from psycopg.adapt import Transformer; Transformer().as_literal(5);"
        "print(set(sys.modules) & {'duckdb', 'numpy', 'pyarrow', 'pikepdf', 'PIL', 'typst'})"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hieuhoc.config.settings"}
    child = subprocess.run([sys.executable, "-c", says], env=environment, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "set()"
