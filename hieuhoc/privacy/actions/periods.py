"""Periods of keeping are data, dated and never changed for days that have begun; what is over ends by the same deed each night."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.personal import Kind
from hieuhoc.privacy.kinds import with_period
from hieuhoc.privacy.models import KeepingPeriod
from hieuhoc.privacy.periods import period_of

LEAST_DAYS, MOST_DAYS = 1, 36_500
TIME_TO_THINK = timedelta(days=7)  # what a shorter period ends cannot be brought back


@transaction.atomic
def set_period(code: str, *, days: int | None, since: date, basis: str, actor: User | None) -> KeepingPeriod:
    """`days` None: kept until another period is set. One set for the same day before is replaced."""
    require(actor, "privacy.set_period")
    kind, today = with_period(code), timezone.localdate()
    if days is not None and not LEAST_DAYS <= days <= MOST_DAYS:
        raise Refusal(_("Thời hạn phải từ 1 đến 36.500 ngày."), code="days_out_of_range")
    if since < today:
        raise Refusal(_("Thời hạn có hiệu lực sớm nhất từ hôm nay."), code="dated_back")
    before = period_of(kind, since)
    if _is_shorter(days, before.days) and since < today + TIME_TO_THINK:
        raise Refusal(
            _("Thời hạn ngắn hơn sẽ xoá dữ liệu không lấy lại được."),
            remedy=_("Đặt ngày bắt đầu từ %(on)s trở đi, để còn kịp sửa nếu gõ nhầm.")
            % {"on": f"{today + TIME_TO_THINK:%d/%m/%Y}"},
            code="too_soon",
        )
    values = {"days": days, "basis": basis, "set_by": actor}
    period, _is_new = KeepingPeriod.objects.update_or_create(kind=code, since=since, defaults=values)
    record(
        "privacy.set_period",
        actor=actor,
        subject_kind="keeping_period",
        subject_id=period.pk,
        changes={"kind": [None, code], "days": [before.days, days], "since": [None, since], "basis": [None, basis]},
    )
    return period


@transaction.atomic
def purge_kind(kind: Kind, *, before: datetime, actor: User | None) -> int:
    """The next batch of what is over; how many ended. Fewer than `kind.batch`: no more are left."""
    require(actor, "privacy.purge_kind")
    count = kind.purge(before, kind.batch) if kind.purge is not None else 0
    if count:
        record_bulk(
            "privacy.purge_kind",
            actor=actor,
            subject_kind="personal_data",
            rows_touched=count,
            changes={"kind": [None, kind.code], "before": [None, timezone.localdate(before)]},
        )
    return count


def _is_shorter(days: int | None, than: int | None) -> bool:
    return days is not None and (than is None or days < than)
