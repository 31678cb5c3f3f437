"""Alerts that were sent to inspection become visits of a plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.sentences import sentence_of
from hieuhoc.inspection.actions import take_up_alert
from hieuhoc.inspection.reads import alerts_to_take_up
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.inspection.plans import address_of, crumbs, plan_there
from hieuhoc.web.office.inspection.visits import visit_address
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number

MOST_OFFERED = 50


class AlertsToInspectForm(forms.Form):
    alerts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Cảnh báo cần kiểm tra"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, alerts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alerts"].choices = alerts  # type: ignore[attr-defined]


@needs("inspection.take_up_alert")
def alerts_take_up(request: Request, pk: int) -> HttpResponse:
    plan = plan_there(request, pk)
    offered = list(alerts_to_take_up(plan)[:MOST_OFFERED])
    form = AlertsToInspectForm(request.POST or None, alerts=_named(offered))
    lead = _("Mỗi cảnh báo thành một cuộc kiểm tra ở xã ấy, kèm những dòng được nêu; kết luận trả về cảnh báo.")
    none = "" if offered else _("Không có cảnh báo nào đã chuyển kiểm tra mà chưa có cuộc kiểm tra.")
    page = FormPage(
        _("Kiểm tra theo cảnh báo"), _("Lập cuộc kiểm tra"), lead, address_of(plan), crumbs(plan), notice=none
    )

    def deed(given: dict[str, Any]) -> str:
        chosen = [alert for alert in offered if alert.pk in given["alerts"]]
        visits = [take_up_alert(plan, alert, actor=request.user) for alert in chosen]
        came_of_it(request, _("Đã lập %(count)s cuộc kiểm tra; cử người đi.") % {"count": number(len(visits))})
        return visit_address(visits[0]) if len(visits) == 1 else address_of(plan)

    return ask(request, form, page, deed)


def _named(alerts: Sequence[Alert]) -> list[tuple[int, str]]:
    names = full_titles(alert.place_id for alert in alerts)
    return [(row.pk, f"{names.get(row.place_id, '')}: {sentence_of(row.rule, row.told)}") for row in alerts]
