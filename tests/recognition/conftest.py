import pytest

from tests.cast import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
