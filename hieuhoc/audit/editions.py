"""One result when two people, a double click or a re-sent request meet on one row: optimistic locking for every room.

The deed locks the row, then compares the `edition` that the page showed. Behind by one, with the same deed done by the
same person and the same outcome: the request was sent twice, and the answer is the result that is there. Behind
otherwise: a Refusal that tells who did what when. `edition` None = not from a page (jobs, sheets): no comparison.
"""

from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hieuhoc.audit.models import Entry
from hieuhoc.audit.reads import history_of
from hieuhoc.lib.errors import Refusal


class EditedRow(Protocol):
    pk: int
    edition: int


class Doer(Protocol):
    pk: int


@dataclass(frozen=True)
class EditedSubject:
    """`kind`: of its audit entries. `changed`: "%(who)s đã cập nhật … lúc %(when)s." `remedy`: how to see it anew."""

    kind: str
    changed: str | Promise
    remedy: str | Promise


def is_sent_again(
    row: EditedRow, edition: int | None, subject: EditedSubject, *, deed: str, is_done: bool, actor: Doer | None
) -> bool:
    """Whether this very request was already carried out. `row` is locked; `is_done`: it stands as the deed leaves it.

    Raises Refusal when the row has changed since the page was shown.
    """
    if edition is None or edition == row.edition:
        return False
    last = history_of(subject.kind, row.pk).select_related("actor").first()
    is_mine = last is not None and last.deed == deed and last.actor_id == (actor.pk if actor else None)
    if is_mine and is_done and edition == row.edition - 1:
        return True
    raise Refusal(_told(last, subject), remedy=str(subject.remedy), code="changed_meanwhile")


def _told(last: Entry | None, subject: EditedSubject) -> str:
    if last is None:
        return _("Nội dung đã thay đổi từ khi mở trang này.")
    who = last.actor.full_name if last.actor else _("hệ thống")
    return str(subject.changed) % {"who": who, "when": f"{timezone.localtime(last.at):%H:%M %d/%m/%Y}"}
