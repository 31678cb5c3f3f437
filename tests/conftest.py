"""What every test shares: the real database, started like any other command starts it, and the rows of the stories."""

import gc
import os
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from hieuhoc.config.database import hold_database
from tests.cast import make_cast, make_world
from tests.found_once import find_static_files_once
from tests.made_once import clear_the_way, made_once, needed_by
from tests.people.makers import make_land
from tests.template import template
from tests.warm_reading import choose_child

TESTS = Path(__file__).parent
# No property is timed: what a busy machine makes slow is no fault of the rule.
# A run that decides about a change draws the same examples as the one before, and fewer; all others look for new ones.
IS_DECIDING = "CI" in os.environ
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=IS_DECIDING,
    max_examples=40 if IS_DECIDING else 100,
)
settings.load_profile("house")

# Hashed in the same way as in life, with the least work: passwords are set and tried here by the thousand.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 8 * Argon2PasswordHasher.parallelism

find_static_files_once()

land = made_once(make_land, name="land")
cast = made_once(make_cast, name="cast")
world = made_once(make_world, name="world")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whoever asks for rows needs the database, and need not say so."""
    if needed_by(item) and item.get_closest_marker("django_db") is None:
        item.add_marker("django_db")


# Rows that migrations made are gone after a test that commits: Django empties every table, and says so by a signal.
NAMED_BY_MIGRATIONS = (
    ("privacy", "0002_name_purposes", "name_purposes"),
    ("privacy", "0005_ask_before_telling", "name_purposes"),
    ("learning", "0004_name_topics", "name_topics"),
    ("learning", "0007_name_criteria_of_topics", "name_criteria"),
    ("plans", "0002_name_reminders", "name_reminders"),
)
# Begun first when several processes share the files: none is left alone with one of them at the end.
LONGEST = (
    "indicators/test_every_deed.py",
    "web/access/test_matrix.py",
    "demo/test_make_province.py",
    "sheets/test_interrupted.py",
    "sheets/test_import_command.py",
    "web/access/test_links.py",
    "indicators/test_recount_everything.py",
    "sheets/test_killed_worker.py",
    "web/access/test_personal_data.py",
    "indicators/test_disclosure_attack.py",
    "people/test_succession_properties.py",
    "places/test_places_properties.py",
    "sheets/test_identity.py",
    "places/test_load_places.py",
    "config/test_embedded_server.py",
    "test_a_new_room.py",
    "lib/test_set_references.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        rank = {TESTS / name: place for place, name in enumerate(LONGEST)}
        items.sort(key=lambda item: rank.get(item.path, len(rank)))


def pytest_collection_finish() -> None:
    """What stays to the end need not be looked through again and again for what could be thrown away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    clear_the_way(item)
    choose_child(item.path)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Asked for by pytest-django just before it makes the test database, one for each process: tests without one start
    no server."""
    hold_database()
    entry = connection.settings_dict
    # A test that commits need not wait for the disk.
    entry["OPTIONS"]["options"] += " -c synchronous_commit=off"
    with django_db_blocker.unblock():
        entry["TEST"]["TEMPLATE"] = template(connection)
    for room in {room for room, _migration, _name in NAMED_BY_MIGRATIONS}:
        post_migrate.connect(_name_again, sender=apps.get_app_config(room))
    post_migrate.connect(_empty_queue, sender=apps.get_app_config("procrastinate"))


def _name_again(sender: AppConfig, **_signal: object) -> None:
    for room, migration, name in NAMED_BY_MIGRATIONS:
        if room == sender.label:
            getattr(import_module(f"hieuhoc.{room}.migrations.{migration}"), name)(apps, None)


def _empty_queue(**_signal: object) -> None:
    """Its tables are none of those Django empties: a job left there would be seen by another test."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
