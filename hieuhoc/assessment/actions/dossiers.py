"""Opening, filling, submitting and withdrawing a dossier, by the person or by an officer on their behalf."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.actions.concurrency import locked, one_of_each_power, record_many, written
from hieuhoc.assessment.models import Dossier, Round, Scoring
from hieuhoc.assessment.reads import max_points_of, read_on
from hieuhoc.assessment.rules import is_in_time, may_edit, may_withdraw, out_of_range, unanswered
from hieuhoc.assessment.steps import SUBJECT
from hieuhoc.audit.actions import record
from hieuhoc.chains.passing import leave
from hieuhoc.criteria.models import ApplicantGroup
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.people.reads import home_on, homes_on
from hieuhoc.privacy.actions import give_consent
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.privacy.reads import ASSESSMENT

SENT = ("status", "submitted_at", "return_note", "place")


@dataclass(frozen=True)
class Application:
    """What authority over a dossier that is not there yet is asked of."""

    owner_id: int | None
    unit_id: int | None
    authority_place_id: int


@transaction.atomic
def open_dossier(
    citizen: Citizen,
    round_: Round,
    *,
    applicant_group: ApplicantGroup,
    unit: WorkUnit | None = None,
    consent_way: str = "",
    actor: User | None,
) -> Dossier:
    """The person's dossier of the round: a new one, the one that is there, or a withdrawn one taken up again.

    An officer needs the person's consent: one that is on record, or given now (`consent_way`: privacy.Consent.Way).
    """
    place_id = _assessed_at(citizen, round_)
    require(actor, "assessment.open_dossier", Application(citizen.user_id, unit.pk if unit else None, place_id))
    _refuse_opening(citizen, round_, applicant_group)
    is_assisted = actor is not None and actor.pk != citizen.user_id
    if is_assisted:
        _keep_consent(citizen, consent_way, actor)
    dossier, is_new = Dossier.objects.get_or_create(
        citizen=citizen,
        round=round_,
        defaults={
            "place_id": place_id,
            "unit": unit,
            "applicant_group": applicant_group,
            "is_assisted": is_assisted,
            "self_points": [None] * len(max_points_of(round_.version_id)),
        },
    )
    if is_new:
        record(
            "assessment.open_dossier",
            actor=actor,
            subject_kind="dossier",
            subject_id=dossier.pk,
            place=place_id,
            changes={"round": [None, round_.year], "is_assisted": [None, is_assisted]},
        )
        return dossier
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("citizen", "round").get(pk=dossier.pk)
    if dossier.status != Dossier.Status.WITHDRAWN:
        _refuse_another_way(dossier, applicant_group, unit)
        return dossier
    dossier.status, dossier.applicant_group, dossier.unit, dossier.place_id = (
        Dossier.Status.DRAFT,
        applicant_group,
        unit,
        place_id,
    )
    return written(
        dossier,
        "status",
        "applicant_group",
        "unit",
        "place",
        deed="assessment.open_dossier",
        changes={"status": ["withdrawn", "draft"]},
        actor=actor,
    )


@transaction.atomic
def save_self_scores(
    dossier: Dossier,
    points: Sequence[int | None],
    *,
    edition: int | None = None,
    stage: str | None = None,
    actor: User | None,
) -> Dossier:
    """The points of a draft, None = not answered yet. Everybody's points are kept, the officer's beside the person's
    own."""
    require(actor, "assessment.save_self_scores", dossier)
    given = list(points)
    dossier, is_resent = locked(
        dossier,
        edition=edition,
        deed="assessment.save_self_scores",
        is_done=lambda row: row.self_points == given,
        actor=actor,
    )
    if is_resent:
        return dossier
    _refuse_editing(dossier)
    tops = max_points_of(dossier.round.version_id)
    if len(given) != len(tops):
        raise Refusal(_("Cần điểm của %(count)s chỉ số.") % {"count": len(tops)}, code="points_count")
    if wrong := out_of_range(given, tops):
        raise Refusal(
            _("Điểm từ 0 đến điểm tối đa của chỉ số; xem lại chỉ số %(numbers)s.") % {"numbers": _numbers(wrong)},
            code="points_out_of_range",
        )
    before, dossier.self_points = dossier.self_points, given
    _keep_scoring(dossier, stage or _stage(dossier, actor), given, actor)
    return written(
        dossier,
        "self_points",
        deed="assessment.save_self_scores",
        changes={},
        private={"points": [before, given]},
        actor=actor,
    )


@transaction.atomic
def submit_dossier(dossier: Dossier, *, edition: int | None = None, actor: User | None) -> Dossier:
    require(actor, "assessment.submit_dossier", dossier)
    dossier, is_resent = locked(
        dossier,
        edition=edition,
        deed="assessment.submit_dossier",
        is_done=lambda row: row.status == Dossier.Status.SUBMITTED,
        actor=actor,
    )
    if is_resent:
        return dossier
    before = dossier.status
    _submit(dossier, _assessed_at(dossier.citizen, dossier.round), actor)
    return written(
        dossier,
        *SENT,
        deed="assessment.submit_dossier",
        changes={"status": [before, dossier.status]},
        actor=actor,
    )


@dataclass(frozen=True)
class SentDossiers:
    """`done`: sent; `left`: not, each with the sentence that says why."""

    done: tuple[Dossier, ...]
    left: tuple[tuple[Dossier, str], ...]


@transaction.atomic
def submit_dossiers(dossiers: Sequence[Dossier], *, actor: User | None) -> SentDossiers:
    """Many at once. What cannot be sent is told and left; one entry for all, which stands in the history of each."""
    for dossier in one_of_each_power(dossiers, actor):
        require(actor, "assessment.submit_dossier", dossier)
    ids = [dossier.pk for dossier in dossiers]
    list(Dossier.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    rows = list(Dossier.objects.filter(pk__in=ids).select_related("round", "citizen").order_by("pk"))
    homes = _homes_of(rows)
    done, left = [], []
    for row in rows:
        try:
            _submit(row, homes.get(row.pk), actor)
        except Refusal as refusal:
            left.append((row, refusal.sentence))
        else:
            row.edition += 1
            done.append(row)
    Dossier.objects.bulk_update(done, [*SENT, "edition"], batch_size=500)
    record_many("assessment.submit_dossier", done, changes={"status": [None, "submitted"]}, actor=actor)
    return SentDossiers(tuple(done), tuple(left))


def _homes_of(dossiers: Sequence[Dossier]) -> dict[int, int]:
    """Dossier (pk) → where its person lived on the reading day of its round."""
    homes: dict[int, int] = {}
    for round_ in {dossier.round for dossier in dossiers}:
        of_round = [dossier for dossier in dossiers if dossier.round_id == round_.pk]
        lived = homes_on([dossier.citizen_id for dossier in of_round], read_on(round_))
        homes |= {dossier.pk: lived[dossier.citizen_id] for dossier in of_round if dossier.citizen_id in lived}
    return homes


def _submit(dossier: Dossier, home: int | None, actor: User | None) -> None:
    """Onto the row, which is not saved yet. `home` None: no residence on record."""
    _refuse_editing(dossier)
    if missing := unanswered(dossier.self_points):
        raise Refusal(
            _("Chưa có điểm của chỉ số %(numbers)s.") % {"numbers": _numbers(missing)},
            remedy=_("Chấm đủ rồi gửi."),
            code="unanswered",
        )
    is_own = actor is not None and actor.pk == dossier.citizen.user_id
    if not is_in_time(timezone.localdate(), submit_by=dossier.round.submit_by, is_own=is_own):
        raise Refusal(
            _("Đã quá hạn nộp %(day)s.") % {"day": f"{dossier.round.submit_by:%d/%m/%Y}"},
            remedy=_("Nhờ cán bộ xã gửi giúp khi đợt còn mở."),
            code="too_late",
        )
    dossier.status, dossier.submitted_at, dossier.return_note = Dossier.Status.SUBMITTED, timezone.now(), ""
    dossier.place_id = _known_home(home)


@transaction.atomic
def withdraw_dossier(dossier: Dossier, *, edition: int | None = None, actor: User | None) -> Dossier:
    """The person steps back; possible until the dossier stands on a proposal list."""
    require(actor, "assessment.withdraw_dossier", dossier)
    dossier, is_resent = locked(
        dossier,
        edition=edition,
        deed="assessment.withdraw_dossier",
        is_done=lambda row: row.status == Dossier.Status.WITHDRAWN,
        actor=actor,
    )
    if is_resent or dossier.status == Dossier.Status.WITHDRAWN:
        return dossier
    if not may_withdraw(dossier.status):
        raise Refusal(
            _("Hồ sơ đã vào danh sách đề nghị nên không rút được."),
            remedy=_("Đề nghị cán bộ gạch tên khỏi danh sách."),
            code="on_a_list",
        )
    leave(SUBJECT, [dossier.pk])
    before, dossier.status = dossier.status, Dossier.Status.WITHDRAWN
    dossier.final_points, dossier.total, dossier.pass_rule, dossier.decided_at = [], None, None, None
    return written(
        dossier,
        "status",
        "final_points",
        "total",
        "pass_rule",
        "decided_at",
        deed="assessment.withdraw_dossier",
        changes={"status": [before, dossier.status]},
        actor=actor,
    )


def _assessed_at(citizen: Citizen, round_: Round) -> int:
    return _known_home(home_on(citizen.pk, read_on(round_)))


def _known_home(place_id: int | None) -> int:
    if place_id is None:
        raise Refusal(
            _("Chưa ghi nơi cư trú của người này."), remedy=_("Ghi nơi cư trú trước khi lập hồ sơ."), code="no_home"
        )
    return place_id


def _refuse_opening(citizen: Citizen, round_: Round, applicant_group: ApplicantGroup) -> None:
    if round_.status != Round.Status.OPEN:
        raise Refusal(_("Đợt năm %(year)s không mở.") % {"year": round_.year}, code="round_not_open")
    if citizen.joined_into_id is not None:
        raise Refusal(
            _("Bản ghi này đã gộp vào một người khác."), remedy=_("Mở hồ sơ của bản ghi còn lại."), code="joined_record"
        )
    day = read_on(round_)
    if (citizen.died_on and citizen.died_on <= day) or (citizen.left_on and citizen.left_on <= day):
        raise Refusal(_("Người này không còn cư trú tại tỉnh vào ngày xét."), code="away")
    if applicant_group.version_id != round_.version_id:
        raise Refusal(_("Nhóm đối tượng này không thuộc bộ tiêu chí của đợt."), code="other_version")


def _refuse_another_way(dossier: Dossier, applicant_group: ApplicantGroup, unit: WorkUnit | None) -> None:
    """Asked again the same way, the dossier that is there is the answer; another group or unit would be lost silently."""
    if (dossier.applicant_group_id, dossier.unit_id) != (applicant_group.pk, unit.pk if unit else None):
        raise Refusal(
            _("Người này đã có hồ sơ đợt %(year)s, nhóm “%(group)s”.")
            % {"year": dossier.round.year, "group": dossier.applicant_group.name},
            remedy=_("Muốn đổi nhóm hoặc đơn vị: rút hồ sơ ấy rồi lập lại."),
            code="another_dossier",
        )


def _refuse_editing(dossier: Dossier) -> None:
    if dossier.round.status != Round.Status.OPEN:
        raise Refusal(_("Đợt năm %(year)s không mở.") % {"year": dossier.round.year}, code="round_not_open")
    if not may_edit(dossier.status):
        raise Refusal(
            _("Hồ sơ đang ở bước “%(status)s” nên không sửa được.") % {"status": dossier.get_status_display()},
            code="wrong_step",
        )


def _keep_consent(citizen: Citizen, way: str, actor: User | None) -> None:
    purpose = Purpose.objects.get(code=ASSESSMENT)
    if Consent.objects.filter(citizen=citizen, purpose=purpose, withdrawn_at__isnull=True).exists():
        return
    if way not in Consent.Way.values:
        raise Refusal(
            _("Chưa ghi sự đồng ý của người dân."),
            remedy=_("Chọn cách người dân đã đồng ý: phiếu giấy hoặc bằng lời."),
            code="no_consent",
        )
    give_consent(citizen, purpose, way=way, actor=actor)


def _stage(dossier: Dossier, actor: User | None) -> str:
    is_own = actor is not None and actor.pk == dossier.citizen.user_id
    return Scoring.Stage.SELF if is_own else Scoring.Stage.ASSISTED


def _keep_scoring(dossier: Dossier, stage: str, points: list[int | None], actor: User | None) -> None:
    """One row per person and stage for each time the dossier is in their hands; typing on changes the row, submitting
    ends it."""
    last = dossier.scorings.order_by("-id").first()
    is_same_hand = last is not None and last.stage == stage and last.given_by_id == (actor.pk if actor else None)
    if last is not None and is_same_hand and (dossier.submitted_at is None or last.given_at > dossier.submitted_at):
        last.points = points
        last.save(update_fields=["points"])
    else:
        Scoring.objects.create(dossier=dossier, stage=stage, points=points, given_by=actor)


def _numbers(positions: Sequence[int]) -> str:
    return ", ".join(str(position) for position in positions)
