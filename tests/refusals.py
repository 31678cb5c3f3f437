"""A refusal has a code; a test that expects one says which."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from hieuhoc.lib.errors import Refusal


@contextmanager
def refused(code: str, *, match: str | None = None) -> Iterator[None]:
    """`with refused("in_future"): …`; `match`: a pattern its sentence must hold, too."""
    with pytest.raises(Refusal, match=match) as caught:
        yield
    assert caught.value.code == code, caught.value.sentence


def refusal_code(deed: Callable[[], object]) -> str:
    """Why it is refused: `assert refusal_code(lambda: …) == "own"`."""
    with pytest.raises(Refusal) as caught:
        deed()
    return caught.value.code
