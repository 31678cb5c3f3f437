"""The statistical views (schema `stat`): PostgreSQL refuses to change a column that a view reads, so they are dropped
before migrating and made again afterwards, each room's `stats.sql` in layer order (the order of INSTALLED_APPS)."""

from itertools import takewhile
from pathlib import Path

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.transaction import atomic


def drop_statistical_views(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS stat CASCADE")


def make_statistical_views(connection: BaseDatabaseWrapper) -> list[str]:
    """Make the views of all rooms up to the first that is not fully migrated; returns the rooms' labels.

    A later room may read an earlier one's views, so nothing after a gap can be made: that is the state after
    migrating one room backwards, and the next `migrate` completes it.
    """
    ready = _labels_before_first_gap(connection)
    ready_files = [(label, path) for label, path in statistical_files() if label in ready]
    with atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS stat CASCADE")
        cursor.execute("CREATE SCHEMA stat")
        for _, path in ready_files:
            cursor.execute(path.read_text(encoding="utf-8"))
    return [label for label, _ in ready_files]


def statistical_files() -> list[tuple[str, Path]]:
    """(room, its stats.sql) in layer order."""
    files = [(config.label, Path(config.path) / "stats.sql") for config in apps.get_app_configs()]
    return [(label, path) for label, path in files if path.exists()]


def _labels_before_first_gap(connection: BaseDatabaseWrapper) -> set[str]:
    loader = MigrationLoader(connection)
    waiting = {label for label, name in loader.graph.nodes if (label, name) not in loader.applied_migrations}
    return set(takewhile(lambda label: label not in waiting, (config.label for config in apps.get_app_configs())))
