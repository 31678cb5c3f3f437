"""The decision that recognises models: those that meet their criteria today, and no other."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_bulk
from hieuhoc.chains.passing import finish
from hieuhoc.collectives.impartiality import refuse_deciding
from hieuhoc.collectives.judgements import judge_rows
from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.rules.judging import Explanation
from hieuhoc.collectives.steps import SUBJECT
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.recognition.actions import GroupFact
from hieuhoc.recognition.actions.decisions import entered, number_taken, refuse_text
from hieuhoc.recognition.actions.groups import counted_at, refuse_own_family
from hieuhoc.recognition.actions.proposals import note_rows
from hieuhoc.recognition.decision_numbers import numbered
from hieuhoc.recognition.models import Decision, GroupRecognition
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def decide_models(registrations: Collection[int], place: Place, text: DecisionText, *, actor: User | None) -> Decision:
    """One decision of that place for all of them (ids, of one year) with the grade each reaches today."""
    require(actor, "collectives.decide_models", place)
    rows = list(Registration.objects.filter(pk__in=registrations).select_for_update().order_by("pk"))
    for authority in {row.place_id for row in rows}:
        require(actor, "collectives.decide_models", authority)
    rows = list(Registration.objects.filter(pk__in=[row.pk for row in rows]).with_bodies().order_by("pk"))
    told = judge_rows(rows)
    _refuse_rows(rows, actor)
    refuse_deciding(rows, actor)
    text = text.cleaned()
    refuse_text(text, year=rows[0].year)
    about = f"Về việc công nhận mô hình học tập năm {rows[0].year}"
    text = numbered(text, ("registration", rows[0].pk), place, about=about, actor=actor)
    decision, is_new = entered(text, place=place, made_by=actor)
    if not is_new:
        raise number_taken(text)
    _recognise(rows, told, decision)
    finish(SUBJECT, [row.pk for row in rows])
    entry = record_bulk(
        "collectives.decide_models",
        actor=actor,
        subject_kind="decision",
        subject_id=decision.pk,
        place=place.pk,
        changes={"number": [None, decision.number], "year": [None, rows[0].year]},
        rows_touched=len(rows),
    )
    note_rows(entry, "registration", [row.pk for row in rows], is_new=False)
    return decision


def _refuse_rows(rows: Sequence[Registration], actor: User | None) -> None:
    if not rows:
        raise Refusal(_("Không có mô hình nào để công nhận."), code="nothing_to_decide")
    if len({row.year for row in rows}) > 1:
        raise Refusal(_("Một quyết định công nhận mô hình của một năm."), code="several_years")
    if any(row.decision_id is not None for row in rows):
        raise Refusal(_("Trong danh sách có mô hình đã được công nhận."), code="decided")
    short = [row for row in rows if row.standing != Registration.Standing.MET]
    if short:
        raise Refusal(
            _("%(count)s mô hình trong danh sách chưa đáp ứng tiêu chí.") % {"count": len(short)},
            remedy=_("Bỏ những mô hình ấy khỏi danh sách, hoặc trả lời câu hỏi còn thiếu."),
            code="not_met",
        )
    families = [row.recognition.group_id for row in rows if row.recognition and row.recognition.group_id]
    refuse_own_family(families, actor)


def _recognise(rows: Sequence[Registration], told: Mapping[int, Explanation], decision: Decision) -> None:
    for row in rows:
        points = told[row.pk].points
        row.decision, row.decided_grade, row.decided_points = decision, row.grade, points and points[0]
    Registration.objects.bulk_update(rows, ["decision", "decided_grade", "decided_points"], batch_size=2_000)
    known = [row.recognition for row in rows if row.recognition is not None]
    GroupRecognition.objects.filter(pk__in=[row.pk for row in known]).update(
        status=GroupRecognition.Status.RECOGNISED,
        decision_number=decision.number,
        decided_on=decision.signed_on,
        is_earned=True,
    )
    facts = [GroupFact(row.year, "recognised", row.group, row.unit, row.village) for row in known]
    if facts:
        mark_stale(counted_at(facts), [rows[0].year], is_bulk=len(facts) > 1)
