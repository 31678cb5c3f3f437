"""Alerts: the list, one with the rows it speaks of, looking at once, and what is answered."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import require
from hieuhoc.alerts.actions import explain_alert, find_alerts, inspect_alert
from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.registry import rule_of, suspicion_rules
from hieuhoc.alerts.sentences import chance_in_words, sentence_of
from hieuhoc.inspection.reads import visits_of_alert
from hieuhoc.people.models import Citizen
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import full_titles, titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.alerts.subjects import name_of_rule
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import people_found
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject, named
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page, page_of

TITLE = gettext_lazy("Cảnh báo")
PERSON = "citizen"


class AlertAnswerForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Vì sao"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))


@needs("alerts.read_alerts")
def alert_list(request: Request) -> HttpResponse:
    state = filter_of(request, "state", _("Trạng thái"), list(Alert.Status.choices))
    rule = filter_of(request, "rule", _("Dấu hiệu"), [(each.code, str(each.name)) for each in suspicion_rules()])
    place = place_filter(request)
    rows = Alert.objects.within(request.scope)
    for chosen, column in ((state, "status"), (rule, "rule")):
        if chosen.chosen:
            rows = rows.filter(**{column: chosen.chosen})
    if (under := place_ids(request, place)) is not None:
        rows = rows.filter(place__in=under)
    page = key_page(rows, request, order=["-id"])
    context = {
        "page": page,
        "rows": [(row, name_of_rule(row.rule), sentence_of(row.rule, row.told)) for row in page.rows],
        "names": titles(row.place_id for row in page.rows),
        "filters": [state, rule, place],
        "chips": chips_of([state, rule, place], request.path),
        "may_find": request.user.has_perm("alerts.find_alerts"),
    }
    return render(request, "office/alerts/alerts.html", context)


@needs("alerts.read_alerts")
def alert(request: Request, pk: int) -> HttpResponse:
    alert = alert_there(request, pk)
    rule = rule_of(alert.rule)
    page = page_of(alert.rows, request)
    subjects = _rows_of(request, alert, page.rows)
    context = {
        "alert": alert,
        "title": name_of_rule(alert.rule),
        "sentence": sentence_of(alert.rule, alert.told),
        "facts": [
            (_("Nơi"), full_titles([alert.place_id]).get(alert.place_id, "")),
            (_("Mức bất thường"), chance_in_words(alert.chance)),
            (_("Cũng có thể"), str(rule.innocent) if rule else "–"),
            (_("Thấy từ ngày"), f"{alert.found_on:%d/%m/%Y}"),
            (_("Câu trả lời"), alert.reason or "–"),
            *_inspected(request, alert),
        ],
        "subjects": subjects,
        "page": page,
        "unseen": len(page.rows) - len(subjects),
        "others": alert.row_count - len(alert.rows),
        "crumbs": [(str(TITLE), reverse("office:alert-list"))],
        "events": story("alert", alert.pk),
        "may_answer": alert.status not in Alert.INSPECTED and request.user.has_perm("alerts.explain_alert", alert),
    }
    return render(request, "office/alerts/alert.html", context)


@needs("alerts.find_alerts")
def alert_find(request: Request) -> HttpResponse:
    back = reverse("office:alert-list")

    def deed(given: dict[str, Any]) -> str:
        count = find_alerts(actor=request.user)
        came_of_it(request, _("Đã xem lại toàn bộ số liệu: %(count)s dấu hiệu.") % {"count": number(count)})
        return back

    lead = _("Đêm nào phần mềm cũng tìm; bấm để tìm ngay. Điều đã giải thích không hỏi lại.")
    page = FormPage(_("Tìm dấu hiệu bất thường"), _("Tìm ngay"), lead, back, [(str(TITLE), back)])
    return ask(request, confirmation(request), page, deed)


@needs("alerts.explain_alert")
def alert_explain(request: Request, pk: int) -> HttpResponse:
    alert = alert_there(request, pk)
    require(request.user, "alerts.explain_alert", alert)
    page = _page(alert, _("Giải thích cảnh báo"), _("Ghi lời giải thích"))
    return _answered(request, alert, page, explain_alert, _("Đã ghi lời giải thích."))


@needs("alerts.inspect_alert")
def alert_inspect(request: Request, pk: int) -> HttpResponse:
    alert = alert_there(request, pk)
    require(request.user, "alerts.inspect_alert", alert)
    page = _page(alert, _("Chuyển sang kiểm tra"), _("Chuyển kiểm tra"))
    return _answered(request, alert, page, inspect_alert, _("Đã chuyển sang kiểm tra."))


def alert_there(request: Request, pk: int) -> Alert:
    return get_object_or_404(Alert.objects.within(request.scope), pk=pk)


def _rows_of(request: Request, alert: Alert, ids: Sequence[int]) -> list[NamedSubject]:
    """Those of a page of its rows that whoever asks reaches, by name."""
    rule = rule_of(alert.rule)
    if rule is None:
        return []
    if rule.subject != PERSON:
        return list(named(request, rule.subject, ids).values())
    people = list(Citizen.objects.within(request.scope).filter(pk__in=ids).order_by("name_key", "pk"))
    people_found(request, people)
    return [NamedSubject(person.name, record_address("office:citizen", person.pk)) for person in people]


def _inspected(request: Request, alert: Alert) -> list[tuple[str, ...]]:
    """The visit that looks into it."""
    visit = visits_of_alert(alert).first()
    if visit is not None:
        return [
            (_("Cuộc kiểm tra"), visit.get_status_display(), record_address("office:inspection", visit.pk), _("Mở"))
        ]
    if alert.status == Alert.Status.SENT:
        return [(_("Cuộc kiểm tra"), _("Chờ đưa vào một kế hoạch kiểm tra"))]
    return []


def _page(alert: Alert, title: str, submit: str) -> FormPage:
    back = record_address("office:alert", alert.pk)
    crumbs = [(str(TITLE), reverse("office:alert-list")), (name_of_rule(alert.rule), back)]
    return FormPage(title, submit, sentence_of(alert.rule, alert.told), back, crumbs)


def _answered(
    request: Request, alert: Alert, page: FormPage, answer: Callable[..., Alert], outcome: str
) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        answer(alert, reason=given["reason"], actor=request.user)
        came_of_it(request, outcome)
        return page.back

    return ask(request, AlertAnswerForm(request.POST or None), page, deed)
