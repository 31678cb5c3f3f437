"""Who has read guidance; what is asked of it, and the answers everybody reads."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import grants_on, require
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import answer_question, ask_circular, confirm_circular
from hieuhoc.plans.models import Circular, CircularQuestion
from hieuhoc.plans.reads import addressees_with_receipts
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.circulars import circular_address, crumbs, own_circular, readable_circular, sentence_of
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

READ, UNREAD = "read", "unread"


class CircularQuestionForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Câu hỏi"), widget=forms.Textarea, max_length=1_000)


class CircularAnswerForm(forms.Form):
    answer = forms.CharField(label=gettext_lazy("Trả lời"), widget=forms.Textarea, max_length=2_000)


@needs("plans.issue_circular")
def circular_receipts(request: Request, pk: int) -> HttpResponse:
    circular = own_circular(request, pk)
    require(request.user, "plans.issue_circular", circular)
    state = filter_of(request, "state", _("Trạng thái"), [(UNREAD, _("Chưa đọc")), (READ, _("Đã đọc"))])
    read = state.chosen == READ if state.chosen else None
    rows = addressees_with_receipts(circular, timezone.localdate(), read=read)
    page = key_page(rows, request, order=["place_id", "id"])
    address = reverse("office:circular-receipts", args=[pk])
    context = {
        "circular": circular,
        "crumbs": crumbs(circular),
        "sentence": sentence_of(request.user, circular, is_own=True),
        "page": page,
        "filters": [state],
        "chips": chips_of([state], address),
        "clear_url": address,
        "names": full_titles(row.place_id for row in page.rows),
    }
    return render(request, "office/plans/receipts.html", context)


@needs("plans.confirm_circular")
def circular_confirm(request: Request, pk: int) -> HttpResponse:
    circular = readable_circular(request, pk)
    lead = _("Cơ quan ban hành thấy tài khoản này đã đọc, và đọc lúc nào.")
    page = FormPage(_("Xác nhận đã đọc"), _("Xác nhận đã đọc"), lead, circular_address(circular), crumbs(circular))

    def deed(_given: dict[str, Any]) -> str:
        confirm_circular(circular, actor=request.user)
        came_of_it(request, _("Đã xác nhận đã đọc."))
        return circular_address(circular)

    return ask(request, confirmation(request), page, deed)


@needs("plans.ask_circular")
def circular_ask(request: Request, pk: int) -> HttpResponse:
    circular = readable_circular(request, pk)
    lead = _("Câu hỏi và câu trả lời hiện cho mọi nơi nhận văn bản, cùng tên nơi hỏi.")
    page = FormPage(_("Hỏi về văn bản"), _("Gửi câu hỏi"), lead, circular_address(circular), crumbs(circular))

    def deed(given: dict[str, Any]) -> str:
        ask_circular(circular, _office_of(request), text=given["text"], actor=request.user)
        came_of_it(request, _("Đã gửi câu hỏi; trả lời hiện ở trang của văn bản."))
        return circular_address(circular)

    return ask(request, CircularQuestionForm(request.POST or None), page, deed)


@needs("plans.answer_question")
def question_answer(request: Request, pk: int) -> HttpResponse:
    rows = CircularQuestion.objects.filter(circular__in=Circular.objects.within(request.scope))
    question = get_object_or_404(rows.select_related("circular"), pk=pk)
    address = circular_address(question.circular)
    page = FormPage(_("Trả lời câu hỏi"), _("Trả lời"), question.text, address, crumbs(question.circular))

    def deed(given: dict[str, Any]) -> str:
        answer_question(question, answer=given["answer"], actor=request.user)
        came_of_it(request, _("Đã trả lời; mọi nơi nhận văn bản đều đọc được."))
        return address

    return ask(request, CircularAnswerForm(request.POST or None), page, deed)


def _office_of(request: Request) -> Place:
    """Whom somebody asks for: the first of their offices."""
    for grant in grants_on(request.user, timezone.localdate()):
        return Place.objects.get(pk=grant.place_id)
    raise PermissionDenied
