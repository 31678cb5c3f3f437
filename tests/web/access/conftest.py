import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.staging import SOURCE, path_of
from tests.made_once import made_once
from tests.web.access.browsing import Browser
from tests.web.access.world import BothSides, make_access_world

world = made_once(make_access_world, name="world")


@pytest.fixture
def browser_of(world: BothSides) -> Callable[[str], Browser]:
    """A browser of one of the cast; the name "anonymous" gets one without a session."""
    return lambda name: Browser(world.people.get(name))


@pytest.fixture
def files_given_back(world: BothSides, tmp_path: Path) -> Iterator[None]:
    """Rows are taken back after a test, files on the disk are not: a test whose deeds may erase somebody gives them back."""
    folders = [path_of(Batch.objects.get(pk=side.rows["batch"]), SOURCE).parent for side in world.sides]
    for folder in folders:
        shutil.copytree(folder, tmp_path / folder.name)
    yield
    for folder in folders:
        shutil.copytree(tmp_path / folder.name, folder, dirs_exist_ok=True)
