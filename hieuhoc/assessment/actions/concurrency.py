"""One result when two people, a double click or a re-sent request meet on one dossier.

The row is locked, then the `edition` the page showed is compared. Behind by one, with the same deed done by the same
person and the same outcome: the request was sent twice, and the answer is the result that is there. Behind otherwise:
a Refusal that
tells who did what when. `edition` None = not from a page (jobs, sheets): no comparison.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.actions import record
from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.lib.errors import Refusal

SUBJECT = "dossier"


def locked(
    dossier: Dossier, *, edition: int | None, deed: str, is_done: Callable[[Dossier], bool], actor: User | None
) -> tuple[Dossier, bool]:
    """The locked row, and whether this very request was already carried out."""
    # Locked, then read anew: who waited for the lock would see the joined rows as they were before.
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    row = Dossier.objects.select_related("round", "citizen", "pass_rule").get(pk=dossier.pk)
    if edition is None or edition == row.edition:
        return row, False
    last = _last_entry(row)
    is_mine = last is not None and last.deed == deed and last.actor_id == (actor.pk if actor else None)
    if is_mine and edition == row.edition - 1 and is_done(row):
        return row, True
    raise Refusal(_told(last), remedy=_("Mở lại hồ sơ để xem trạng thái mới."), code="changed_meanwhile")


def written(
    dossier: Dossier,
    *fields: str,
    deed: str,
    changes: dict[str, Any],
    private: dict[str, Any] | None = None,
    actor: User | None,
) -> Dossier:
    """Save the named fields with the next edition, and record the deed."""
    dossier.edition += 1
    dossier.save(update_fields=[*fields, "edition"])
    record(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=dossier.pk,
        place=dossier.place_id,
        changes=changes | {"edition": [dossier.edition - 1, dossier.edition]},
        private=private,
        secret=bytes(dossier.citizen.secret) if private else None,
    )
    return dossier


def _last_entry(row: Dossier) -> Entry | None:
    """The last deed on the dossier, alone or as one row of a bulk deed."""
    in_bulk = EntryRow.objects.filter(subject_kind=SUBJECT, subject_id=row.pk).values("entry")
    about = Q(subject_kind=SUBJECT, subject_id=row.pk) | Q(pk__in=in_bulk)
    return Entry.objects.filter(about).select_related("actor").order_by("-id").first()


def _told(last: Entry | None) -> str:
    if last is None:
        return _("Hồ sơ đã thay đổi từ khi ông/bà mở trang này.")
    who = last.actor.full_name if last.actor else _("hệ thống")
    when = timezone.localtime(last.at)
    return _("%(who)s đã cập nhật hồ sơ này lúc %(when)s.") % {"who": who, "when": f"{when:%H:%M %d/%m/%Y}"}
