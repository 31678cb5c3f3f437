"""One's own learning: added, corrected, withdrawn by the person it is of, each with at most one file; confirmed by an office
that was asked to."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import remove_file, store_file
from hieuhoc.documents.models import Document
from hieuhoc.learning.models import OwnLearning
from hieuhoc.learning.own_rules import MOST_BYTES, MOST_STATEMENTS, is_fitting
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import CleanFile, clean
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen


@dataclass(frozen=True)
class OwnWords:
    """`giver`: who taught it, wrote it or gave the certificate. `hours`: none where they do not reckon them."""

    kind: str
    title: str
    learned_on: date
    giver: str = ""
    hours: Decimal | None = None
    learned: str = ""
    asks_confirming: bool = False


@dataclass(frozen=True)
class OwnFile:
    """As it was sent."""

    name: str
    content: bytes


@transaction.atomic
def add_own_learning(
    citizen: Citizen, words: OwnWords, *, file: OwnFile | None = None, actor: User | None
) -> OwnLearning:
    """The same said twice is one."""
    require(actor, "learning.add_own_learning", OwnLearning(citizen=citizen))
    words, cleaned = _fitting(words), _cleaned(file)
    row = OwnLearning(citizen=lock(citizen))
    said = OwnLearning.objects.filter(citizen=row.citizen)
    if twin := said.filter(kind=words.kind, title=words.title, learned_on=words.learned_on).first():
        return twin
    if said.count() >= MOST_STATEMENTS:
        raise Refusal(
            _("Hồ sơ giữ tối đa %(count)s điều tự học.") % {"count": MOST_STATEMENTS},
            remedy=_("Bỏ bớt điều không cần nữa."),
            code="too_many_statements",
        )
    _say(row, words)
    row.document = _kept(file, cleaned)
    row.save()
    _record("learning.add_own_learning", row, actor, "added")
    return row


@transaction.atomic
def correct_own_learning(
    row: OwnLearning,
    words: OwnWords,
    *,
    file: OwnFile | None = None,
    drops_file: bool = False,
    edition: int | None = None,
    actor: User | None,
) -> OwnLearning:
    """A new file takes the place of the old one; what was confirmed no longer is. `edition`: as the form saw it; None: not from a form."""
    require(actor, "learning.correct_own_learning", row)
    words, cleaned = _fitting(words), _cleaned(file)
    row = _locked(row)
    if edition == row.edition - 1 and words == words_of(row):
        return row
    _refuse_changed(row, edition)
    _say(row, words)
    row.confirmed_by, row.confirmed_at = None, None
    old = row.document
    if cleaned is not None or drops_file:
        row.document = _kept(file, cleaned)
    row.edition += 1
    row.save()
    if old is not None and old != row.document:
        remove_file(old)
    _record("learning.correct_own_learning", row, actor, "corrected")
    return row


@transaction.atomic
def confirm_own_learning(
    row: OwnLearning, *, is_confirmed: bool, edition: int | None = None, actor: User | None
) -> OwnLearning:
    """By an office that has seen the paper of it, or no longer. The same said twice is once."""
    require(actor, "learning.confirm_own_learning", row)
    row = _locked(row)
    if not row.asks_confirming:
        raise Refusal(_("Người này không nhờ xác nhận điều này."), code="not_asked")
    if actor is not None and row.owner_id == actor.pk:
        raise Refusal(_("Không tự xác nhận điều của mình."), remedy=_("Nhờ người khác xác nhận."), code="own")
    if is_confirmed == (row.confirmed_at is not None):
        return row
    _refuse_changed(row, edition)
    row.confirmed_by, row.confirmed_at = (actor, timezone.now()) if is_confirmed else (None, None)
    row.edition += 1
    row.save(update_fields=["confirmed_by", "confirmed_at", "edition"])
    _record("learning.confirm_own_learning", row, actor, "confirmed" if is_confirmed else "unconfirmed")
    return row


@transaction.atomic
def withdraw_own_learning(row: OwnLearning, *, actor: User | None) -> None:
    """Nothing of it is kept; withdrawn twice is once."""
    require(actor, "learning.withdraw_own_learning", row)
    lock(row.citizen)
    standing = OwnLearning.objects.select_related("citizen", "document").filter(pk=row.pk).first()
    if standing is None:
        return
    standing.delete()
    if standing.document is not None:
        remove_file(standing.document)
    _record("learning.withdraw_own_learning", standing, actor, "withdrawn")


def words_of(row: OwnLearning) -> OwnWords:
    return OwnWords(
        row.kind, row.title, row.learned_on, row.giver, row.hours, row.learned, asks_confirming=row.asks_confirming
    )


def refuse_file_size(size: int) -> None:
    """Asked before a file is read into memory, and again when it is kept."""
    if size > MOST_BYTES:
        raise Refusal(_("Tệp quá lớn; nhiều nhất 10 MB."), remedy=_("Chụp lại nhỏ hơn."), code="too_large")


def _locked(row: OwnLearning) -> OwnLearning:
    lock(row.citizen)
    return OwnLearning.objects.select_for_update(of=("self",)).select_related("citizen", "document").get(pk=row.pk)


def _refuse_changed(row: OwnLearning, edition: int | None) -> None:
    if edition is not None and edition != row.edition:
        raise Refusal(
            _("Điều này đã được sửa từ khi mở trang."), remedy=_("Mở lại trang rồi sửa."), code="changed_meanwhile"
        )


def _fitting(words: OwnWords) -> OwnWords:
    """As they are kept."""
    title = " ".join(words.title.split())
    if not title:
        raise Refusal(_("Chưa ghi tên điều đã học."), remedy=_("Ghi tên sách, khoá học hoặc nghề."), code="no_title")
    if words.learned_on > timezone.localdate():
        raise Refusal(_("Ngày học còn ở phía trước."), remedy=_("Ghi khi đã học."), code="not_yet_learned")
    if not is_fitting(words.hours):
        raise Refusal(
            _("Số giờ phải lớn hơn 0, nhiều nhất 5.000."), remedy=_("Để trống nếu không nhớ."), code="wrong_hours"
        )
    return replace(words, title=title, giver=" ".join(words.giver.split()), learned=words.learned.strip())


def _say(row: OwnLearning, words: OwnWords) -> None:
    row.kind, row.title, row.learned_on = words.kind, words.title, words.learned_on
    row.giver, row.hours, row.learned = words.giver, words.hours, words.learned
    row.asks_confirming = words.asks_confirming


def _cleaned(file: OwnFile | None) -> CleanFile | None:
    """Before anything is locked: it may take a while."""
    if file is None:
        return None
    refuse_file_size(len(file.content))
    return clean(file.content)


def _kept(file: OwnFile | None, cleaned: CleanFile | None) -> Document | None:
    """Under the name that was sent, with the ending of what is kept."""
    if file is None or cleaned is None:
        return None
    name = (PurePath(file.name).stem or "tu-hoc")[:190] + cleaned.ending
    return store_file(cleaned.content, kind="own-learning", file_name=name, media_type=cleaned.media_type)


def _record(deed: str, row: OwnLearning, actor: User | None, change: str) -> None:
    """Words and titles stay out of the audit: they are the person's."""
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=row.citizen_id,
        place=row.citizen.home_id,
        changes={"own_learning": [None, change]},
    )
