"""Links to my learning record: what each shows, until when, how often it was opened; made and taken back."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.learning.actions import NewRecordLink, make_record_link, withdraw_record_link
from hieuhoc.learning.models import RecordLink
from hieuhoc.learning.own_rules import USUAL_DAYS
from hieuhoc.lib.errors import Refusal
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.guards import signed_in
from hieuhoc.web.learning_records import parts_shown
from hieuhoc.web.qr import qr_drawing
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.paging import key_page


class RecordLinkForm(forms.Form):
    shows_titles = forms.BooleanField(label=gettext_lazy("Danh hiệu Công dân học tập"), required=False)
    shows_activities = forms.BooleanField(label=gettext_lazy("Hoạt động, lớp tập huấn đã dự"), required=False)
    shows_own = forms.BooleanField(label=gettext_lazy("Điều tự học, tự khai"), required=False)
    until = DayField(label=gettext_lazy("Xem được đến hết ngày"))
    name = forms.CharField(
        label=gettext_lazy("Gửi cho ai"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Chỉ mình thấy, để nhớ đường dẫn nào gửi đi đâu."),
    )


@signed_in
def link_list(request: Request) -> HttpResponse:
    rows = RecordLink.objects.filter(citizen=me(request))
    page = key_page(rows, request, order=["-made_at", "-id"])
    return render(
        request, "citizen/record_links.html", {"page": page, "rows": [(row, parts_shown(row)) for row in page.rows]}
    )


@signed_in
def link_new(request: Request) -> HttpResponse:
    """The address is shown once, on the page that answers the request that made it; only the hash of its token is kept."""
    citizen, status = me(request), 200
    usual = {"until": timezone.localdate() + timedelta(days=USUAL_DAYS), "shows_titles": True, "shows_activities": True}
    form = RecordLinkForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        new = NewRecordLink(**form.cleaned_data)
        try:
            token = make_record_link(citizen, new, actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            address = settings.PUBLIC_URL.rstrip("/") + reverse("public:shared-record", args=[token])
            context = {"address": address, "drawn": qr_drawing(address), "until": new.until}
            return render(request, "citizen/record_link_made.html", context)
    return render(request, "citizen/record_link_new.html", {"form": form}, status=status)


@signed_in
def link_withdraw(request: Request, pk: int) -> HttpResponse:
    rows = RecordLink.objects.filter(citizen=me(request)).select_related("citizen")
    link = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        withdraw_record_link(link, actor=request.user)
        messages.success(request, _("Đã rút; đường dẫn không mở được nữa."))
        return redirect("citizen:record-link-list")
    return render(request, "citizen/record_link_withdraw.html", {"link": link, "parts": parts_shown(link)})
