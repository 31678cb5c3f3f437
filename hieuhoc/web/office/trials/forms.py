"""What a trial or a study is asked with."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.assessment.models import Round
from hieuhoc.criteria.models import ApplicantGroup, Version
from hieuhoc.criteria.published import english_of
from hieuhoc.trials.models import Trial
from hieuhoc.web.ui.wording import plainly_worded

NO_GROUP = "-"  # a code of a group never looks like that


class YearsForm(forms.Form):
    years = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Hồ sơ đã xét của năm"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["years"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, str(year)) for year in years]
        closed = Round.objects.filter(year__in=years, status=Round.Status.CLOSED).order_by("-year")
        field.initial = list(closed.values_list("year", flat=True)[:1]) or list(years[:1])


class TrialForm(YearsForm):
    """A select for each group that earlier versions had and this one has not."""

    new_answers = forms.ChoiceField(
        label=gettext_lazy("Chỉ số mới, hồ sơ cũ chưa trả lời"),
        choices=Trial.NewAnswers.choices,
        widget=forms.RadioSelect,
        initial=Trial.NewAnswers.SHARE,
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = english_of(version)
        own = {group.code: group.name for group in version.applicant_groups.order_by("position")}
        choices = [("", _("Chọn một nhóm")), (NO_GROUP, _("Không thuộc nhóm nào: coi như không đạt"))]
        choices += [(code, plainly_worded(name, english)) for code, name in own.items()]
        dropped = self._dropped(own)
        self.codes = {f"group_{code}": code for code in dropped}
        for name, code in self.codes.items():
            label = _("Nhóm cũ “%(group)s” nay thuộc") % {"group": plainly_worded(dropped[code], english)}
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)

    @staticmethod
    def _dropped(own: Mapping[str, str]) -> dict[str, str]:
        used = ApplicantGroup.objects.filter(version__rounds__isnull=False).exclude(code__in=own)
        return dict(used.order_by("code").values_list("code", "name"))

    def regrouped(self) -> dict[str, str]:
        chosen = {code: self.cleaned_data[name] for name, code in self.codes.items()}
        return {code: "" if group == NO_GROUP else group for code, group in chosen.items()}


def years_of(version: Version | None = None) -> list[int]:
    """Years with a round, the latest first; of one version, those that were assessed by it."""
    rounds = Round.objects.all() if version is None else Round.objects.filter(version=version)
    return list(rounds.order_by("-year").values_list("year", flat=True))
