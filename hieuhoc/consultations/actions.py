"""Asking people about a draft, taking what they say, showing and answering it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.consultations.models import Comment, Consultation, Invitation
from hieuhoc.consultations.rules import LONGEST_DAYS, plain
from hieuhoc.criteria.actions.freezing import freeze_draft, note_consulted
from hieuhoc.criteria.models import Version
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code


@transaction.atomic
def open_consultation(
    version: Version, *, audience: str, question: str, opens_on: date, closes_on: date, actor: User | None
) -> Consultation:
    """From now on the draft stands still; comments are taken from `opens_on` to `closes_on`."""
    require(actor, "consultations.open_consultation")
    _refuse_days(opens_on, closes_on)
    frozen = freeze_draft(version.pk)
    consultation = Consultation.objects.create(
        version=frozen,
        audience=audience,
        question=plain(question),
        opens_on=opens_on,
        closes_on=closes_on,
        opened_by=actor,
    )
    record(
        "consultations.open_consultation",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"commenters": [None, audience], "closes_on": [None, closes_on]},
    )
    return consultation


@transaction.atomic
def move_closing_day(consultation: Consultation, *, closes_on: date, actor: User | None) -> Consultation:
    """Later, or sooner; never a day that is over: nobody who came in time was too late."""
    require(actor, "consultations.move_closing_day")
    consultation = locked_open(consultation.pk)
    if closes_on < timezone.localdate():
        raise Refusal(
            _("Ngày cuối không được là ngày đã qua."), remedy=_("Chọn từ hôm nay trở đi."), code="closes_in_the_past"
        )
    _refuse_days(consultation.opens_on, closes_on)
    old, consultation.closes_on = consultation.closes_on, closes_on
    consultation.save(update_fields=["closes_on"])
    record(
        "consultations.move_closing_day",
        actor=actor,
        subject_kind="version",
        subject_id=consultation.pk,
        changes={"closes_on": [old, closes_on]},
    )
    return consultation


@transaction.atomic
def close_consultation(consultation: Consultation, *, actor: User | None) -> Consultation:
    """After its last day, and when everybody has an answer. Then the draft may be promulgated, or the next one begun."""
    require(actor, "consultations.close_consultation")
    consultation = locked_open(consultation.pk)
    if timezone.localdate() <= consultation.closes_on:
        raise Refusal(
            _("Chưa hết hạn góp ý: ngày cuối là %(day)s.") % {"day": f"{consultation.closes_on:%d/%m/%Y}"},
            remedy=_("Đợi hết ngày ấy, hoặc đổi ngày cuối."),
            code="still_open",
        )
    unanswered = consultation.comments.exclude(display=Comment.Display.HIDDEN).filter(verdict="").count()
    if unanswered:
        raise Refusal(
            _("Còn %(count)d góp ý chưa trả lời.") % {"count": unanswered},
            remedy=_("Trả lời từng góp ý, hoặc không đăng góp ý không liên quan."),
            code="unanswered",
        )
    consultation.closed_at = timezone.now()
    consultation.save(update_fields=["closed_at"])
    note_consulted(consultation.pk)
    record(
        "consultations.close_consultation",
        actor=actor,
        subject_kind="version",
        subject_id=consultation.pk,
        changes={"comments": [None, consultation.comments.count()]},
    )
    return consultation


@transaction.atomic
def invite_organisation(consultation: Consultation, *, name: str, actor: User | None) -> Invitation:
    """Its code opens the page of comments in its name. Invited again: the same code, and it holds again."""
    require(actor, "consultations.invite_organisation")
    consultation = locked_open(consultation.pk)
    invitation, is_new = Invitation.objects.get_or_create(
        consultation=consultation, name=plain(name), defaults={"code": make_public_code()}
    )
    if is_new or invitation.withdrawn_at is not None:
        invitation.withdrawn_at = None
        invitation.save(update_fields=["withdrawn_at"])
        record(
            "consultations.invite_organisation",
            actor=actor,
            subject_kind="version",
            subject_id=consultation.pk,
            changes={"invited": [None, invitation.name]},
        )
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: User | None) -> Invitation:
    """The code opens nothing any more; what was said with it stays."""
    require(actor, "consultations.withdraw_invitation")
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        record(
            "consultations.withdraw_invitation",
            actor=actor,
            subject_kind="version",
            subject_id=invitation.consultation_id,
            changes={"invited": [invitation.name, None]},
        )
    return invitation


@transaction.atomic
def moderate_comment(comment: Comment, *, display: str, because: str = "", actor: User | None) -> Comment:
    """Shown to everybody, or not, with the reason: off the subject, abusive, somebody's personal data."""
    require(actor, "consultations.moderate_comment")
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    is_hidden = display == Comment.Display.HIDDEN
    if is_hidden and not because.strip():
        raise Refusal(_("Chưa ghi vì sao không đăng."), code="no_reason")
    if is_hidden and comment.verdict:
        raise Refusal(
            _("Góp ý này đã được trả lời công khai."), remedy=_("Góp ý đã trả lời thì không ẩn đi."), code="answered"
        )
    old, comment.display = comment.display, display
    comment.hidden_because = plain(because) if is_hidden else ""
    comment.save(update_fields=["display", "hidden_because"])
    record(
        "consultations.moderate_comment",
        actor=actor,
        subject_kind="comment",
        subject_id=comment.pk,
        changes={"display": [old, display]},
    )
    return comment


@transaction.atomic
def answer_comment(comment: Comment, *, verdict: str, answer: str, actor: User | None) -> Comment:
    """Taken or not, and why. An answer is public, so what it answers is shown too. Until the consultation is closed it
    may be mended."""
    require(actor, "consultations.answer_comment")
    locked_open(comment.consultation_id)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.display == Comment.Display.HIDDEN:
        raise Refusal(_("Góp ý này không được đăng."), remedy=_("Đăng góp ý trước rồi trả lời."), code="hidden_comment")
    said = plain(answer)
    if not said:
        raise Refusal(_("Chưa ghi lời trả lời."), remedy=_("Ghi vì sao tiếp thu hay không."), code="no_answer")
    old = comment.verdict
    comment.verdict, comment.answer, comment.display = verdict, said, Comment.Display.SHOWN
    comment.answered_by, comment.answered_at = actor, timezone.now()
    comment.save(update_fields=["verdict", "answer", "display", "answered_by", "answered_at"])
    record(
        "consultations.answer_comment",
        actor=actor,
        subject_kind="comment",
        subject_id=comment.pk,
        changes={"verdict": [old, verdict]},
    )
    return comment


def locked_open(pk: int) -> Consultation:
    consultation = Consultation.objects.select_for_update().get(pk=pk)
    if consultation.closed_at is not None:
        raise Refusal(
            _("Đã kết thúc lấy ý kiến về bản này."),
            remedy=_("Soạn bản tiếp theo rồi lấy ý kiến bản ấy."),
            code="closed",
        )
    return consultation


def _refuse_days(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise Refusal(_("Ngày cuối phải từ ngày bắt đầu trở đi."), code="closes_before_opening")
    if closes_on - opens_on > timedelta(days=LONGEST_DAYS):
        raise Refusal(
            _("Lấy ý kiến nhiều nhất %(days)d ngày.") % {"days": LONGEST_DAYS}, code="too_long_a_consultation"
        )
