"""Rows copied by several threads: their ids arrive in order, and nobody waits for ever."""

from threading import Event, Thread

import pytest

from hieuhoc.lib import copying
from hieuhoc.lib.copying import turn_at


def held_elsewhere(table: str, until: Event) -> Thread:
    """Another thread that has its turn at the table."""
    begun = Event()

    def hold() -> None:
        with turn_at(table):
            begun.set()
            until.wait(10)

    holder = Thread(target=hold)
    holder.start()
    assert begun.wait(10)
    return holder


def test_threads_have_their_turns_at_a_table_one_after_the_other() -> None:
    ended, order = Event(), list[str]()

    def follow() -> None:
        with turn_at("people_citizen"):
            order.append("second")

    holder, follower = held_elsewhere("people_citizen", ended), Thread(target=follow)
    follower.start()
    with turn_at("people_residence"):  # another table is free
        order.append("first")
    ended.set()
    holder.join()
    follower.join()
    assert order == ["first", "second"]


def test_who_has_waited_long_goes_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "PATIENCE", 0.05)
    ended = Event()
    holder = held_elsewhere("people_group", ended)
    with turn_at("people_group"):
        assert holder.is_alive()
    ended.set()
    holder.join()
    with turn_at("people_group"):
        assert not holder.is_alive()
