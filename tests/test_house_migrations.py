"""Migrations: none is missing, none would break a running release, and the statistical views survive them."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations import AlterField
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from django_migration_linter import MigrationLinter

from hieuhoc.config.environment import ROOT
from hieuhoc.config.statistics import drop_statistical_views, make_statistical_views, statistical_files
from tests import house

pytestmark = pytest.mark.django_db

# The linter cannot tell a wider column from another one; these do nothing else.
ONLY_WIDER = ["0005_widen_figures"]


def views() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'stat' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def test_models_and_migrations_agree() -> None:
    loader = MigrationLoader(connection)
    # Field names are compared as written; Django translates its own.
    with translation.override(None):
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    steps = [step for room in changes if room in house.layer_ranks() for step in changes[room]]
    assert [str(operation) for step in steps for operation in step.operations] == []


def test_no_migration_would_break_a_running_release() -> None:
    rooms = [config.label for config in apps.get_app_configs() if config.name.startswith("hieuhoc.")]
    linter = MigrationLinter(
        str(ROOT), include_apps=rooms, no_cache=True, quiet=["ok", "ignore", "warning"], ignore_name=ONLY_WIDER
    )
    linter.lint_all_migrations()
    assert linter.nb_total > 10
    assert linter.nb_erroneous == 0


def test_those_that_are_not_linted_only_widen_columns() -> None:
    loader = MigrationLoader(connection)
    named = [migration for (_room, name), migration in loader.disk_migrations.items() if name in ONLY_WIDER]
    assert len(named) == len(ONLY_WIDER)
    for migration in named:
        assert {type(operation) for operation in migration.operations} == {AlterField}


def test_the_statistical_views_are_made_in_layer_order() -> None:
    ranks = house.layer_ranks()
    rooms = [room for room, _ in statistical_files()]
    assert "people" in rooms
    assert [ranks[room] for room in rooms] == sorted(ranks[room] for room in rooms)


def test_migrating_makes_the_statistical_views_again() -> None:
    before = views()
    assert "person" in before
    drop_statistical_views(connection)
    assert views() == []
    call_command("migrate", verbosity=0)
    assert views() == before


def test_a_room_that_waits_for_a_migration_gets_no_views_nor_do_those_above_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people' AND name <> '0001_initial'")
    made = make_statistical_views(connection)
    assert "people" not in made
    assert "recognition" not in made
    assert "residence" not in views()
