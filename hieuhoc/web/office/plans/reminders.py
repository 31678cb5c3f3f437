"""When people are reminded, as the province sets it; and the calendar of one's own tasks."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hieuhoc.plans.actions import drop_reminder, open_feed, set_reminder
from hieuhoc.plans.actions.feeds import SEASON
from hieuhoc.plans.models import ReminderRule, TaskFeed
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.numbers import DecimalTextField

BEFORE, AFTER = "before", "after"


class ReminderForm(forms.Form):
    count = DecimalTextField(label=gettext_lazy("Số ngày"), min_value=0, max_value=SEASON, decimal_places=0)
    way = forms.ChoiceField(
        label=gettext_lazy("Trước hay sau hạn"),
        choices=[(BEFORE, gettext_lazy("Trước hạn")), (AFTER, gettext_lazy("Sau hạn"))],
    )
    to = forms.ChoiceField(label=gettext_lazy("Nhắc ai"), choices=ReminderRule.To.choices)


@needs("plans.set_reminder")
def reminder_list(request: Request) -> HttpResponse:
    rows = [(rule, words_of(rule)) for rule in ReminderRule.objects.order_by("days", "to")]
    return render(request, "office/plans/reminders.html", {"rows": rows, "crumbs": crumbs()})


@needs("plans.set_reminder")
def reminder_new(request: Request) -> HttpResponse:
    back = reverse("office:reminder-list")
    page = FormPage(_("Thêm lịch nhắc"), _("Thêm"), "", back, crumbs())

    def deed(given: dict[str, Any]) -> str:
        days = int(given["count"])
        set_reminder(-days if given["way"] == BEFORE else days, given["to"], actor=request.user)
        came_of_it(request, _("Đã thêm lịch nhắc; áp dụng từ sáng mai."))
        return back

    return ask(request, ReminderForm(request.POST or None), page, deed)


@needs("plans.drop_reminder")
def reminder_drop(request: Request, pk: int) -> HttpResponse:
    rule = get_object_or_404(ReminderRule, pk=pk)
    back = reverse("office:reminder-list")
    page = FormPage(_("Bỏ lịch nhắc"), _("Bỏ lịch nhắc"), words_of(rule), back, crumbs())

    def deed(_given: dict[str, Any]) -> str:
        drop_reminder(rule, actor=request.user)
        came_of_it(request, _("Đã bỏ lịch nhắc; từ nay không nhắc theo đó nữa."))
        return back

    return ask(request, confirmation(request), page, deed)


@needs("plans.open_feed")
def task_feed(request: Request) -> HttpResponse:
    """The address of one's calendar; asked anew, another one."""
    feed = TaskFeed.objects.filter(user=request.user).first()
    title = _("Lịch nhiệm vụ trên điện thoại")
    lead = _("Chép địa chỉ vào ứng dụng lịch (Thêm lịch, Từ URL): việc của nơi mình hiện theo ngày hạn và tự cập nhật.")
    warning = _("Ai có địa chỉ này đều xem được; lộ thì tạo địa chỉ mới, địa chỉ cũ mất hiệu lực.")
    address = (
        "" if feed is None else settings.PUBLIC_URL.rstrip("/") + reverse("public:task-calendar", args=[feed.secret])
    )
    submit = _("Tạo địa chỉ mới") if feed else _("Tạo địa chỉ")
    page = FormPage(title, submit, lead, reverse("office:task-list"), crumbs(), warning=warning, notice=address)

    def deed(_given: dict[str, Any]) -> str:
        open_feed(actor=request.user)
        came_of_it(request, _("Đã tạo địa chỉ lịch."))
        return reverse("office:task-feed")

    return ask(request, confirmation(request), page, deed)


def words_of(rule: ReminderRule) -> str:
    words = {"days": number(abs(rule.days)), "to": rule.get_to_display()}
    if rule.days < 0:
        return _("%(days)s ngày trước hạn: %(to)s") % words
    return _("%(days)s ngày sau hạn: %(to)s") % words if rule.days else _("Đúng ngày hạn: %(to)s") % words


def crumbs() -> list[tuple[str, str]]:
    return [(pgettext("menu", "Nhiệm vụ"), reverse("office:task-list"))]
