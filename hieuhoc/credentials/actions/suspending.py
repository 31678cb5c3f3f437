"""A credential stops being good for a while, and is good again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import refuse_judging_person
from hieuhoc.audit.actions import record
from hieuhoc.credentials.models import Credential
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def suspend_credential(credential: Credential, *, reason: str, actor: User | None) -> Credential:
    """While something is looked into: whoever checks the paper reads that it is suspended. The title stands."""
    require(actor, "credentials.suspend_credential", credential)
    row = _locked(credential)
    _refuse_own(row, actor)
    if row.suspended_on is not None:
        raise Refusal(_("Giấy này đang tạm dừng rồi."), code="suspended")
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do."), code="no_reason")
    row.suspended_on, row.suspension_reason = timezone.localdate(), reason.strip()
    row.save(update_fields=["suspended_on", "suspension_reason"])
    _record("credentials.suspend_credential", row, actor, {"suspended_on": [None, row.suspended_on]})
    return row


@transaction.atomic
def resume_credential(credential: Credential, *, actor: User | None) -> Credential:
    """It is good again, as if it had never been suspended."""
    require(actor, "credentials.resume_credential", credential)
    row = _locked(credential)
    _refuse_own(row, actor)
    if row.suspended_on is None:
        raise Refusal(_("Giấy này không tạm dừng."), code="not_suspended")
    since = row.suspended_on
    row.suspended_on, row.suspension_reason = None, ""
    row.save(update_fields=["suspended_on", "suspension_reason"])
    _record("credentials.resume_credential", row, actor, {"suspended_on": [since, None]})
    return row


def _locked(credential: Credential) -> Credential:
    Credential.objects.select_for_update().get(pk=credential.pk)
    return Credential.objects.select_related("title__citizen").get(pk=credential.pk)


def _refuse_own(row: Credential, actor: User | None) -> None:
    if row.title is not None:
        refuse_judging_person(actor, row.title.citizen_id)


def _record(deed: str, row: Credential, actor: User | None, changes: dict[str, list[object]]) -> None:
    title = row.title
    record(
        deed,
        actor=actor,
        subject_kind="title" if title else "credential",
        subject_id=title.pk if title else row.pk,
        place=title.place_id if title else None,
        changes=changes,
        private={"reason": [None, row.suspension_reason]} if row.suspension_reason else None,
        secret=bytes(title.citizen.secret) if title else None,
    )
