"""What I learned by myself: listed, added, corrected, taken out again, with a photograph or paper of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.actions import (
    OwnFile,
    OwnWords,
    add_own_learning,
    correct_own_learning,
    refuse_file_size,
    withdraw_own_learning,
)
from hieuhoc.learning.models import OwnLearning
from hieuhoc.lib.errors import Refusal
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField
from hieuhoc.web.ui.paging import key_page

WORDS = ("kind", "title", "giver", "learned_on", "hours", "learned", "asks_confirming")


class OwnLearningForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=OwnLearning.Kind)
    title = forms.CharField(label=gettext_lazy("Tên điều đã học"), max_length=200)
    giver = forms.CharField(label=gettext_lazy("Nơi dạy, nơi cấp, tác giả"), max_length=200, required=False)
    learned_on = DayField(label=gettext_lazy("Học xong ngày"))
    hours = DecimalTextField(
        label=gettext_lazy("Khoảng bao nhiêu giờ"), required=False, help_text=gettext_lazy("Không nhớ thì để trống.")
    )
    learned = forms.CharField(
        label=gettext_lazy("Học được điều gì"), widget=forms.Textarea, max_length=1000, required=False
    )
    file = forms.FileField(
        label=gettext_lazy("Ảnh hoặc giấy tờ"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "data-shrink": ""}),
        help_text=gettext_lazy("Không bắt buộc. Ảnh hoặc PDF, nhẹ hơn 10 MB. Vị trí chụp trong ảnh được bỏ đi."),
    )
    asks_confirming = forms.BooleanField(
        label=gettext_lazy("Nhờ xã, phường xác nhận"),
        required=False,
        help_text=gettext_lazy("Cán bộ xem được điều này và tệp. Sửa lại thì xác nhận cũ không còn."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    drops_file = forms.BooleanField(label=gettext_lazy("Bỏ tệp đang giữ"), required=False)

    def __init__(self, data: Any, files: Any, row: OwnLearning | None = None) -> None:
        """`row`: what is corrected, None for something new."""
        super().__init__(data, files, initial={name: getattr(row, name) for name in (*WORDS, "edition")} if row else {})
        if row is None or row.document is None:
            del self.fields["drops_file"]

    def words(self) -> OwnWords:
        return OwnWords(**{name: self.cleaned_data[name] for name in WORDS})

    def sent_file(self) -> OwnFile | None:
        """Raises Refusal for one that is too large, unread."""
        sent = self.cleaned_data["file"]
        if not sent:
            return None
        refuse_file_size(sent.size)
        return OwnFile(sent.name, sent.read())


@signed_in
def own_list(request: Request) -> HttpResponse:
    citizen = me(request)
    rows = OwnLearning.objects.filter(citizen=citizen)
    record_reading(
        "citizen.read_own", actor=request.user, subject_kind="citizen", subject_id=citizen.pk, person_count=1
    )
    return render(
        request, "citizen/own_learning_list.html", {"page": key_page(rows, request, order=["-learned_on", "-id"])}
    )


@signed_in
def own_new(request: Request) -> HttpResponse:
    citizen, status = me(request), 200
    form = OwnLearningForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_own_learning(citizen, form.words(), file=form.sent_file(), actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã ghi vào hồ sơ học tập."))
            return redirect("citizen:own-learning-list")
    return render(request, "citizen/own_learning.html", {"form": form}, status=status)


@signed_in
def own_change(request: Request, pk: int) -> HttpResponse:
    row, status = _mine(request, pk), 200
    form = OwnLearningForm(request.POST or None, request.FILES or None, row=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            correct_own_learning(
                row,
                form.words(),
                file=form.sent_file(),
                drops_file=given.get("drops_file", False),
                edition=given["edition"] or 0,
                actor=request.user,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã sửa."))
            return redirect("citizen:own-learning-list")
    return render(request, "citizen/own_learning.html", {"form": form, "row": row}, status=status)


@signed_in
def own_file(request: Request, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.document is None:
        raise Http404
    record_reading(
        "citizen.read_own", actor=request.user, subject_kind="citizen", subject_id=row.citizen_id, person_count=1
    )
    return file_answer(row.document)


@signed_in
def own_remove(request: Request, pk: int) -> HttpResponse:
    """Asked once, then done: words and file are gone for good."""
    row = _mine(request, pk)
    if request.method == "POST":
        withdraw_own_learning(row, actor=request.user)
        messages.success(request, _("Đã bỏ; lời và tệp bị xoá hẳn."))
        return redirect("citizen:own-learning-list")
    return render(request, "citizen/own_learning_remove.html", {"row": row})


def _mine(request: Request, pk: int) -> OwnLearning:
    rows = OwnLearning.objects.filter(citizen=me(request)).select_related("citizen", "document")
    return get_object_or_404(rows, pk=pk)
