"""What every test shares: the real database, started like any other command starts it."""

import pytest

from hieuhoc.config.database import hold_database


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Asked for by pytest-django just before it makes the test database: tests without one start no server."""
    hold_database()
