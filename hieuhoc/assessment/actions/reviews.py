"""What the office does with a submitted dossier: send it back with a note, or review it and decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.actions.concurrency import locked, one_of_each_power, record_many, written
from hieuhoc.assessment.impartiality import Bar, bars, refuse_judging, refused_for
from hieuhoc.assessment.models import Dossier, Round, Scoring
from hieuhoc.assessment.reads import assessed_at, max_points_of, verdict_on
from hieuhoc.assessment.rules import changed, may_return, may_review, out_of_range, unanswered, without_reason
from hieuhoc.assessment.steps import (
    SUBJECT,
    StepAt,
    after,
    is_complete,
    points_given,
    refuse_others_step,
    refuse_step,
    step_of,
)
from hieuhoc.chains.passing import finish, leave, put
from hieuhoc.chains.rules import Act, combined
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message

REVIEWED = ("place", "status", "final_points", "total", "pass_rule", "decided_at")


@dataclass(frozen=True)
class Confirmed:
    """`done`: reviewed, each with its new status; `left`: not, each with the sentence that says why."""

    done: tuple[Dossier, ...]
    left: tuple[tuple[Dossier, str], ...]

    @property
    def passed_count(self) -> int:
        return sum(dossier.status == Dossier.Status.PASSED for dossier in self.done)


@transaction.atomic
def return_dossier(dossier: Dossier, *, note: str, edition: int | None = None, actor: User | None) -> Dossier:
    """Back to the person, with what is missing."""
    require(actor, "assessment.return_dossier", dossier)
    dossier, is_resent = locked(
        dossier,
        edition=edition,
        deed="assessment.return_dossier",
        is_done=lambda row: row.status == Dossier.Status.RETURNED and row.return_note == note.strip(),
        actor=actor,
    )
    if is_resent:
        return dossier
    refuse_judging(actor, [dossier.pk], but=[Bar.ENTERED])
    _refuse_outside_round(dossier)
    if not may_return(dossier.status):
        raise Refusal(
            _("Hồ sơ đang ở bước “%(status)s” nên không trả lại được.") % {"status": dossier.get_status_display()},
            code="wrong_step",
        )
    if not note.strip():
        raise Refusal(
            _("Chưa ghi cần bổ sung gì."), remedy=_("Ghi một câu để người dân biết phải làm gì."), code="no_note"
        )
    _refuse_returning(dossier, actor)
    leave(SUBJECT, [dossier.pk])
    before, dossier.status, dossier.return_note = dossier.status, Dossier.Status.RETURNED, note.strip()
    dossier.final_points, dossier.total, dossier.pass_rule, dossier.decided_at = [], None, None, None
    dossier = written(
        dossier,
        "status",
        "return_note",
        "final_points",
        "total",
        "pass_rule",
        "decided_at",
        deed="assessment.return_dossier",
        changes={"status": [before, dossier.status]},
        private={"note": [None, dossier.return_note]},
        actor=actor,
    )
    _tell(dossier, gettext_lazy("Hồ sơ Công dân học tập cần bổ sung"), dossier.return_note)
    return dossier


@transaction.atomic
def review_dossier(
    dossier: Dossier,
    points: Sequence[int],
    *,
    reasons: Mapping[int, str] | None = None,
    edition: int | None = None,
    actor: User | None,
) -> Dossier:
    """Points after review; every point that differs from the declared one carries its reason (by position). Passed or
    failed."""
    require(actor, "assessment.review_dossier", dossier)
    given = list(points)
    dossier, is_resent = locked(
        dossier,
        edition=edition,
        deed="assessment.review_dossier",
        is_done=lambda row: row.final_points == given or _gave(row, given, actor),
        actor=actor,
    )
    if is_resent:
        return dossier
    refuse_judging(actor, [dossier.pk])
    kept = {position: reason.strip() for position, reason in (reasons or {}).items() if reason.strip()}
    _review(dossier, given, kept, actor)
    return written(
        dossier,
        *REVIEWED,
        deed="assessment.review_dossier",
        changes={"status": ["submitted", dossier.status]},
        private={"points": [dossier.self_points, given]},
        actor=actor,
    )


@transaction.atomic
def confirm_dossiers(dossiers: Sequence[Dossier], *, actor: User | None) -> Confirmed:
    """A review of many at once that leaves the declared points as they are. What cannot be reviewed is told and left; one
    entry for all."""
    for dossier in one_of_each_power(dossiers, actor):
        require(actor, "assessment.review_dossier", dossier)
    ids = [dossier.pk for dossier in dossiers]
    list(Dossier.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    done, left, barred = [], [], bars(actor, ids)
    for row in Dossier.objects.filter(pk__in=ids).select_related("round", "citizen").order_by("pk"):
        try:
            if row.pk in barred:
                raise refused_for(barred[row.pk])
            _review(row, [-1 if given is None else given for given in row.self_points], {}, actor)
        except Refusal as refusal:
            left.append((row, refusal.sentence))
        else:
            row.edition += 1
            row.save(update_fields=[*REVIEWED, "edition"])
            done.append(row)
    passed = sum(dossier.status == Dossier.Status.PASSED for dossier in done)
    record_many("assessment.review_dossier", done, changes={"passed": [None, passed]}, actor=actor)
    return Confirmed(tuple(done), tuple(left))


def _review(dossier: Dossier, given: list[int], reasons: Mapping[int, str], actor: User | None) -> None:
    """The points kept beside the others and, once everybody who scores has, the verdict written onto the row, which is not
    saved yet."""
    _refuse_outside_round(dossier)
    _refuse_review(dossier, given, reasons)
    here = step_of(dossier)
    if here is not None:
        refuse_step(here, Act.SCORE, dossier, actor)
    Scoring.objects.create(
        dossier=dossier,
        stage=Scoring.Stage.REVIEW,
        points=given,
        reasons={str(position): reason for position, reason in reasons.items()},
        given_by=actor,
        step=here.position if here else None,
        step_name=here.step.name if here else "",
    )
    if here is not None:
        if not _is_scored(here, dossier):
            return
        given = combined(points_given(here, dossier), here.chain.way.combining)
    dossier.place_id = assessed_at(dossier)
    verdict = verdict_on(dossier, given)
    dossier.status = Dossier.Status.PASSED if verdict.is_passed else Dossier.Status.FAILED
    dossier.final_points, dossier.total, dossier.pass_rule_id = given, verdict.total, verdict.rule.id
    dossier.decided_at = timezone.now()
    if here is not None and not verdict.is_passed:
        put(SUBJECT, [dossier.pk], here.chain, here.position, here.entered_on)  # where it ended stays known
        finish(SUBJECT, [dossier.pk])


def _is_scored(here: StepAt, dossier: Dossier) -> bool:
    """Whether that was the last who scores; the dossier goes on to its next step, or waits at this one for another."""
    following = after(here, dossier) if is_complete(here, dossier) else None
    position, since = (following, timezone.localdate()) if following else (here.position, here.entered_on)
    put(SUBJECT, [dossier.pk], here.chain, position, since)
    return position != here.position and here.chain.way.at(position).act != Act.SCORE


def _refuse_returning(dossier: Dossier, actor: User | None) -> None:
    """In a chain only the step that has the dossier sends it back, when it may."""
    here = step_of(dossier)
    if here is None:
        return
    refuse_others_step(here.step, dossier, actor)
    if not here.step.may_return:
        raise Refusal(_("Bước “%(step)s” không trả lại hồ sơ.") % {"step": here.step.name}, code="wrong_step")


def _gave(dossier: Dossier, given: Sequence[int], actor: User | None) -> bool:
    last = dossier.scorings.filter(given_by=actor, step__isnull=False).order_by("-pk").first()
    return last is not None and list(last.points) == given


def _refuse_outside_round(dossier: Dossier) -> None:
    if dossier.round.status != Round.Status.OPEN:
        raise Refusal(_("Đợt năm %(year)s không mở.") % {"year": dossier.round.year}, code="round_not_open")


def _refuse_review(dossier: Dossier, given: list[int], reasons: Mapping[int, str]) -> None:
    if not may_review(dossier.status):
        raise Refusal(
            _("Hồ sơ đang ở bước “%(status)s” nên không xét được.") % {"status": dossier.get_status_display()},
            code="wrong_step",
        )
    tops = max_points_of(dossier.round.version_id)
    if len(given) != len(tops) or unanswered(given) or out_of_range(given, tops):
        raise Refusal(_("Mỗi chỉ số cần một điểm, từ 0 đến điểm tối đa của chỉ số ấy."), code="points_out_of_range")
    bare = without_reason(changed(dossier.self_points, given), reasons)
    if bare:
        numbers = ", ".join(str(position) for position in bare)
        raise Refusal(_("Điểm đã đổi ở chỉ số %(numbers)s mà chưa có lý do.") % {"numbers": numbers}, code="no_reason")


def _tell(dossier: Dossier, subject: str | Promise, body: str) -> None:
    if dossier.citizen.user_id is not None:
        key = f"assessment.dossier.{dossier.pk}.{dossier.edition}"
        send(Message.Channel.IN_APP, recipient=dossier.citizen.user, subject=subject, body=body, key=key)
