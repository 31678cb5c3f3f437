"""What raising an objection has in common, whoever raises it: in time, once, with a reason and a few files; who is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.actions.evidence import refuse_size
from hieuhoc.documents.actions import store_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.recognition.models import AnsweredObjection

MOST_FILES = 5


@dataclass(frozen=True)
class SentFile:
    name: str
    content: bytes


def refuse_raising(reason: str, files: Sequence[SentFile], *, until: date, is_open: bool, answer_at: str) -> None:
    """Raises Refusal. `until`: the last day; `is_open`: nobody objected to this result before; `answer_at`: the sentence where
    the answer is read."""
    if timezone.localdate() > until:
        raise Refusal(
            _("Đã quá hạn đề nghị xét lại: ngày %(day)s.") % {"day": f"{until:%d/%m/%Y}"},
            remedy=_("Vẫn có thể khiếu nại theo Luật Khiếu nại."),
            code="too_late",
        )
    if not is_open:
        raise Refusal(_("Kết quả này đã có đề nghị xét lại."), remedy=answer_at, code="already_raised")
    if not reason:
        raise Refusal(_("Chưa ghi lý do."), remedy=_("Ghi điều nào trong kết quả chưa đúng."), code="no_reason")
    if len(files) > MOST_FILES:
        raise Refusal(_("Gửi kèm tối đa %(count)d tệp.") % {"count": MOST_FILES}, code="too_many_pieces")


def stored_piece(file: SentFile) -> Document:
    """Cleaned and encrypted. Raises Refusal when it is too large or of a kind nobody reads here."""
    refuse_size(len(file.content))
    cleaned = clean(file.content)
    name = (PurePath(file.name).stem or "kem-theo")[:190] + cleaned.ending
    return store_file(cleaned.content, kind="objection", file_name=name, media_type=cleaned.media_type)


def refuse_answered(objection: AnsweredObjection) -> None:
    if objection.status != AnsweredObjection.Status.RAISED:
        raise Refusal(_("Đề nghị xét lại này đã được trả lời."), code="answered")


def refuse_no_answer(answer: str) -> None:
    if not answer:
        raise Refusal(_("Chưa ghi lời trả lời."), remedy=_("Người nộp đọc được nguyên văn."), code="no_answer")


def tell(user: User, subject: Promise, body: str, key: str) -> None:
    send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=key)
