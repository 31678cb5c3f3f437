"""Opening a period, typing figures, handing them in, accepting or giving back, correcting, clearing differences."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.reported.catalogue import FigureKind
from hieuhoc.reported.models import ClearedDifference, ReportedFigure, ReportingPeriod
from hieuhoc.reported.reads import computed_beside
from hieuhoc.reported.refusing import refuse_locked, refuse_place_of_another_map, refuse_value
from hieuhoc.reported.rules import ReportedValue, last_day

PERIOD, FIGURE = "reporting_period", "reported_figure"


@dataclass(frozen=True)
class FigureEntry:
    """A value with the document it stands in. `reason`: why it replaces what was typed before."""

    value: ReportedValue
    source: str
    source_address: str = ""
    certainty: str = "seen"
    reason: str = ""


@transaction.atomic
def open_period(place: Place, year: int, span: str, *, actor: User | None) -> ReportingPeriod:
    """Of a place as it stood on the last day of the span. Opened twice it is one."""
    require(actor, "reported.open_period", place)
    refuse_place_of_another_map(place.pk, year, span)
    period, is_new = ReportingPeriod.objects.get_or_create(
        place=place, year=year, span=span, defaults={"opened_by": actor}
    )
    if is_new:
        record(
            "reported.open_period",
            actor=actor,
            subject_kind=PERIOD,
            subject_id=period.pk,
            place=place.pk,
            changes={"year": [None, year], "span": [None, span]},
        )
    return period


@transaction.atomic
def enter_figure(
    period: ReportingPeriod, kind: FigureKind, entry: FigureEntry, *, actor: User | None
) -> ReportedFigure:
    """While the period is not handed in. Another value than the one typed before needs a reason; the same is nothing new."""
    require(actor, "reported.enter_figure", period)
    period = _locked(period)
    refuse_locked(period)
    return _write(period, kind, entry, deed="reported.enter_figure", actor=actor)


@transaction.atomic
def correct_figure(
    period: ReportingPeriod, kind: FigureKind, entry: FigureEntry, *, actor: User | None
) -> ReportedFigure:
    """A revision of a figure that was accepted: with its reason; what stood before stays readable."""
    require(actor, "reported.correct_figure", period)
    period = _locked(period)
    if period.status != ReportingPeriod.Status.LOCKED:
        raise Refusal(_("Kỳ báo cáo này chưa khoá."), remedy=_("Trả lại để nơi báo cáo sửa lấy."), code="not_locked")
    if not entry.reason.strip():
        raise Refusal(_("Chưa ghi vì sao đính chính."), code="no_reason")
    return _write(period, kind, entry, deed="reported.correct_figure", actor=actor)


@transaction.atomic
def hand_in_period(period: ReportingPeriod, *, actor: User | None) -> ReportingPeriod:
    require(actor, "reported.hand_in_period", period)
    period = _locked(period)
    if period.status == ReportingPeriod.Status.HANDED_IN:
        return period
    refuse_locked(period)
    if not period.figures.exists():
        raise Refusal(_("Kỳ báo cáo chưa có số nào."), remedy=_("Nhập ít nhất một số rồi nộp."), code="no_figures")
    period.handed_in_by, period.handed_in_at = actor, timezone.now()
    return _turn(period, ReportingPeriod.Status.HANDED_IN, "reported.hand_in_period", actor)


@transaction.atomic
def accept_period(period: ReportingPeriod, *, actor: User | None) -> ReportingPeriod:
    """Its figures are locked: from now on they change only by a correction with its reason."""
    require(actor, "reported.accept_period", period)
    period = _locked(period)
    if period.status == ReportingPeriod.Status.LOCKED:
        return period
    _refuse_not_handed_in(period)
    period.note, period.decided_by, period.decided_at = "", actor, timezone.now()
    return _turn(period, ReportingPeriod.Status.LOCKED, "reported.accept_period", actor)


@transaction.atomic
def return_period(period: ReportingPeriod, *, note: str, actor: User | None) -> ReportingPeriod:
    require(actor, "reported.return_period", period)
    period = _locked(period)
    _refuse_not_handed_in(period)
    if not note.strip():
        raise Refusal(_("Chưa ghi vì sao trả lại."), remedy=_("Ghi số nào cần xem lại."), code="no_reason")
    period.note, period.decided_by, period.decided_at = note.strip(), actor, timezone.now()
    return _turn(period, ReportingPeriod.Status.GIVEN_BACK, "reported.return_period", actor)


@transaction.atomic
def explain_difference(figure: ReportedFigure, *, reason: str, actor: User | None) -> ClearedDifference:
    """Both figures stay as they are; the reason stands beside them until one of them changes."""
    require(actor, "reported.explain_difference", figure)
    figure = ReportedFigure.objects.select_for_update().get(pk=figure.pk)
    beside = computed_beside(figure)
    if figure.known_until is not None or beside is None or not beside.differs:
        raise Refusal(_("Hai số này nay không còn lệch nhau."), code="no_difference")
    if not reason.strip():
        raise Refusal(_("Chưa ghi vì sao hai số lệch nhau."), code="no_reason")
    cleared, is_new = ClearedDifference.objects.get_or_create(
        figure=figure,
        computed_number=beside.number,
        computed_whole=beside.whole,
        defaults={"reason": reason.strip(), "cleared_by": actor},
    )
    if is_new:
        record(
            "reported.explain_difference",
            actor=actor,
            subject_kind=FIGURE,
            subject_id=figure.pk,
            place=figure.place_id,
            changes={"why_they_differ": [None, cleared.reason]},
        )
    return cleared


def _locked(period: ReportingPeriod) -> ReportingPeriod:
    return ReportingPeriod.objects.select_for_update().get(pk=period.pk)


def _turn(period: ReportingPeriod, status: str, deed: str, actor: User | None) -> ReportingPeriod:
    old, period.status = period.status, status
    period.save()
    record(
        deed,
        actor=actor,
        subject_kind=PERIOD,
        subject_id=period.pk,
        place=period.place_id,
        changes={"period_status": [old, status], "note": [None, period.note]},
    )
    return period


def _write(
    period: ReportingPeriod, kind: FigureKind, entry: FigureEntry, *, deed: str, actor: User | None
) -> ReportedFigure:
    """The statement that holds from now on; the one before ends."""
    refuse_value(kind, entry.value, entry.source)
    before, value = period.figures.filter(kind=kind.code).first(), entry.value
    if before is not None and (before.value, before.source) == (value, entry.source.strip()):
        return before
    if before is not None and not entry.reason.strip():
        raise Refusal(
            _("Số này đã được nhập trước đó."), remedy=_("Ghi vì sao sửa; số cũ vẫn xem lại được."), code="no_reason"
        )
    now = timezone.now()
    if before is not None:
        ReportedFigure.objects.filter(pk=before.pk).update(known_until=now)
    figure = ReportedFigure.objects.create(
        kind=kind.code,
        place_id=period.place_id,
        year=period.year,
        span=period.span,
        map_date=last_day(period.year, period.span),
        number=value.number,
        whole=value.whole,
        percent=value.percent,
        precision=value.precision,
        source=entry.source.strip(),
        source_address=entry.source_address.strip(),
        certainty=entry.certainty,
        reason=entry.reason.strip(),
        entered_by=actor,
        known_since=now,
    )
    record(
        deed,
        actor=actor,
        subject_kind=PERIOD,
        subject_id=period.pk,
        place=period.place_id,
        changes={
            "reported_kind": [None, kind.code],
            "reported_number": [before and _told(before), _told(figure)],
            "source": [before and before.source, figure.source],
        },
    )
    return figure


def _told(figure: ReportedFigure) -> str:
    """Plain figures for the history: 412/1038, 412, or 54.18%."""
    if figure.number is None:
        return f"{figure.percent}%"
    return f"{figure.number}/{figure.whole}" if figure.whole is not None else str(figure.number)


def _refuse_not_handed_in(period: ReportingPeriod) -> None:
    if period.status != ReportingPeriod.Status.HANDED_IN:
        raise Refusal(
            _("Kỳ báo cáo này không chờ xem."),
            remedy=_("Chỉ kỳ đã nộp mới được chấp nhận hoặc trả lại."),
            code="not_handed_in",
        )
