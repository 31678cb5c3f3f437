"""Taking a comment from whoever may comment. No ability is asked: the consultation itself says who may, and mostly they
have no account."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record
from hieuhoc.consultations.models import Comment, Consultation, Invitation
from hieuhoc.consultations.rules import (
    LEAST_LETTERS,
    MOST_A_DAY,
    MOST_COMMENTS,
    MOST_LETTERS,
    SentComment,
    plain,
    says_enough,
)
from hieuhoc.criteria.models import Criterion
from hieuhoc.criteria.rules import sentences
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import read_public_code


@transaction.atomic
def take_comment(consultation: Consultation, said: SentComment, *, user: User | None) -> Comment:
    """Kept until somebody of the province shows it. Sent twice, kept once. `user`: who has signed in; the history notes
    them only where signing in is asked for."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    invitation = invitation_of(consultation, said.code)
    if not consultation.takes_comments(timezone.localdate()):
        raise Refusal(_("Bản này không còn, hoặc chưa, lấy ý kiến."), code="not_open")
    if not may_comment(consultation, invitation, user):
        sentence, remedy = _why_not(consultation)
        raise Refusal(sentence, remedy=remedy, code="not_invited")
    text = plain(said.text)
    _refuse_text(text)
    criterion = _commented(consultation, said)
    kept = {
        "criterion": criterion,
        "sentence": said.sentence,
        "stance": said.stance,
        "text": text,
        "name": invitation.name if invitation else plain(said.name)[:120],
        "invitation": invitation,
    }
    again = consultation.comments.filter(**kept).first()
    if again is not None:
        return again
    _refuse_flood(consultation)
    comment = Comment.objects.create(consultation=consultation, **kept)
    is_noted = user is not None and consultation.audience == Consultation.Audience.SIGNED_IN and invitation is None
    record(
        "consultations.take_comment",
        actor=user if is_noted else None,
        subject_kind="comment",
        subject_id=comment.pk,
        changes={"comment": [None, comment.pk]},
    )
    return comment


def invitation_of(consultation: Consultation, typed: str) -> Invitation | None:
    code = read_public_code(typed) if typed else None
    return consultation.invitations.filter(code=code, withdrawn_at=None).first() if code else None


def may_comment(consultation: Consultation, invitation: Invitation | None, user: User | None) -> bool:
    if consultation.audience == Consultation.Audience.ANYONE or invitation is not None:
        return True
    return consultation.audience == Consultation.Audience.SIGNED_IN and user is not None


def _why_not(consultation: Consultation) -> tuple[str, str]:
    if consultation.audience == Consultation.Audience.SIGNED_IN:
        return _("Chỉ người đăng nhập và nơi được mời góp ý được."), _("Đăng nhập, hoặc nhập mã mời.")
    return _("Chỉ nơi được mời góp ý được."), _("Nhập mã mời ghi trong giấy mời.")


def _refuse_text(text: str) -> None:
    if not says_enough(text):
        raise Refusal(
            _("Góp ý quá ngắn."),
            remedy=_("Viết ít nhất %(least)d chữ, nêu điều nên giữ hay nên sửa.") % {"least": LEAST_LETTERS},
            code="too_short",
        )
    if len(text) > MOST_LETTERS:
        raise Refusal(_("Góp ý dài nhất %(most)d chữ.") % {"most": MOST_LETTERS}, code="too_long")


def _commented(consultation: Consultation, said: SentComment) -> Criterion | None:
    if said.position is None:
        return None
    criterion = Criterion.objects.filter(version=consultation.pk, position=said.position).first()
    if criterion is None or not 1 <= (said.sentence or 1) <= len(sentences(criterion.text)):
        raise Refusal(_("Không có chỉ số hay câu ấy trong bản này."), code="no_such_sentence")
    return criterion


def _refuse_flood(consultation: Consultation) -> None:
    since = timezone.now() - timedelta(days=1)
    if consultation.comments.count() < MOST_COMMENTS and (
        consultation.comments.filter(said_at__gte=since).count() < MOST_A_DAY
    ):
        return
    raise Refusal(_("Hiện có quá nhiều góp ý gửi đến."), remedy=_("Gửi lại vào ngày mai."), code="too_many_comments")
