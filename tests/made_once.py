"""Rows that many tests begin with are made once: they stand in a transaction that stays open, each test works in a
savepoint upon them and gets objects of its own. Another test's rows, a test with none, a test that commits: they fall."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from hieuhoc.places import kept


class Standing:
    """The rows that stand in this process's database, and what was made with them."""

    def __init__(self, name: str, make: Callable[[], Any], blocker: DjangoDbBlocker) -> None:
        self.make = make
        self._blocker = blocker
        self._transaction = transaction.atomic()
        assert not connection.in_atomic_block, f"{name} is asked for too late: the test's own transaction is open"
        with blocker.unblock():
            self._transaction.__enter__()
            try:
                self._things = make()
                connection.check_constraints()  # here, and not in every test again
            except BaseException:
                self.fall()
                raise

    def things(self) -> Any:
        # Ids come again in the next test: nothing a process keeps of them goes from one test to the other.
        kept.forget()
        for drawn in ("pages", "calendars"):
            caches[drawn].clear()
        return deepcopy(self._things)

    def fall(self) -> None:
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)


_standing: Standing | None = None


def made_once[T](make: Callable[[], T], *, name: str = "") -> Any:
    """A fixture of what `make` gives. Of the scope of a class, which for a function is the function: it comes before
    the test's own transaction."""
    name = name or make.__name__

    def given(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> T:
        global _standing
        assert request.cls is None, "the tests of a class would share the objects"
        if commits(request.node):
            with django_db_blocker.unblock():
                return make()
        if _standing is None or _standing.make is not make:
            clear_the_way()
            _standing = Standing(name, make, django_db_blocker)
        things: T = _standing.things()
        return things

    given.__dict__["makes"] = make
    return pytest.fixture(scope="class", name=name)(given)


def needed_by(test: pytest.Item) -> set[Callable[[], Any]]:
    """What makes the rows it asks for. A file's own fixture of the same name is another one."""
    fixtures = getattr(test, "_fixtureinfo", None)
    nearest = [definitions[-1].func for definitions in fixtures.name2fixturedefs.values()] if fixtures else []
    return {function.makes for function in nearest if hasattr(function, "makes")}


def commits(test: pytest.Item) -> bool:
    """Whether the database is emptied after it."""
    marker = test.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(test, "fixturenames", ())


def clear_the_way(test: pytest.Item | None = None) -> None:
    """What the test does not ask for falls before it."""
    global _standing
    if _standing is not None and (test is None or commits(test) or _standing.make not in needed_by(test)):
        fallen, _standing = _standing, None
        fallen.fall()
