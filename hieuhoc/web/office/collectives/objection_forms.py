"""What is answered to the objection of a model: by a decision it is recognised again, or at the grade that follows once what was
answered for it is put right."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hieuhoc.collectives.models import ContestedResult, ModelObjection, Registration
from hieuhoc.collectives.rules import ModelQuestion
from hieuhoc.collectives.rules.judging import Given
from hieuhoc.web.office.collectives.forms import answer_of, question_fields
from hieuhoc.web.office.recognition.objection_forms import RevocationAnswerForm

CHOICES: dict[ContestedResult, list[tuple[str, str | Promise]]] = {
    ContestedResult.FAILED: [
        ("yes", _("Đổi kết quả: công nhận, bằng quyết định dưới đây")),
        ("no", _("Giữ nguyên kết quả")),
    ],
    ContestedResult.GRADE: [
        ("yes", _("Đổi kết quả: công nhận ở mức cao hơn, bằng quyết định dưới đây")),
        ("no", _("Giữ nguyên kết quả")),
    ],
    ContestedResult.REVOKED: [
        ("yes", _("Khôi phục công nhận, bằng quyết định dưới đây")),
        ("no", _("Giữ nguyên việc thu hồi")),
    ],
}
HEADINGS: dict[ContestedResult, str | Promise] = {
    ContestedResult.FAILED: _("Quyết định công nhận"),
    ContestedResult.GRADE: _("Quyết định điều chỉnh mức"),
    ContestedResult.REVOKED: _("Quyết định khôi phục"),
}


class ModelAnsweredForm(RevocationAnswerForm):
    """`asked`: the questions of its criteria, each with the answer that stands; one that is left blank stays."""

    def __init__(self, *args: Any, about: ContestedResult, asked: Mapping[ModelQuestion, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted = self.fields["accepted"]
        assert isinstance(accepted, forms.ChoiceField)
        accepted.choices = CHOICES[about]
        self.decision_heading = HEADINGS[about]
        self._asked: list[tuple[ModelQuestion, dict[str, str]]] = []
        for number, (question, answer) in enumerate(asked.items(), start=1):
            fields = question_fields(question, answer)
            for name, field in fields.items():
                field.required = False
                self.fields[f"question_{number}_{name}"] = field
            self._asked.append((question, {name: f"question_{number}_{name}" for name in fields}))

    def questions(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(the question, its fields)"""
        return [(question.text, [self[name] for name in names.values()]) for question, names in self._asked]

    def corrected(self) -> dict[str, Given]:
        """Question (code) → what is to be said instead, of those that were changed: the others may have been answered anew by
        somebody meanwhile."""
        told = {}
        for question, names in self._asked:
            if not set(names.values()) & set(self.changed_data):
                continue
            given = answer_of(question, {name: self.cleaned_data.get(full) for name, full in names.items()})
            if given is not None:
                told[question.code] = given
        return told


def answer_form(
    objection: ModelObjection, row: Registration, data: Any, initial: Mapping[str, str]
) -> ModelAnsweredForm:
    """A revocation is weighed as it is; another result follows from what was answered, which is asked once more."""
    about = objection.about
    questions = [] if about == ContestedResult.REVOKED else row.criteria.table.questions
    asked = {question: row.answers.get(question.code) for question in questions}
    return ModelAnsweredForm(data, initial=dict(initial), year=row.year, about=about, asked=asked)
