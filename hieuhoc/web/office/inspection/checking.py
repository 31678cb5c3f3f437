"""The checklist of one title, as it is filled in on a telephone."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.inspection.actions import CheckWords, check_title
from hieuhoc.inspection.checklist import ANSWERS, QUESTIONS
from hieuhoc.inspection.models import CheckedTitle, Inspection
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.inspection.visits import visit_address, visit_crumbs
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request

ASKED = "asked_"  # before the code of a question, in the names of fields


class DecisiveField(forms.ChoiceField):
    """Shown as one that has to be answered; whether it was, the deed asks: only of a title that is merited."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class ChecklistForm(forms.Form):
    """A field for each question, what it comes to, and what was seen."""

    use_required_attribute = False
    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết luận về danh hiệu"), choices=CheckedTitle.Verdict, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Lời ghi"),
        widget=forms.Textarea,
        max_length=1_000,
        required=False,
        help_text=gettext_lazy("Không đúng hoặc chưa gặp được thì ghi vì sao."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {
            f"{ASKED}{question.code}": (DecisiveField if question.is_decisive else forms.ChoiceField)(
                label=str(question.text), choices=ANSWERS, widget=forms.RadioSelect, required=question.is_decisive
            )
            for question in QUESTIONS
        }
        self.fields = questions | self.fields

    def said(self) -> CheckWords:
        answers = {
            name.removeprefix(ASKED): value
            for name, value in self.cleaned_data.items()
            if name.startswith(ASKED) and value
        }
        return CheckWords(self.cleaned_data["verdict"], answers, self.cleaned_data["note"])


@needs("inspection.check_title")
def title_check(request: Request, pk: int) -> HttpResponse:
    checked = _checked(request, pk)
    person, visit = checked.title.citizen, checked.inspection
    person_read(request, person)

    def known() -> dict[str, object]:
        checked.refresh_from_db(fields=["answers", "verdict", "note"])
        answers: dict[str, object] = {f"{ASKED}{code}": answer for code, answer in checked.answers.items()}
        return answers | {"verdict": checked.verdict, "note": checked.note}

    form = ChecklistForm(request.POST or None, initial=known())
    lead = _("Quyết định %(number)s, năm %(year)d.") % {
        "number": checked.title.decision.number,
        "year": checked.title.year,
    }
    page = FormPage(person.name, _("Lưu kiểm tra"), lead, visit_address(visit), visit_crumbs(visit))

    def deed(_given: dict[str, Any]) -> str:
        check_title(checked, form.said(), actor=request.user)
        following = visit.checked_titles.filter(verdict="").order_by("pk").first()
        if following is None:
            came_of_it(request, _("Đã lưu; mọi danh hiệu của cuộc này đã kiểm tra."))
            return visit_address(visit)
        came_of_it(request, _("Đã lưu kiểm tra của %(name)s.") % {"name": person.name})
        return reverse("office:title-check", args=[following.pk])

    return ask(request, form, page, deed, known=known)


def _checked(request: Request, pk: int) -> CheckedTitle:
    visits = Inspection.objects.checkable(request.scope, request.user)
    rows = CheckedTitle.objects.filter(inspection__in=visits)
    return get_object_or_404(rows.select_related("title__citizen", "title__decision", "inspection__plan"), pk=pk)
