"""The decision that recognises: everybody on the list gets the title of the round's year, and a certificate."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.reads import read_on
from hieuhoc.audit.actions import record_bulk
from hieuhoc.audit.models import Entry
from hieuhoc.chains.rules import Act
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.counting import places_counted_of
from hieuhoc.people.reads import homes_on
from hieuhoc.recognition.actions.proposals import SUBJECT, locked_proposal, note_rows, refuse_list_with_kin
from hieuhoc.recognition.decision_numbers import numbered
from hieuhoc.recognition.list_steps import another_decides, pass_on
from hieuhoc.recognition.models import Certificate, Decision, Proposal, Title
from hieuhoc.recognition.reads import TITLE_NAME
from hieuhoc.recognition.rules import DecisionText, decision_gaps, may_decide
from hieuhoc.recognition.signing import two_people_decide

ROWS = 2_000


@transaction.atomic
def issue_decision(
    proposal: Proposal, text: DecisionText, *, edition: int | None = None, actor: User | None
) -> Decision:
    """Decision, titles and certificates in one transaction; the PDFs are rendered by a job that commits with them.

    The same decision for the same list again is the decision that is there.
    """
    require(actor, "recognition.issue_decision", proposal)
    text = text.cleaned()
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    standing = Decision.objects.filter(proposal=row).first()
    if standing is not None and _is_the_same(standing, text):
        return standing
    proposal, _is_resent = locked_proposal(row, edition, deed="recognition.issue_decision", status="", actor=actor)
    refuse_list_with_kin(proposal, actor)
    _refuse_one_hand(proposal, actor)
    if not may_decide(proposal.status):
        raise Refusal(
            _("Danh sách đang ở bước “%(status)s” nên không ra quyết định được.")
            % {"status": proposal.get_status_display()},
            code="wrong_step",
        )
    refuse_text(text, year=proposal.round.year)
    pass_on(proposal, Act.DECIDE, None, actor)
    dossiers = list(
        Dossier.objects.filter(proposal_lines__proposal=proposal, proposal_lines__is_struck=False)
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    _refuse_second_title(dossiers, proposal.round.year)
    about = f"Về việc công nhận danh hiệu {TITLE_NAME} năm {proposal.round.year}"
    text = numbered(text, (SUBJECT, proposal.pk), proposal.place, about=about, actor=actor)
    decision, is_new = entered(text, proposal=proposal, round=proposal.round, place=proposal.place, made_by=actor)
    if not is_new:
        raise number_taken(text)
    titles = _make_titles(dossiers, decision, read_on(proposal.round))
    Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers]).update(
        status=Dossier.Status.RECOGNISED, edition=F("edition") + 1
    )
    Proposal.objects.filter(pk=proposal.pk).update(status=Proposal.Status.DECIDED, edition=F("edition") + 1)
    _record(decision, proposal, titles, actor)
    places = places_counted_of([title.citizen_id for title in titles], date(proposal.round.year, 1, 1))
    mark_stale(places, [proposal.round.year], is_bulk=len(titles) > 1)
    # By its name, because actions do not import tasks; the job commits with this transaction.
    app.configure_task("recognition.render_certificates", queue="certificates").defer(decision_id=decision.pk)
    return decision


def _is_the_same(standing: Decision, text: DecisionText) -> bool:
    """Whose number the register gave is known by its list."""
    number = standing.number if text.takes_number else text.number
    return (standing.number, standing.signed_on, standing.issuer) == (number, text.signed_on, text.issuer)


def _refuse_one_hand(proposal: Proposal, actor: User | None) -> None:
    """Where the province or the chain demands two people, who made or sent the list does not decide on it."""
    if actor is None or not (two_people_decide(proposal.place_id) or another_decides(proposal)):
        return
    hands = Entry.objects.filter(subject_kind=SUBJECT, subject_id=proposal.pk, actor=actor)
    if hands.filter(deed__in=["recognition.make_proposal", "recognition.send_proposal"]).exists():
        raise Refusal(
            _("Nơi này cần hai người: người lập hoặc trình danh sách không ra quyết định."),
            remedy=_("Để người khác ra quyết định."),
            code="one_hand",
        )


def refuse_text(text: DecisionText, *, year: int) -> None:
    """Raises Refusal when the decision cannot be as entered."""
    sentences = gap_sentences(year)
    missing = decision_gaps(text, today=timezone.localdate(), year=year)
    if missing:
        raise Refusal(" ".join(sentences[gap] for gap in missing), code=missing[0])


def gap_sentences(year: int) -> dict[str, str]:
    """What is wrong and what would be right, for a decision about that year."""
    days = {"first": f"01/01/{year}", "last": f"{timezone.localdate():%d/%m/%Y}"}
    return {
        "number": _("Chưa ghi số quyết định."),
        "number_without_digits": _("Số quyết định còn thiếu phần số; ghi như 12/QĐ-UBND."),
        "symbol": _("Chưa ghi ký hiệu sau số; ghi như /QĐ-UBND."),
        "issuer": _("Chưa ghi cơ quan ban hành."),
        "signatory": _("Chưa ghi người ký."),
        "signatory_title": _("Chưa ghi chức vụ người ký."),
        "legal_basis": _("Chưa ghi căn cứ pháp lý."),
        "signed_in_future": _("Ngày ký ở sau hôm nay; chọn ngày từ %(first)s đến %(last)s.") % days,
        "signed_before_year": _("Ngày ký ở trước năm của danh hiệu; chọn ngày từ %(first)s đến %(last)s.") % days,
    }


def entered(text: DecisionText, **more: Any) -> tuple[Decision, bool]:
    """The decision of that issuer, number and day, and whether it is new; two at once wait for each other here."""
    words = {name: value for name, value in vars(text).items() if name != "takes_number"}
    key = {name: words.pop(name) for name in ("issuer", "number", "signed_on")}
    return Decision.objects.get_or_create(**key, defaults=words | more)


def number_taken(text: DecisionText) -> Refusal:
    return Refusal(
        _("Quyết định số %(number)s ngày này đã có.") % {"number": text.number},
        remedy=_("Xem lại số quyết định."),
        code="number_taken",
    )


def _refuse_second_title(dossiers: Sequence[Dossier], year: int) -> None:
    if not dossiers:
        raise Refusal(_("Danh sách không còn ai."), code="nobody_left")
    citizens = [dossier.citizen_id for dossier in dossiers]
    held = Title.objects.standing().filter(citizen__in=citizens, year=year).count()
    if held:
        raise Refusal(
            _("%(count)s người trong danh sách đã có danh hiệu năm %(year)s.") % {"count": held, "year": year},
            remedy=_("Trả lại danh sách để gạch tên những người này."),
            code="has_title",
        )


def _make_titles(dossiers: Sequence[Dossier], decision: Decision, day: date) -> list[Title]:
    """The title counts where the person lived on the reading day; who has no home on record, where the dossier was
    handled."""
    homes = homes_on([dossier.citizen_id for dossier in dossiers], day)
    titles = Title.objects.bulk_create(
        (
            Title(
                citizen_id=dossier.citizen_id,
                year=decision.round.year if decision.round else day.year,
                place_id=homes.get(dossier.citizen_id, dossier.place_id),
                decision=decision,
                dossier=dossier,
            )
            for dossier in dossiers
        ),
        batch_size=ROWS,
    )
    Certificate.objects.bulk_create(
        (Certificate(title=title, code=make_public_code()) for title in titles), batch_size=ROWS
    )
    return titles


def _record(decision: Decision, proposal: Proposal, titles: Sequence[Title], actor: User | None) -> None:
    entry = record_bulk(
        "recognition.issue_decision",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=proposal.pk,
        place=proposal.place_id,
        changes={
            "decision": [None, decision.pk],
            "number": [None, decision.number],
            "signed_on": [None, decision.signed_on],
        },
        rows_touched=len(titles),
    )
    note_rows(entry, "title", [title.pk for title in titles], is_new=True)
    note_rows(entry, "dossier", [title.dossier_id for title in titles if title.dossier_id], is_new=False)
