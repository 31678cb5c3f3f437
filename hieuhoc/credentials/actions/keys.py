"""A new key, the end of one, and what follows when somebody else has it."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.credentials.keys import key_in_use, make_key
from hieuhoc.credentials.models import SigningKey
from hieuhoc.lib.errors import Refusal

KEYS = "credentials keys"  # one deed about keys at a time


@transaction.atomic
def add_signing_key(*, actor: User | None) -> SigningKey:
    """From now on it signs; the one before ends in the same moment, what it signed stays good."""
    require(actor, "credentials.add_signing_key")
    _one_at_a_time()
    before = key_in_use()
    if before is not None:
        _end(before)
    key = make_key()
    _record("credentials.add_signing_key", key, actor, ended=before)
    return key


@transaction.atomic
def end_signing_key(key: SigningKey, *, actor: User | None) -> SigningKey:
    """Nothing is signed until another key is added. What it signed stays good; its private half is destroyed."""
    require(actor, "credentials.end_signing_key")
    _one_at_a_time()
    key = SigningKey.objects.get(pk=key.pk)
    if key.until is not None:
        raise Refusal(_("Khoá này không còn ký nữa."), code="key_ended")
    _end(key)
    _record("credentials.end_signing_key", key, actor)
    return key


@transaction.atomic
def report_signing_key(key: SigningKey, *, reason: str, actor: User | None) -> SigningKey:
    """Somebody else may have it: nothing it signed is believed any more, whatever day it says. Papers signed with it are
    checked by their code; the one in use is replaced at once."""
    require(actor, "credentials.report_signing_key")
    _one_at_a_time()
    key = SigningKey.objects.get(pk=key.pk)
    if key.compromised_at is not None:
        raise Refusal(_("Khoá này đã được báo lộ."), code="key_compromised")
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do."), code="no_reason")
    was_in_use = key.until is None
    if was_in_use:
        _end(key)
    key.compromised_at, key.reason = timezone.now(), reason.strip()
    key.save(update_fields=["compromised_at", "reason"])
    if was_in_use:
        make_key()
    _record("credentials.report_signing_key", key, actor)
    return key


def _end(key: SigningKey) -> None:
    key.until, key.sealed_key = timezone.now(), b""
    key.save(update_fields=["until", "sealed_key"])


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [KEYS])


def _record(deed: str, key: SigningKey, actor: User | None, *, ended: SigningKey | None = None) -> None:
    changes = {"key": [ended.name if ended else None, key.name], "reason": [None, key.reason or None]}
    record(deed, actor=actor, subject_kind="signing_key", subject_id=key.pk, changes=changes)
