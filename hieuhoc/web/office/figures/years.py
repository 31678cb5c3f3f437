"""Years of figures: open, closed, revised with a reason, published."""

from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import close_year, publish_revision, revise_year
from hieuhoc.indicators.models import Revision
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number


class RevisionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do điều chỉnh"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class YearRow(NamedTuple):
    """`waiting` = changes that wait for its next revision."""

    year: int
    revisions: list[Revision]
    waiting: int
    may_close: bool


@needs("indicators.revise_year")
def years(request: Request) -> HttpResponse:
    """Each year with its revisions, how many changes wait, whether it can be closed."""
    waiting, today = reads.changes_waiting(), timezone.localdate()
    revisions = Revision.objects.select_related("made_by").order_by("-year", "-number")
    rows = []
    for year, of_year in groupby(revisions, key=lambda revision: revision.year):
        listed = list(of_year)
        rows.append(YearRow(year, listed, waiting.get(year, 0), listed[-1].is_open and today.year > year))
    return render(request, "office/figures/years.html", {"years": rows})


@needs("indicators.close_year")
def close(request: Request, year: int) -> HttpResponse:
    if request.method == "POST":
        close_year(year, actor=request.user)
        messages.success(request, _("Đã chốt số liệu năm %(year)s. Xem lại rồi công bố ở đây.") % {"year": year})
    return redirect("office:figure-years")


@needs("indicators.revise_year")
def revise(request: Request, year: int) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        revise_year(year, reason=given["reason"], actor=request.user)
        words = _("Đang tính lần điều chỉnh mới của năm %(year)s. Tính xong thì xem số liệu trước và sau, rồi công bố.")
        messages.success(request, words % {"year": year})
        return back

    back = reverse("office:figure-years")
    page = FormPage(
        _("Điều chỉnh số liệu năm %(year)s") % {"year": year},
        _("Tính lần điều chỉnh"),
        _("%(count)s thay đổi sẽ được tính vào; chỉ tiêu và cách tính lấy theo các bộ chỉ tiêu hiện có.")
        % {"count": number(reads.waiting_changes(year))},
        back,
        [(_("Số liệu"), reverse("office:figures")), (_("Các năm số liệu"), back)],
    )
    return ask(request, RevisionForm(request.POST or None), page, deed)


@needs("indicators.publish_revision")
def publish(request: Request, pk: int) -> HttpResponse:
    if request.method == "POST":
        publish_revision(get_object_or_404(Revision, pk=pk), actor=request.user)
        public = (_("Xem trang công khai"), reverse("public:figures"))
        came_of_it(request, _("Đã công bố số liệu; mọi người xem được ở Số liệu mở."), public)
    return redirect("office:figure-years")
