"""How long each kind of personal data is kept: what holds today, what comes, and who set it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hieuhoc.lib.personal import Kind
from hieuhoc.privacy.actions import set_period
from hieuhoc.privacy.kinds import kind_of, kinds
from hieuhoc.privacy.models import KeepingPeriod, PurgeNight
from hieuhoc.privacy.periods import Period, period_of, periods_on
from hieuhoc.privacy.purging import last_night
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.privacy.forms import PeriodForm
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day

PERIODS_SHOWN = 20


@dataclass(frozen=True)
class KindRow:
    """`coming`: the next period that is set already. `url`: where it is changed, "" where it is not."""

    kind: Kind
    kept: str
    source: str | Promise
    since: date | None
    coming: str
    last_count: int | None
    url: str


@needs("privacy.read_periods")
def personal_data(request: Request) -> HttpResponse:
    today, night = timezone.localdate(), last_night()
    periods = periods_on(kinds, today)
    coming = {row.kind: row for row in KeepingPeriod.objects.filter(since__gt=today).order_by("-since")}
    may_set = request.user.has_perm("privacy.set_period")
    rows = [
        _row(kind, periods[kind.code], coming.get(kind.code), night, may_set=may_set) for kind in kinds if kind.purge
    ]
    context = {
        "rows": [row for row in rows if not row.kind.is_fixed],
        "technical": [row for row in rows if row.kind.is_fixed],
        "night": night,
        "with_person": [kind for kind in kinds if kind.purge is None and kind.erase is not None],
        "staying": [kind for kind in kinds if kind.stays is not None],
        "may_settle": request.user.has_perm("privacy.settle_data_request"),
        "may_set_days": request.user.has_perm("privacy.set_day_off"),
        "may_ask": request.user.has_perm("privacy.carry_out_erasure"),
    }
    return render(request, "office/privacy/personal_data.html", context)


def _row(
    kind: Kind, period: Period, coming: KeepingPeriod | None, night: PurgeNight | None, *, may_set: bool
) -> KindRow:
    done = (night.counts if night is not None else {}).get(kind.code)
    return KindRow(
        kind,
        _kept(kind, period.days),
        period.source,
        period.since,
        f"{_kept(kind, coming.days)}, {coming.since:%d/%m/%Y}" if coming is not None else "",
        done["count"] if done is not None else None,
        reverse("office:period-change", args=[kind.code]) if may_set and not kind.is_fixed else "",
    )


def _kept(kind: Kind, days: int | None) -> str:
    if days is None:
        return _("Đến khi tỉnh quyết định")
    if days == 0:
        return _("Hết hạn là xoá")
    return ngettext("%(days)d ngày", "%(days)d ngày", days) % {"days": days}


@needs("privacy.set_period")
def period_change(request: Request, code: str) -> HttpResponse:
    kind = kind_of(code)
    if kind is None or kind.purge is None or kind.is_fixed:
        raise Http404
    today = timezone.localdate()
    now = period_of(kind, today)
    back = reverse("office:personal-data")

    def deed(given: dict[str, Any]) -> str:
        set_period(code, **given, actor=request.user)
        came_of_it(request, _("Đã đặt thời hạn lưu; áp dụng từ ngày %(day)s.") % {"day": day(given["since"])})
        return back

    lead = _("Tính từ %(counts_from)s; hết thời hạn thì %(end)s.") % {"counts_from": kind.counts_from, "end": kind.end}
    page = FormPage(str(kind.name), _("Đặt thời hạn"), lead, back, [(_("Dữ liệu cá nhân"), back)])
    form = PeriodForm(request.POST or None, initial={"days": now.days, "since": today + timedelta(days=7)})
    history = KeepingPeriod.objects.filter(kind=code).select_related("set_by").order_by("-since")[:PERIODS_SHOWN]
    rows = [(row, _kept(kind, row.days)) for row in history]
    shipped = (_kept(kind, kind.days), kind.source)
    return ask(request, form, page, deed, "office/privacy/period.html", rows=rows, shipped=shipped)
