"""A deed on one dossier: its row locked, the edition of its page compared (audit.editions), then written."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.actions import record
from hieuhoc.audit.editions import EditedSubject, is_sent_again

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
