"""A year's round: planned, opened, closed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.models import Round
from hieuhoc.assessment.rules import round_dates_hold
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.rules import may_assess
from hieuhoc.indicators.actions import open_year
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def plan_round(
    year: int,
    version: Version,
    *,
    submit_by: date | None = None,
    review_by: date | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    reference_on: date | None = None,
    actor: User | None,
) -> Round:
    """The round of a year, or its dates and version changed while nobody has opened it. Unset: 1/1–31/12, reference
    day 31/12."""
    require(actor, "assessment.plan_round")
    last_day = date(year, 12, 31)
    dates = {
        "opens_on": opens_on or date(year, 1, 1),
        "closes_on": closes_on or last_day,
        "submit_by": submit_by or last_day,
        "review_by": review_by or submit_by or last_day,
        "reference_on": reference_on or last_day,
    }
    if not round_dates_hold(year=year, **dates):
        raise Refusal(
            _("Các mốc thời gian của đợt không theo thứ tự."),
            remedy=_("Ngày mở, hạn nộp, hạn xét phải nối tiếp nhau."),
            code="dates_out_of_order",
        )
    if not may_assess(version.status):
        raise Refusal(
            _("Phiên bản tiêu chí này chưa ban hành."), remedy=_("Chọn phiên bản đang áp dụng."), code="not_in_force"
        )
    if (version.since is not None and version.since > dates["closes_on"]) or (
        version.until and version.until <= dates["opens_on"]
    ):
        raise Refusal(
            _("Phiên bản tiêu chí này không áp dụng trong năm %(year)s.") % {"year": year}, code="not_in_force_then"
        )
    existing = Round.objects.select_for_update().filter(year=year).first()
    if existing is not None and existing.status != Round.Status.PLANNED:
        raise Refusal(_("Đợt năm %(year)s đã mở nên không đổi được.") % {"year": year}, code="already_open")
    round_, _is_new = Round.objects.update_or_create(year=year, defaults={"version": version, **dates})
    record(
        "assessment.plan_round",
        actor=actor,
        subject_kind="round",
        subject_id=round_.pk,
        changes={"version": [None, version.number]} | {name: [None, day] for name, day in dates.items()},
    )
    return round_


def open_round(round_: Round, *, actor: User | None) -> Round:
    """Dossiers may be written and reviewed. A closed round may be opened again; the history says who did."""
    with transaction.atomic():
        round_ = _turn(round_, Round.Status.OPEN, "assessment.open_round", actor)
        open_year(round_.year, actor=actor)
        return round_


def close_round(round_: Round, *, actor: User | None) -> Round:
    """No dossier of the round changes any more; what passed may still be proposed and recognised."""
    return _turn(round_, Round.Status.CLOSED, "assessment.close_round", actor)


@transaction.atomic
def _turn(round_: Round, status: Round.Status, deed: str, actor: User | None) -> Round:
    require(actor, deed)
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if round_.status == status:
        return round_
    if status == Round.Status.CLOSED and round_.status == Round.Status.PLANNED:
        raise Refusal(_("Đợt này chưa mở."), code="round_not_open")
    record(deed, actor=actor, subject_kind="round", subject_id=round_.pk, changes={"status": [round_.status, status]})
    round_.status = status
    round_.save(update_fields=["status"])
    return round_
