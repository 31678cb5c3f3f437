"""Linking a sign-in to a person: an officer prints a one-time code, the person types it once."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code, read_public_code, show_public_code
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen, LinkCode
from hieuhoc.people.rules import LINK_CODE_DAYS


@transaction.atomic
def make_link_code(citizen: Citizen, *, actor: User | None) -> str:
    """The code as printed; only its hash is kept. Older codes of this person end."""
    require(actor, "people.make_link_code", citizen)
    citizen = lock(citizen)
    if citizen.user_id is not None:
        raise Refusal(_("Người này đã liên kết với một tài khoản."))
    now = timezone.now()
    LinkCode.objects.filter(citizen=citizen, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    code = make_public_code()
    LinkCode.objects.create(
        citizen=citizen, code_hash=_hash(code), made_by=actor, expires_at=now + timedelta(days=LINK_CODE_DAYS)
    )
    record("people.make_link_code", actor=actor, subject_kind="citizen", subject_id=citizen.pk, place=citizen.home_id)
    return show_public_code(code)


@transaction.atomic
def use_link_code(code: str, *, actor: User) -> Citizen:
    """The person behind the code is behind this sign-in from now on. Wrong, old and used codes get the same answer."""
    read = read_public_code(code)
    found = LinkCode.objects.select_for_update().filter(code_hash=_hash(read or ""), used_at__isnull=True).first()
    if found is None or found.expires_at <= timezone.now():
        raise Refusal(
            _("Mã này không dùng được: sai, đã dùng hoặc đã hết hạn."), remedy=_("Xin cán bộ in cho một mã mới.")
        )
    citizen = lock(found.citizen)
    if citizen.user_id is not None or Citizen.objects.filter(user=actor).exists():
        raise Refusal(_("Tài khoản này hoặc người này đã được liên kết."))
    citizen.user = actor
    citizen.save(update_fields=["user"])
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    record(
        "people.use_link_code",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={"user": [None, actor.pk]},
    )
    return citizen


def _hash(code: str) -> bytes:
    # 55 random bits that live 30 days behind a sign-in: no slow hash needed.
    return hashlib.sha256(b"hieuhoc.link." + code.encode()).digest()
