"""Forms of criteria of learning models. A requirement is asked in the form of its kind of rule."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.collectives.models import ModelKind
from hieuhoc.collectives.rules import (
    POPULATIONS_OF,
    CriteriaTable,
    DeclaredRule,
    Holding,
    ModelQuestion,
    ModelRule,
    NumberRule,
    PointsRule,
    ShareRule,
    YesRule,
)
from hieuhoc.collectives.rules.judging import Given
from hieuhoc.collectives.sentences import HELD_WORDS, POPULATION_WORDS
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import UnitSpell
from hieuhoc.places.models import Certainty, Tier
from hieuhoc.places.reads import standing_within
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField

ASKS = {
    "share": _("Tỉ lệ đếm được"),
    "number": _("Số lượng đếm được"),
    "yes": _("Câu hỏi có hoặc không"),
    "declared": _("Tỉ lệ do cơ sở khai"),
    "points": _("Điểm do người chấm"),
}


class NewCriteriaForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại mô hình"), choices=ModelKind.choices)
    unit_level = forms.ChoiceField(
        label=_("Cấp của đơn vị"),
        choices=[("", _("Mọi cấp")), *UnitSpell.Level.choices],
        required=False,
        help_text=_("Chỉ dùng cho đơn vị học tập."),
    )
    number = forms.CharField(label=_("Số văn bản"), max_length=60)
    title = forms.CharField(label=_("Tên"), max_length=300)


class CopyForm(forms.Form):
    number = forms.CharField(
        label=_("Số văn bản"),
        max_length=60,
        help_text=_("Giữ số cũ nếu chép lại đúng hơn cùng một văn bản; đó là bản tiếp theo."),
    )
    title = forms.CharField(label=_("Tên"), max_length=300)


class SourceForm(forms.Form):
    source = forms.CharField(label=_("Nguồn"), max_length=500, required=False)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty.choices, initial=Certainty.SEEN)


class DescribeForm(SourceForm):
    title = forms.CharField(label=_("Tên"), max_length=300)
    note = forms.CharField(label=_("Lưu ý"), widget=forms.Textarea, required=False)
    field_order = ("title", "source", "certainty", "note")


class InForceForm(forms.Form):
    since = DayField(label=_("Áp dụng từ ngày"))


class EndCriteriaForm(forms.Form):
    until = DayField(label=_("Hết hiệu lực từ ngày"), help_text=_("Ngày đầu tiên không còn áp dụng."))


class GradesForm(forms.Form):
    """Names of one to three grades, the lowest first, and in a table of points what each asks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grade in (1, 2, 3):
            self.fields[f"name_{grade}"] = forms.CharField(
                label=_("Tên mức %(grade)d") % {"grade": grade}, max_length=100, required=grade == 1
            )
            self.fields[f"points_{grade}"] = forms.IntegerField(
                label=_("Tổng điểm ít nhất của mức %(grade)d") % {"grade": grade},
                min_value=1,
                required=False,
                help_text=_("Bảng không có điểm: để trống."),
            )

    def parts(self) -> dict[str, Any]:
        given = self.cleaned_data
        grades = [grade for grade in (1, 2, 3) if given[f"name_{grade}"]]
        points = [given[f"points_{grade}"] for grade in grades]
        return {
            "grades": tuple(given[f"name_{grade}"] for grade in grades),
            "least_points": tuple(points) if all(points) else (),
        }

    @staticmethod
    def filled(table: CriteriaTable) -> dict[str, Any]:
        names = {f"name_{grade}": name for grade, name in enumerate(table.grades, start=1)}
        return names | {f"points_{grade}": least for grade, least in enumerate(table.least_points, start=1)}


class CriterionForm(SourceForm):
    name = forms.CharField(label=_("Tên tiêu chí"), max_length=300)
    field_order = ("name", "source", "certainty")


class PointItemForm(SourceForm):
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea, max_length=500)
    most = forms.IntegerField(label=_("Điểm tối đa"), min_value=1, max_value=1000)
    field_order = ("text", "most", "source", "certainty")


