"""Guidance: drafted, published under its number, and ended by the one that replaces it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.accounts.roles import Role
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import remove_file
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.places.reads import ancestors
from hieuhoc.plans.actions.files import kept_file, refuse_too_big
from hieuhoc.plans.actions.locking import CIRCULAR, locked_circular
from hieuhoc.plans.models import Circular

SAID = ("title", "text", "audience", "roles", "replaces")


@dataclass(frozen=True)
class CircularWords:
    """`audience`: whose offices it is for, with all below. `roles`: of `accounts.roles.Role`. `content`: a file, as it was sent."""

    title: str
    text: str
    audience: Place
    roles: Sequence[str]
    replaces: Circular | None = None
    content: bytes | None = None
    file_name: str = ""

    def cleaned(self) -> "CircularWords":
        return replace(self, title=" ".join(self.title.split()), text=self.text.strip(), roles=sorted(set(self.roles)))


@transaction.atomic
def draft_circular(words: CircularWords, place: Place, *, actor: User | None) -> Circular:
    require(actor, "plans.draft_circular", place)
    circular = Circular(place=place, drafted_by=actor)
    _write(circular, words.cleaned())
    record(
        "plans.draft_circular",
        actor=actor,
        subject_kind=CIRCULAR,
        subject_id=circular.pk,
        place=place.pk,
        changes={"circular_title": [None, circular.title], "circular_roles": [None, _named(circular)]},
    )
    return circular


@transaction.atomic
def change_circular(circular: Circular, words: CircularWords, *, actor: User | None) -> Circular:
    """Without a new file, the one that was sent before stays."""
    require(actor, "plans.change_circular", circular)
    circular = locked_circular(circular.pk)
    if not circular.is_draft:
        raise Refusal(
            _("Văn bản đã ban hành nên không sửa được."),
            remedy=_("Soạn văn bản mới và chọn văn bản này là văn bản được thay thế."),
            code="circular_issued",
        )
    old_title, old_roles = circular.title, _named(circular)
    _write(circular, words.cleaned())
    changes = {"circular_title": [old_title, circular.title], "circular_roles": [old_roles, _named(circular)]}
    record(
        "plans.change_circular",
        actor=actor,
        subject_kind=CIRCULAR,
        subject_id=circular.pk,
        place=circular.place_id,
        changes={key: pair for key, pair in changes.items() if pair[0] != pair[1]},
    )
    return circular


@transaction.atomic
def issue_circular(circular: Circular, number: str, signed_on: date, *, actor: User | None) -> Circular:
    """Whoever it is for finds it among what waits for them; the one it replaces is no longer asked of anybody."""
    require(actor, "plans.issue_circular", circular)
    circular = locked_circular(circular.pk)
    if not circular.is_draft:
        raise Refusal(_("Văn bản này đã ban hành."), code="circular_issued")
    if not number.strip():
        raise Refusal(_("Chưa ghi số văn bản."), code="no_number")
    if signed_on > timezone.localdate():
        raise Refusal(_("Ngày ký không được là ngày chưa đến."), code="in_future")
    if circular.replaces_id is not None:
        _supersede(circular.replaces_id)
    circular.number, circular.signed_on = " ".join(number.split()), signed_on
    circular.status, circular.published_at = Circular.Status.ISSUED, timezone.now()
    circular.save(update_fields=["number", "signed_on", "status", "published_at"])
    record(
        "plans.issue_circular",
        actor=actor,
        subject_kind=CIRCULAR,
        subject_id=circular.pk,
        place=circular.place_id,
        changes={
            "number": [None, circular.number],
            "circular_replaces": [None, str(circular.replaces) if circular.replaces else None],
        },
    )
    return circular


def _supersede(pk: int) -> None:
    old = locked_circular(pk)
    if not old.holds:
        raise Refusal(
            _("Văn bản được chọn để thay thế không còn hiệu lực."),
            remedy=_("Sửa dự thảo: chọn văn bản khác, hoặc bỏ trống."),
            code="not_in_force",
        )
    old.status = Circular.Status.SUPERSEDED
    old.save(update_fields=["status"])


def _write(circular: Circular, words: CircularWords) -> None:
    _refuse_gaps(circular, words)
    old = circular.document if words.content is not None else None
    for name in SAID:
        setattr(circular, name, getattr(words, name))
    if words.content is not None:
        circular.document = kept_file(words.content, words.file_name, kind="circular", nameless="van-ban")
    circular.save()
    if old is not None:
        remove_file(old)


def _refuse_gaps(circular: Circular, words: CircularWords) -> None:
    if not words.title:
        raise Refusal(_("Chưa ghi trích yếu."), code="no_title")
    if not words.text and words.content is None and circular.document_id is None:
        raise Refusal(_("Văn bản chưa có nội dung."), remedy=_("Gõ nội dung, hoặc gửi tệp."), code="no_words")
    refuse_too_big(words.content)
    if not words.roles or set(words.roles) - set(Role):
        raise Refusal(_("Chưa chọn ai phải đọc."), code="for_nobody")
    if circular.place_id not in ancestors(words.audience.pk, timezone.localdate()):
        raise Refusal(_("Nơi nhận không thuộc địa bàn của cơ quan ban hành."), code="outside_the_place")
    if words.replaces is not None and words.replaces.place_id != circular.place_id:
        raise Refusal(_("Chỉ thay thế được văn bản của chính cơ quan mình."), code="of_another_office")


def _named(circular: Circular) -> str:
    return ", ".join(str(Role(role).label) for role in circular.roles)
