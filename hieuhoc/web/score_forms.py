"""Forms of a dossier that the office and the person behind it share: points, evidence, an edition."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.assessment.models import Round
from hieuhoc.assessment.reads import CriterionRow
from hieuhoc.assessment.rules import changed, without_reason
from hieuhoc.criteria.models import ApplicantGroup
from hieuhoc.criteria.published import english_of
from hieuhoc.web.ui.wording import plainly_worded


class EditionForm(forms.Form):
    """A deed on the dossier as it was seen."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class PointsForm(EditionForm):
    """Points by criterion; in a review every point is needed and a changed one carries its reason."""

    def __init__(self, *args: Any, rows: Sequence[CriterionRow], is_review: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.is_review = rows, is_review
        for row in rows:
            given = row.self_points if row.final_points is None or not is_review else row.final_points
            self.fields[f"points_{row.position}"] = forms.IntegerField(
                label=_("Điểm chỉ số %(number)d") % {"number": row.position},
                min_value=0,
                max_value=row.max_points,
                required=is_review,
                initial=given,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "points-given"}),
            )
            if is_review:
                self.fields[f"reason_{row.position}"] = forms.CharField(
                    label=_("Lý do đổi điểm chỉ số %(number)d") % {"number": row.position},
                    max_length=300,
                    required=False,
                    initial=row.reason,
                )

    def clean(self) -> dict[str, Any]:
        """A changed point without its reason is told beside the field where the reason goes."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_review and not self.errors:
            differing = changed([row.self_points for row in self.rows], self.points())
            for position in without_reason(differing, self.reasons()):
                row = self.rows[position - 1]
                was = _("chưa chấm") if row.self_points is None else row.self_points
                sentence = _("Điểm đổi từ %(was)s thành %(now)s; ghi lý do, hoặc để lại điểm cũ.")
                self.add_error(
                    f"reason_{row.position}", sentence % {"was": was, "now": cleaned[f"points_{row.position}"]}
                )
        return cleaned

    def lines(self) -> list[tuple[CriterionRow, Any, Any]]:
        """(criterion, points field, reason field or None) in order."""
        return [
            (row, self[f"points_{row.position}"], self[f"reason_{row.position}"] if self.is_review else None)
            for row in self.rows
        ]

    def points(self) -> list[int | None]:
        return [self.cleaned_data.get(f"points_{row.position}") for row in self.rows]

    def reasons(self) -> dict[int, str]:
        return {row.position: self.cleaned_data.get(f"reason_{row.position}", "") for row in self.rows}


class EvidenceForm(forms.Form):
    """Words, a link or a file; words may stand beside either."""

    text = forms.CharField(
        label=gettext_lazy("Lời kể"),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Đi cùng được với tệp hoặc đường dẫn: ảnh chụp gì, ngày nào."),
    )
    link = forms.URLField(
        label=pgettext_lazy("evidence", "Đường dẫn"), required=False, max_length=500, assume_scheme="https"
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "data-shrink": ""}),
        help_text=gettext_lazy("Ảnh hoặc PDF, nhẹ hơn 10 MB. Vị trí chụp trong ảnh được bỏ đi."),
    )


def groups_of(round_: Round) -> list[tuple[ApplicantGroup, str]]:
    """With the words of each for a list to choose from."""
    english = english_of(round_.version)
    groups = round_.version.applicant_groups.order_by("position")
    return [(group, plainly_worded(group.name, english)) for group in groups]
