"""The form and the words of an objection, for the person and for the office that has it on paper."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.assessment.actions import refuse_size
from hieuhoc.recognition.actions import SentFile
from hieuhoc.recognition.models import AnsweredObjection
from hieuhoc.recognition.objecting import Contestable


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """None, one or several."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in given]


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Điều nào trong kết quả chưa đúng, vì sao"), widget=forms.Textarea, max_length=4000
    )
    attached = FilesField(
        label=gettext_lazy("Tệp kèm theo"),
        required=False,
        help_text=gettext_lazy("Không bắt buộc. Tối đa 5 ảnh hoặc PDF, mỗi tệp nhẹ hơn 10 MB."),
    )

    def sent_files(self) -> list[SentFile]:
        files = []
        for file in self.cleaned_data["attached"]:
            refuse_size(file.size)
            files.append(SentFile(file.name, file.read()))
        return files


def open_words(result: Contestable) -> str:
    return until_words(result.until)


def until_words(until: date) -> str:
    """Until when, and who looks."""
    words = {"day": f"{until:%d/%m/%Y}"}
    return _("Đề nghị xét lại được gửi đến hết ngày %(day)s; người không tham gia xét lần trước xét lại.") % words


def waiting_words(objection: AnsweredObjection) -> str:
    words = {"day": f"{objection.raised_at:%d/%m/%Y}", "due": f"{objection.due_on:%d/%m/%Y}"}
    return _("Gửi ngày %(day)s, trả lời trước hết ngày %(due)s.") % words
