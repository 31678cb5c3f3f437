import pytest

from tests.assessment.world import World


@pytest.fixture
def world(db: None) -> World:
    return World()
