"""A deed on one dossier: its row locked, the edition of its page compared (audit.editions), then written."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.editions import EditedSubject, is_sent_again
from hieuhoc.audit.models import EntryRow

SUBJECT = "dossier"
DOSSIER = EditedSubject(
    SUBJECT, _("%(who)s đã cập nhật hồ sơ này lúc %(when)s."), _("Mở lại hồ sơ để xem trạng thái mới.")
)


def locked(
    dossier: Dossier, *, edition: int | None, deed: str, is_done: Callable[[Dossier], bool], actor: User | None
) -> tuple[Dossier, bool]:
    """The locked row, and whether this very request was already carried out."""
    # Locked, then read anew: who waited for the lock would see the joined rows as they were before.
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    row = Dossier.objects.select_related("round", "citizen", "pass_rule").get(pk=dossier.pk)
    return row, is_sent_again(row, edition, DOSSIER, deed=deed, is_done=is_done(row), actor=actor)


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


def one_of_each_power(dossiers: Sequence[Dossier], user: User | None) -> list[Dossier]:
    """Who may do a deed to these may do it to all: the power hangs on place, unit and whose dossier it is."""
    mine = user.pk if user else None
    alike = {(row.place_id, row.unit_id, row.citizen.user_id == mine): row for row in dossiers}
    return list(alike.values())


def record_many(deed: str, dossiers: Sequence[Dossier], *, changes: dict[str, Any], actor: User | None) -> None:
    """The one entry of a bulk deed, which stands in the history of each of the dossiers; none for nobody."""
    if not dossiers:
        return
    places = {dossier.place_id for dossier in dossiers}
    entry = record_bulk(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        place=places.pop() if len(places) == 1 else None,
        changes=changes,
        rows_touched=len(dossiers),
    )
    EntryRow.objects.bulk_create(
        (EntryRow(entry=entry, subject_kind=SUBJECT, subject_id=dossier.pk, is_new=False) for dossier in dossiers),
        batch_size=5_000,
    )
