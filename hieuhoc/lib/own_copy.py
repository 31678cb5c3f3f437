"""The copy of what is kept of a person that they may read and take along (Law 91/2025/QH15: the right to view). A room
contributes `hieuhoc/<room>/own_copy.py` with

    PARTS: tuple[OwnPart, ...]

Every kind of personal data that counts a person's (`personal.KINDS` with `held`) stands in one part's `covers`, or a test
says why it need not (tests/privacy/test_own_copy.py).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise

from hieuhoc.lib.personal import Person

type OwnValue = str | int | bool | Decimal | date | datetime | Promise | None


@dataclass(frozen=True)
class OwnPart:
    """One table of the copy. `fields`: key in the file -> its word; `rows(person)`: their values in that order, in the
    language of the reader. `covers`: codes of `personal.KINDS`. `of_account`: of signing in and messages, read last."""

    code: str
    name: Promise
    fields: tuple[tuple[str, Promise], ...]
    rows: Callable[[Person], Iterable[Sequence[OwnValue]]]
    covers: tuple[str, ...] = ()
    of_account: bool = False
