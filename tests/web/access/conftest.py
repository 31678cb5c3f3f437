from collections.abc import Callable

import pytest

from tests.made_once import made_once
from tests.web.access.browsing import Browser
from tests.web.access.world import BothSides, make_access_world

world = made_once(make_access_world, name="world")


@pytest.fixture
def browser_of(world: BothSides) -> Callable[[str], Browser]:
    """A browser of one of the cast; the name "anonymous" gets one without a session."""
    return lambda name: Browser(world.people.get(name))
