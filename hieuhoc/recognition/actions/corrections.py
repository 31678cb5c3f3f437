"""A decision that puts right how an earlier one wrote names. The titles stay; their papers are issued anew."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_bulk
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.kinship import refuse_kin
from hieuhoc.recognition.actions.decisions import entered, number_taken, refuse_text
from hieuhoc.recognition.actions.proposals import note_rows
from hieuhoc.recognition.decision_numbers import numbered
from hieuhoc.recognition.models import Certificate, Decision, NameCorrection, Title
from hieuhoc.recognition.replacing import replace_papers
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def correct_decision(decision: Decision, text: DecisionText, *, actor: User | None) -> Decision:
    """Of every standing title whose paper says another name than the record does now: correct the record first. Sent again,
    the correcting decision that is there."""
    require(actor, "recognition.correct_decision", decision)
    text = text.cleaned()
    Decision.objects.select_for_update().get(pk=decision.pk)
    wrong = Decision.objects.select_related("round", "place").get(pk=decision.pk)
    standing = _standing(wrong, text)
    if standing is not None:
        return standing
    certificates = _to_replace(wrong)
    _refuse(wrong, certificates, text, actor)
    about = f"Về việc đính chính họ tên trong Quyết định số {wrong.number}"
    text = numbered(text, ("corrected_decision", wrong.pk), wrong.place, about=about, actor=actor)
    correction, is_new = entered(
        text, kind=Decision.Kind.CORRECT, corrects=wrong, round=wrong.round, place=wrong.place, made_by=actor
    )
    if not is_new:
        raise number_taken(text)
    NameCorrection.objects.bulk_create(
        NameCorrection(
            decision=correction,
            title=row.title,
            printed_name=row.printed_name,
            corrected_name=row.title.citizen.name,
        )
        for row in certificates
    )
    replace_papers(certificates, by=correction)
    entry = record_bulk(
        "recognition.correct_decision",
        actor=actor,
        subject_kind="decision",
        subject_id=wrong.pk,
        place=wrong.place_id,
        changes={"decision": [None, correction.pk], "number": [None, correction.number]},
        rows_touched=len(certificates),
    )
    note_rows(entry, "title", [row.title_id for row in certificates], is_new=False)
    note_rows(entry, "dossier", [row.title.dossier_id for row in certificates if row.title.dossier_id], is_new=False)
    _tell(correction, certificates)
    # By its name, because actions do not import tasks; the job commits with this transaction.
    app.configure_task("recognition.render_certificates", queue="certificates").defer(decision_id=wrong.pk)
    return correction


def _standing(wrong: Decision, text: DecisionText) -> Decision | None:
    """Whose number the register gave is known by what it corrects, while nothing is left to correct."""
    same = wrong.corrected_by.filter(signed_on=text.signed_on, issuer=text.issuer).order_by("-pk")
    if not text.takes_number:
        return same.filter(number=text.number).first()
    return None if Title.objects.filter(decision=wrong).with_an_old_name().exists() else same.first()


def _to_replace(decision: Decision) -> list[Certificate]:
    wrong = Title.objects.filter(decision=decision).with_an_old_name()
    rows = Certificate.objects.filter(title__in=wrong.values("pk")).select_for_update(of=("self",))
    return list(rows.select_related("document", "title__citizen__user").order_by("pk"))


def _refuse(decision: Decision, certificates: Sequence[Certificate], text: DecisionText, actor: User | None) -> None:
    if not certificates:
        raise Refusal(
            _("Không có giấy chứng nhận nào của quyết định này ghi họ tên khác trong sổ."),
            remedy=_("Sửa họ tên ở trang người dân trước, rồi đính chính."),
            code="nothing_to_correct",
        )
    refuse_kin([row.title.citizen_id for row in certificates], actor)
    if text.signed_on < decision.signed_on:
        raise Refusal(_("Quyết định đính chính ký trước quyết định được đính chính."), code="signed_before_title")
    refuse_text(text, year=decision.round.year if decision.round else decision.signed_on.year)


def _tell(correction: Decision, certificates: Sequence[Certificate]) -> None:
    for row in certificates:
        citizen = row.title.citizen
        if citizen.user is None:
            continue
        words = {"number": correction.number, "year": row.title.year}
        send(
            Message.Channel.IN_APP,
            recipient=citizen.user,
            subject=gettext_lazy("Họ tên trên giấy chứng nhận được đính chính"),
            body=_(
                "Quyết định %(number)s đính chính họ tên; giấy chứng nhận năm %(year)s được cấp lại, mã cũ thôi dùng."
            )
            % words,
            key=f"recognition.correction.{correction.pk}.{row.title_id}",
        )
