"""Linking a sign-in to a person: an officer prints a one-time code, the person types it once; either side undoes it."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code, read_public_code, show_public_code
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people import sealing
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen, LinkCode, PastLink
from hieuhoc.people.rules import LINK_CODE_DAYS

LINKED = gettext_lazy(
    "Một tài khoản vừa được liên kết với hồ sơ Công dân học tập của ông/bà bằng mã do cán bộ in. Nếu không phải ông/bà làm,"
    " báo ngay cho xã, phường: cán bộ gỡ liên kết được."
)
UNLINKED = gettext_lazy(
    "Tài khoản không còn mở được hồ sơ Công dân học tập của ông/bà. Muốn liên kết lại, xin xã, phường in một mã mới."
)


@transaction.atomic
def make_link_code(citizen: Citizen, *, actor: User | None) -> str:
    """The code as printed; only its hash is kept. Older codes of this person end."""
    require(actor, "people.make_link_code", citizen)
    citizen = lock(citizen)
    if citizen.user_id is not None:
        raise Refusal(_("Người này đã liên kết với một tài khoản."), code="already_linked")
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
    """The person behind the code is behind this sign-in from now on. Wrong, old and used codes get the same answer, and
    those whose maker could print none for that person any more: what a role made ends with it."""
    link_code = _usable(code)
    if link_code is None:
        raise Refusal(
            _("Mã này không dùng được: sai, đã dùng, đã hết hạn, hoặc người in không còn phụ trách nơi này."),
            remedy=_("Xin cán bộ in cho một mã mới."),
            code="code_unusable",
        )
    if link_code.made_by_id == actor.pk:
        raise Refusal(
            _("Người in mã không dùng mã đó cho tài khoản của chính mình."),
            remedy=_("Đưa mã cho người có tên trên phiếu."),
            code="own",
        )
    citizen = lock(link_code.citizen)
    if citizen.user_id is not None or Citizen.objects.filter(user=actor).exists():
        raise Refusal(_("Tài khoản này hoặc người này đã được liên kết."), code="already_linked")
    citizen.user = actor
    citizen.save(update_fields=["user"])
    link_code.used_at = timezone.now()
    link_code.save(update_fields=["used_at"])
    record(
        "people.use_link_code",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={"user": [None, actor.pk]},
    )
    _tell(citizen, actor, f"used.{link_code.pk}", gettext_lazy("Tài khoản đã liên kết với hồ sơ cá nhân"), LINKED)
    return citizen


@transaction.atomic
def undo_link(citizen: Citizen, *, actor: User | None) -> Citizen:
    """The sign-in no longer opens this person's pages. The account's holder may, and an office that could print a code."""
    require(actor, "people.undo_link", citizen)
    citizen = lock(citizen)
    former = citizen.user
    if former is None:
        return citizen
    citizen.user = None
    citizen.save(update_fields=["user"])
    PastLink.objects.get_or_create(citizen=citizen, user=former)
    entry = record(
        "people.undo_link",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={"user": [former.pk, None]},
    )
    _tell(
        citizen, former, f"undone.{entry.pk}", gettext_lazy("Tài khoản không còn liên kết với hồ sơ cá nhân"), UNLINKED
    )
    return citizen


def _usable(code: str) -> LinkCode | None:
    read = read_public_code(code)
    codes = LinkCode.objects.select_for_update().filter(used_at__isnull=True, expires_at__gt=timezone.now())
    link_code = codes.filter(code_hash=_hash(read or "")).first()
    if link_code is None or link_code.made_by is None:
        return link_code
    return link_code if link_code.made_by.has_perm("people.make_link_code", link_code.citizen) else None


def _tell(citizen: Citizen, account: User, occasion: str, subject: Promise, body: Promise) -> None:
    """In the account, and at the mail address on the person's record: whoever holds the account may not be the person."""
    send(Message.Channel.IN_APP, recipient=account, subject=subject, body=body, key=f"people.link.{occasion}")
    address = sealing.read(citizen.email, sealing.EMAIL)
    if address:
        send(Message.Channel.MAIL, address=address, subject=subject, body=body, key=f"people.link.{occasion}.mail")


def _hash(code: str) -> bytes:
    # 55 random bits that live 30 days behind a sign-in: no slow hash needed.
    return hashlib.sha256(b"hieuhoc.link." + code.encode()).digest()
