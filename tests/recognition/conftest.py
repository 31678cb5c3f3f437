import pytest

from tests.assessment.world import World


@pytest.fixture
def world(db) -> World:
    return World()
