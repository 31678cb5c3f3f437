"""Counting the queries of a page as a process asks them that does not know the map yet: the same every time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hieuhoc.places.kept import forget


@contextmanager
def asked_anew() -> Iterator[CaptureQueriesContext]:
    forget()
    with CaptureQueriesContext(connection) as caught:
        yield caught
