"""Taking a title back, by a decision and with a reason. The row stays; the certificate then says that it was
revoked."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import refuse_judging_person
from hieuhoc.audit.actions import record
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.counting import places_counted
from hieuhoc.recognition.actions.decisions import entered, number_taken, refuse_text
from hieuhoc.recognition.decision_numbers import numbered
from hieuhoc.recognition.models import Decision, Title
from hieuhoc.recognition.reads import TITLE_NAME
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def revoke_title(title: Title, text: DecisionText, *, reason: str, actor: User | None) -> Title:
    """By a decision of its own; one decision may take back several titles. The same again: the result that is there."""
    require(actor, "recognition.revoke_title", title)
    text = text.cleaned()
    # Locked, then read anew: who waited for the lock would see the joined decision as it was before.
    Title.objects.select_for_update().get(pk=title.pk)
    title = Title.objects.select_related("citizen__user", "decision", "revoked_by").get(pk=title.pk)
    if title.revoked_by is not None and _is_the_same(title.revoked_by, text):
        return title
    refuse_judging_person(actor, title.citizen_id)
    if title.revoked_on is not None:
        raise Refusal(
            _("Danh hiệu này đã thu hồi từ %(day)s.") % {"day": f"{title.revoked_on:%d/%m/%Y}"}, code="already_revoked"
        )
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do thu hồi."), code="no_reason")
    if text.signed_on < title.decision.signed_on:
        raise Refusal(_("Quyết định thu hồi ký trước quyết định công nhận."), code="signed_before_title")
    title.revoked_by = _decision(title, text, actor)
    title.revoked_on, title.revocation_reason = text.signed_on, reason.strip()
    title.save(update_fields=["revoked_by", "revoked_on", "revocation_reason"])
    record(
        "recognition.revoke_title",
        actor=actor,
        subject_kind="title",
        subject_id=title.pk,
        place=title.place_id,
        changes={"revoked_on": [None, text.signed_on], "decision": [None, title.revoked_by.pk]},
        private={"reason": [None, title.revocation_reason]},
        secret=bytes(title.citizen.secret),
    )
    _tell(title)
    mark_stale(places_counted(title.citizen, date(title.year, 1, 1)), [title.year])
    return title


def _tell(title: Title) -> None:
    if title.citizen.user is None or title.revoked_by is None:
        return
    words = {"year": title.year, "number": title.revoked_by.number}
    body = _("Quyết định %(number)s thu hồi danh hiệu năm %(year)s; ở trang hồ sơ gửi được đề nghị xét lại.") % words
    key = f"recognition.revocation.{title.pk}.{title.revoked_by.pk}"
    subject = gettext_lazy("Danh hiệu bị thu hồi")
    send(Message.Channel.IN_APP, recipient=title.citizen.user, subject=subject, body=body, key=key)


def _is_the_same(decision: Decision, text: DecisionText) -> bool:
    """Whose number the register gave is known by its title."""
    return decision.signed_on == text.signed_on and (text.takes_number or decision.number == text.number)


def _decision(title: Title, text: DecisionText, actor: User | None) -> Decision:
    """The revoking decision of that number, made now if this is its first title."""
    refuse_text(text, year=title.year)
    recognised = title.decision
    about = f"Về việc thu hồi danh hiệu {TITLE_NAME} năm {title.year}"
    text = numbered(text, ("title", title.pk), recognised.place, about=about, actor=actor)
    decision, is_new = entered(
        text, kind=Decision.Kind.REVOKE, round=recognised.round, place=recognised.place, made_by=actor
    )
    # One that takes back no person's title is of learning models: it stays so.
    if not is_new and not (decision.kind == Decision.Kind.REVOKE and Title.objects.under(decision).exists()):
        raise number_taken(text)
    return decision