class RequirementForm(SourceForm):
    """`asks`: which kind of rule; its fields follow from it. An amount left empty: that grade asks nothing more."""

    text = forms.CharField(label=_("Yêu cầu theo văn bản"), widget=forms.Textarea, max_length=500)

    def __init__(self, *args: Any, asks: str, kind: str, table: CriteriaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks, self.table = asks, table
        if asks in {"share", "number"}:
            self._ask_whom(kind)
        else:
            self.fields["question"] = forms.CharField(label=_("Câu hỏi"), max_length=500)
        if asks == "points":
            self.fields["most"] = forms.IntegerField(label=_("Điểm tối đa"), min_value=1, max_value=1000)
        self._ask_amounts()
        if kind == ModelKind.UNIT:
            self.fields["schools_only"] = forms.BooleanField(label=_("Chỉ cơ sở giáo dục"), required=False)
        self.order_fields(["text", *(name for name in self.fields if name not in {"text", "source", "certainty"})])

    def _ask_whom(self, kind: str) -> None:
        populations = [(str(of), POPULATION_WORDS[of]) for of in POPULATIONS_OF[kind]]
        self.fields["of"] = forms.ChoiceField(label=_("Đếm"), choices=populations)
        held = [(str(held), HELD_WORDS[held]) for held in Holding]
        self.fields["holding"] = forms.ChoiceField(label=_("Những ai, nơi nào"), choices=held)

    def _ask_amounts(self) -> None:
        labels = {
            "share": _("Ít nhất bao nhiêu phần trăm (%(grade)s)"),
            "declared": _("Ít nhất bao nhiêu phần trăm (%(grade)s)"),
            "number": _("Ít nhất bao nhiêu (%(grade)s)"),
            "points": _("Ít nhất bao nhiêu điểm (%(grade)s)"),
        }
        for number, grade in enumerate(self.table.grades, start=1):
            name = f"grade_{number}"
            if self.asks == "yes":
                label = _("Mức %(grade)s đòi hỏi điều này") % {"grade": grade}
                self.fields[name] = forms.BooleanField(label=label, required=False, initial=number == 1)
                continue
            label = labels[self.asks] % {"grade": grade}
            is_share = self.asks in {"share", "declared"}
            self.fields[name] = (
                DecimalTextField(label=label, max_value=100, max_digits=4, decimal_places=1, required=False)
                if is_share
                else forms.IntegerField(label=label, min_value=1, required=False)
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(f"grade_{number}") for number in range(1, len(self.table.grades) + 1)):
            self.add_error("grade_1", _("Ghi cho ít nhất một mức."))
        return given

    def rules(self, code: str) -> tuple[ModelRule | None, ...]:
        """By grade; `code`: of the question they ask."""
        given = self.cleaned_data
        amounts = [given[f"grade_{number}"] for number in range(1, len(self.table.grades) + 1)]
        return tuple(self._rule(amount, code) if amount else None for amount in amounts)

    def _rule(self, amount: Any, code: str) -> ModelRule:
        given = self.cleaned_data
        match self.asks:
            case "share":
                return ShareRule(of=given["of"], holding=given["holding"], at_least=amount)
            case "number":
                return NumberRule(of=given["of"], holding=given["holding"], at_least=amount)
            case "declared":
                return DeclaredRule(question=code, at_least=amount)
            case "points":
                return PointsRule(question=code, at_least=amount)
            case _:
                return YesRule(question=code)

    def question(self, code: str) -> ModelQuestion | None:
        """What is asked of a person; none for what is counted."""
        answers = {"yes": "yes_no", "declared": "share", "points": "points"}
        if self.asks not in answers:
            return None
        given = self.cleaned_data
        return ModelQuestion.model_validate(
            {"code": code, "text": given["question"], "answer": answers[self.asks], "most": given.get("most")}
        )


def filled(asks: str, rules: tuple[ModelRule | None, ...], table: CriteriaTable) -> dict[str, Any]:
    """What the form of a requirement starts with: the words of the rules it has, when they are of one plain kind."""
    plain = [rule for rule in rules if rule is not None and rule.kind == asks]
    if not plain or len(plain) < sum(rule is not None for rule in rules):
        return {}
    first = plain[0]
    amounts = {f"grade_{number}": getattr(rule, "at_least", True) for number, rule in enumerate(rules, start=1) if rule}
    told: dict[str, Any] = {name: str(getattr(first, name)) for name in ("of", "holding") if hasattr(first, name)}
    asked = next((row for row in table.questions if row.code == getattr(first, "question", "")), None)
    if asked is not None:
        told |= {"question": asked.text, "most": asked.most}
    return told | amounts


class RegisterModelsForm(forms.Form):
    """A kind of model in a commune: all of them, or the one of that code."""

    kind = forms.ChoiceField(label=_("Loại mô hình"), choices=ModelKind.choices)
    place = forms.TypedChoiceField(label=_("Xã, phường"), coerce=int)
    code = forms.CharField(
        label=_("Mã, hoặc tên thôn, buôn"),
        max_length=160,
        required=False,
        help_text=_("Để trống: mọi mô hình loại ấy ở xã, phường đã chọn."),
    )
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        place.choices = [(spell.place_id, str(spell)) for spell in standing_within(scope, Tier.COMMUNE)]
        self.fields["year"].initial = timezone.localdate().year


class ModelAnswerForm(forms.Form):
    """The fields follow from the question."""

    def __init__(self, *args: Any, question: ModelQuestion, answer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields.update(question_fields(question, answer))

    def answer(self) -> Given:
        given = answer_of(self.question, self.cleaned_data)
        assert given is not None  # each field is required
        return given


def question_fields(question: ModelQuestion, answer: Any) -> dict[str, forms.Field]:
    """What asks a question, filled with the answer that stands."""
    if question.answer == "yes_no":
        choices = [("yes", _("Có")), ("no", _("Không"))]
        initial = None if answer is None else "yes" if answer else "no"
        asked = forms.ChoiceField(label=_("Trả lời"), choices=choices, widget=forms.RadioSelect, initial=initial)
        return {"yes": asked}
    if question.answer == "points":
        label, most = _("Điểm (0 đến %(most)s)") % {"most": question.most}, question.most
        return {"points": forms.IntegerField(label=label, min_value=0, max_value=most, initial=answer)}
    many, everybody = answer or (None, None)
    return {
        "many": forms.IntegerField(label=_("Số đạt"), min_value=0, initial=many),
        "everybody": forms.IntegerField(label=_("Tổng số"), min_value=1, initial=everybody),
    }


def answer_of(question: ModelQuestion, given: Mapping[str, Any]) -> Given | None:
    """Of the cleaned values of these fields; None where one was left blank."""
    if question.answer == "yes_no":
        return given["yes"] == "yes" if given.get("yes") else None
    if question.answer == "points":
        return given.get("points")
    many, everybody = given.get("many"), given.get("everybody")
    return None if many is None or everybody is None else (many, everybody)
