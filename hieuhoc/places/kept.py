"""Answers about the map, kept by each process as long as the map stays as it is (docs/decisions/0011)."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

MOST_KEPT = 50_000  # answers of a process; then it begins anew

type Answers = dict[Hashable, Any]

_latest: tuple[str, Answers] = "", {}
_page: ContextVar[list[str] | None] = ContextVar("the word of the map a page began with", default=None)


@contextmanager
def one_map() -> Iterator[None]:
    """Within it the word of the map is asked for once: for a page that only reads."""
    begun = _page.set([])
    try:
        yield
    finally:
        _page.reset(begun)


def kept_answers() -> Answers:
    """What is known of the map as it is now. Answers are shared by all threads: nobody changes one."""
    global _latest
    word = _word()
    known, answers = _latest
    if known != word or len(answers) > MOST_KEPT:
        answers = {}
        _latest = word, answers
    return answers


def kept[T](key: Hashable, work_out: Callable[[], T]) -> T:
    answers = kept_answers()
    answer: T = answers[key] if key in answers else answers.setdefault(key, work_out())
    return answer


def forget() -> None:
    """As a process that has just begun."""
    global _latest
    _latest = "", {}


def _word() -> str:
    """Another one whenever the map changed, in the transaction of the change; a word taken back never comes again."""
    seen = _page.get()
    if seen:
        return seen[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT token::text FROM places_maptoken")
        word: str = cursor.fetchone()[0]
    if seen is not None:
        seen.append(word)
    return word
