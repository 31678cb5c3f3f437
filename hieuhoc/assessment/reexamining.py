"""The points of a dossier looked at once more, by somebody who had no hand in them. Whether that may be, and that it is on
record, is the caller's: an objection is answered in the room above."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.actions.concurrency import written
from hieuhoc.assessment.models import Dossier, MeetingMember, Scoring, Stance
from hieuhoc.assessment.reads import max_points_of, verdict_on
from hieuhoc.assessment.rules import changed, out_of_range, unanswered, without_reason
from hieuhoc.assessment.steps import SUBJECT, first_step
from hieuhoc.chains.models import Chain, Passage
from hieuhoc.chains.passing import put
from hieuhoc.chains.reads import exists_at
from hieuhoc.chains.rules import next_position
from hieuhoc.lib.errors import Refusal

STEP_NAME = "Xét lại"


def judges_of(dossiers: Collection[int]) -> dict[int, set[int]]:
    """Dossier (id) → users who gave points in a review, agreed or not at a step, or voted at a council's meeting about it."""
    judges: dict[int, set[int]] = defaultdict(set)
    scored = Scoring.objects.filter(dossier__in=dossiers, stage=Scoring.Stage.REVIEW)
    said = Stance.objects.filter(dossier__in=dossiers)
    voted = MeetingMember.objects.filter(
        was_present=True, user__isnull=False, meeting__lines__dossier__in=dossiers, meeting__lines__agrees__isnull=False
    )
    hands: list[tuple[int, int | None]] = [
        *scored.values_list("dossier", "given_by"),
        *said.values_list("dossier", "given_by"),
        *voted.values_list("meeting__lines__dossier", "user"),
    ]
    for dossier, user in hands:
        if user is not None and dossier in dossiers:
            judges[dossier].add(user)
    return judges


def examine_again(
    dossier: Dossier, points: Sequence[int], *, reasons: Mapping[int, str], deed: str, by: User | None
) -> Dossier:
    """These points pass: kept beside all others, and the dossier goes on behind the step that had stopped it. Raises
    Refusal when they do not ("still_short"), or cannot be so."""
    given = list(points)
    _refuse_points(dossier, given, reasons)
    verdict = verdict_on(dossier, given)
    if not verdict.is_passed:
        raise Refusal(
            _("Với điểm này hồ sơ vẫn chưa đủ điều kiện: %(total)d/%(needed)d điểm.")
            % {"total": verdict.total, "needed": verdict.rule.min_total},
            remedy=_("Sửa điểm, hoặc chọn giữ nguyên kết quả."),
            code="still_short",
        )
    stopped = _stopped(dossier)
    Scoring.objects.create(
        dossier=dossier,
        stage=Scoring.Stage.REVIEW,
        points=given,
        reasons={str(position): reason for position, reason in reasons.items()},
        given_by=by,
        step=stopped[1] if stopped else None,
        step_name=STEP_NAME,
    )
    before, dossier.status = dossier.status, Dossier.Status.PASSED
    dossier.final_points, dossier.total, dossier.pass_rule_id = given, verdict.total, verdict.rule.id
    dossier.decided_at = timezone.now()
    if stopped is not None:
        _go_on(dossier, *stopped)
    return written(
        dossier,
        *("status", "final_points", "total", "pass_rule", "decided_at"),
        deed=deed,
        changes={"status": [before, dossier.status]},
        private={"points": [dossier.self_points, given]},
        actor=by,
    )


def _stopped(dossier: Dossier) -> tuple[Chain, int] | None:
    """The chain it goes by and the step that ended it there; None where no chain holds."""
    passage = Passage.objects.filter(subject_kind=SUBJECT, subject_id=dossier.pk).select_related("chain").first()
    if passage is not None:
        return passage.chain, passage.position
    here = first_step(dossier)
    return (here.chain, here.position) if here else None


def _go_on(dossier: Dossier, chain: Chain, stopped_at: int) -> None:
    following = next_position(chain.way, stopped_at, lambda who: exists_at(who, dossier.place_id))
    if following is not None:
        put(SUBJECT, [dossier.pk], chain, following, timezone.localdate())


def _refuse_points(dossier: Dossier, given: list[int], reasons: Mapping[int, str]) -> None:
    tops = max_points_of(dossier.round.version_id)
    if len(given) != len(tops) or unanswered(given) or out_of_range(given, tops):
        raise Refusal(_("Mỗi chỉ số cần một điểm, từ 0 đến điểm tối đa của chỉ số ấy."), code="points_out_of_range")
    bare = without_reason(changed(dossier.self_points, given), reasons)
    if bare:
        numbers = ", ".join(str(position) for position in bare)
        raise Refusal(_("Điểm đã đổi ở chỉ số %(numbers)s mà chưa có lý do.") % {"numbers": numbers}, code="no_reason")
