"""Giving a title back that had been revoked, by a decision of its own, once an objection against the revocation was upheld."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import refuse_judging_person
from hieuhoc.audit.actions import record
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.counting import places_counted
from hieuhoc.recognition.actions.decisions import entered, number_taken, refuse_text
from hieuhoc.recognition.decision_numbers import numbered
from hieuhoc.recognition.models import Certificate, Decision, Objection, Restoration, Title
from hieuhoc.recognition.reads import TITLE_NAME
from hieuhoc.recognition.replacing import replace_papers
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def restore_title(title: Title, text: DecisionText, *, actor: User | None) -> Title:
    """The title counts again from that decision on. A revoked credential is never made valid again (Bitstring Status List 1.0,
    `revocation`), so a new paper with another code replaces the old one. The same again: the title that stands."""
    require(actor, "recognition.restore_title", title)
    text = text.cleaned()
    Title.objects.select_for_update().get(pk=title.pk)
    title = Title.objects.select_related("citizen", "decision__place", "decision__round", "revoked_by").get(pk=title.pk)
    if title.revoked_on is None and title.restorations.filter(decision__signed_on=text.signed_on).exists():
        return title
    refuse_judging_person(actor, title.citizen_id)
    revoked_by, revoked_on = _refuse(title, text)
    title.revoked_by, title.revoked_on, title.revocation_reason = None, None, ""
    title.save(update_fields=["revoked_by", "revoked_on", "revocation_reason"])
    decision = _decision(title, text, actor)
    Restoration.objects.create(title=title, decision=decision, revoked_by=revoked_by, revoked_on=revoked_on)
    papers = Certificate.objects.filter(title=title).select_for_update(of=("self",)).select_related("document")
    replace_papers(list(papers), by=decision)
    record(
        "recognition.restore_title",
        actor=actor,
        subject_kind="title",
        subject_id=title.pk,
        place=title.place_id,
        changes={"revoked_on": [revoked_on, None], "decision": [None, decision.pk]},
    )
    mark_stale(places_counted(title.citizen, date(title.year, 1, 1)), [title.year])
    # By its name, because actions do not import tasks; the job commits with this transaction.
    app.configure_task("recognition.render_certificates", queue="certificates").defer(decision_id=title.decision_id)
    return title


def _refuse(title: Title, text: DecisionText) -> tuple[Decision, date]:
    """The revocation that stands, when it may be taken back."""
    revoked_by, revoked_on = title.revoked_by, title.revoked_on
    if revoked_by is None or revoked_on is None:
        raise Refusal(_("Danh hiệu này không có quyết định thu hồi nào đang có hiệu lực."), code="not_revoked")
    upheld = Objection.objects.filter(dossier=title.dossier_id, about=Objection.About.REVOKED)
    if upheld.filter(status=Objection.Status.UPHELD).count() <= title.restorations.count():
        raise Refusal(
            _("Chưa có đề nghị xét lại nào về việc thu hồi này được chấp nhận."),
            remedy=_("Ghi đề nghị xét lại ở trang hồ sơ; người không thu hồi xét lại và trả lời."),
            code="not_upheld",
        )
    if Title.objects.standing().filter(citizen=title.citizen_id, year=title.year).exists():
        raise Refusal(_("Người này đã có danh hiệu khác năm %(year)s.") % {"year": title.year}, code="has_title")
    if text.signed_on < revoked_on:
        raise Refusal(_("Quyết định khôi phục ký trước quyết định thu hồi."), code="signed_before_revocation")
    refuse_text(text, year=title.year)
    return revoked_by, revoked_on


def _decision(title: Title, text: DecisionText, actor: User | None) -> Decision:
    """The restoring decision of that number, made now if this is its first title."""
    recognised = title.decision
    about = f"Về việc khôi phục danh hiệu {TITLE_NAME} năm {title.year}"
    text = numbered(text, ("restored_title", title.pk), recognised.place, about=about, actor=actor)
    kind = Decision.Kind.RESTORE
    decision, _is_new = entered(text, kind=kind, round=recognised.round, place=recognised.place, made_by=actor)
    if decision.kind != kind:
        raise number_taken(text)
    return decision
