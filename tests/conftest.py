"""What every test shares: the real database, started like any other command starts it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate
from hypothesis import HealthCheck, settings

from hieuhoc.config.database import hold_database

# No property is timed: what a busy machine makes slow is no fault of the rule.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Asked for by pytest-django just before it makes the test database, one for each process: tests without one start
    no server."""
    hold_database()
    # Rows that migrations made are gone after a test that commits: Django empties every table, and says so by this signal.
    post_migrate.connect(_name_purposes, sender=apps.get_app_config("privacy"))


def _name_purposes(**_signal: object) -> None:
    import_module("hieuhoc.privacy.migrations.0002_name_purposes").name_purposes(apps, None)
