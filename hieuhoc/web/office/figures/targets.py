"""Target sets: those of published documents, and the numbers of a province's own plan."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import enter_targets
from hieuhoc.indicators.definition import Indicator, Setting, declared_settings, programme_indicators
from hieuhoc.indicators.models import TargetSet
from hieuhoc.indicators.published import english_beside
from hieuhoc.indicators.rules import Measure, Settings
from hieuhoc.indicators.sentences import target_in_words
from hieuhoc.indicators.target_sets import follower_of
from hieuhoc.lib.numbers import parse_number, read_whole
from hieuhoc.lib.scope import Scope
from hieuhoc.web.choices import places_to_choose, titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField
from hieuhoc.web.ui.paging import key_page

MILESTONES = (2025, 2030)


class TargetForm(forms.Form):
    code = forms.SlugField(label=gettext_lazy("Mã ngắn"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    document = forms.CharField(label=gettext_lazy("Văn bản, số và ngày"), max_length=200)
    name_english = forms.CharField(
        label=gettext_lazy("Tên bằng tiếng Anh"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Bản dịch không chính thức, chỉ hiện khi xem trang bằng tiếng Anh."),
    )
    document_english = forms.CharField(label=gettext_lazy("Văn bản bằng tiếng Anh"), required=False, max_length=200)
    place = forms.TypedChoiceField(label=gettext_lazy("Địa bàn"), coerce=int)
    since = DayField(label=gettext_lazy("Áp dụng từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Đến trước ngày"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places_to_choose(scope)  # type: ignore[attr-defined]
        for setting in declared_settings.values():
            self.fields[setting.code] = setting_field(setting)
        for indicator in programme_indicators():
            for year in MILESTONES:
                self.fields[f"{indicator.code}_{year}"] = number_field(indicator, year)
            self.fields[f"{indicator.code}_between"] = YearNumbersField(indicator)

    def english(self) -> dict[str, str]:
        return {self.cleaned_data[name]: self.cleaned_data[f"{name}_english"] for name in ("name", "document")}

    def settings(self) -> Settings:
        return {code: value for code in declared_settings if (value := self.cleaned_data[code]) is not None}

    def numbers(self) -> dict[tuple[str, int], Decimal | None]:
        """An empty milestone = the document gives no number for it."""
        milestones = {
            (indicator.code, year): self.cleaned_data[f"{indicator.code}_{year}"]
            for indicator in programme_indicators()
            for year in MILESTONES
        }
        between = {
            (indicator.code, year): number
            for indicator in programme_indicators()
            for year, number in self.cleaned_data[f"{indicator.code}_between"].items()
        }
        return milestones | between


def setting_field(setting: Setting) -> forms.Field:
    """Left open, it is as the set before or above says."""
    values = {str(value): value for value, _words in setting.choices}
    return forms.TypedChoiceField(
        label=str(setting.label),
        choices=[("", _("Như bộ trước hoặc bộ cấp trên")), *((str(value), words) for value, words in setting.choices)],
        coerce=values.__getitem__,
        empty_value=None,
        required=False,
    )


class YearNumbersField(forms.CharField):
    """Numbers of the years between the milestones, as a plan lists them: "2026: 42; 2027: 47,5". Cleaned: year -> number."""

    def __init__(self, indicator: Indicator) -> None:
        words = {"code": indicator.code, "first": MILESTONES[0], "last": MILESTONES[-1], "unit": unit_of(indicator)}
        super().__init__(
            label=_("%(code)s các năm giữa %(first)s và %(last)s (%(unit)s), nếu kế hoạch ghi") % words,
            help_text=_("Ví dụ: 2026: 42; 2027: 47,5. Năm không ghi thì lấy theo đường thẳng giữa hai mốc."),
            required=False,
            max_length=120,
        )

    def clean(self, value: Any) -> dict[int, Decimal]:
        return dict(self._read(piece) for piece in super().clean(value).split(";") if piece.strip())

    def _read(self, piece: str) -> tuple[int, Decimal]:
        year, colon, number = piece.partition(":")
        read = read_whole(year.strip())
        if not colon or read is None or not MILESTONES[0] < read < MILESTONES[-1]:
            words = {"piece": piece.strip(), "first": MILESTONES[0] + 1, "last": MILESTONES[-1] - 1}
            raise forms.ValidationError(
                _("“%(piece)s” không rõ năm nào; ghi năm từ %(first)s đến %(last)s, dấu hai chấm, rồi số: 2026: 42.")
                % words
            )
        try:
            return read, parse_number(number)
        except ValueError:
            words = {"number": number.strip(), "year": read}
            raise forms.ValidationError(
                _("“%(number)s” của năm %(year)s không phải là số; ví dụ 47,5.") % words
            ) from None


def unit_of(indicator: Indicator) -> str:
    return "%" if indicator.measure is Measure.SHARE else str(indicator.unit or indicator.of)


def number_field(indicator: Indicator, year: int) -> forms.Field:
    """Per cent of a share; of other measures subjects, or the indicator's unit."""
    is_share = indicator.measure is Measure.SHARE
    words = {"code": indicator.code, "year": year, "unit": unit_of(indicator)}
    return DecimalTextField(
        label=_("%(code)s đến năm %(year)s (%(unit)s)") % words,
        required=False,
        max_digits=5 if is_share else 20,
        decimal_places=2,
    )


@needs("indicators.read_figures")
def target_list(request: Request) -> HttpResponse:
    """National sets first: a page by key sorts no nulls, so "of no place" is place 0."""
    sets = TargetSet.objects.prefetch_related("targets").annotate(of_place=Coalesce("place_id", 0))
    page = key_page(sets, request, order=["of_place", "code"])
    beside = list(TargetSet.objects.filter(since__isnull=False))  # few: documents of provinces
    rows = []
    for target_set in page.rows:
        numbers = {(target.indicator, target.year): target.number for target in target_set.targets.all()}
        lines = [
            (i, [in_words(i, numbers.get((i.code, year))) for year in MILESTONES], between(i, numbers))
            for i in programme_indicators()
        ]
        has_gaps = any("" in of for _indicator, of, _between in lines)
        english = english_beside(target_set.english)
        follower = follower_of(target_set, beside)
        rows.append((target_set, lines, has_gaps, reads.how_counted(target_set.settings), follower, english))
    context = {
        "page": page,
        "rows": rows,
        "names": titles(target_set.place_id for target_set in page.rows),
        "milestones": MILESTONES,
        "may_enter": request.user.has_perm("indicators.enter_targets"),
    }
    return render(request, "office/targets/list.html", context)


def between(indicator: Indicator, numbers: Mapping[tuple[str, int], Decimal | None]) -> str:
    """ "2026: 42%; 2027: 47,5%": what the document says of the years between the milestones."""
    of = sorted((year, number) for (code, year), number in numbers.items() if code == indicator.code)
    return "; ".join(f"{year}: {in_words(indicator, number)}" for year, number in of if year not in MILESTONES)


def in_words(indicator: Indicator, number: Decimal | None) -> str:
    """ "" where the document gives no number."""
    return "" if number is None else target_in_words(indicator, number)


@needs("indicators.enter_targets")
def target_new(request: Request) -> HttpResponse:
    form = TargetForm(request.POST or None, scope=request.scope)
    back = reverse("office:target-list")

    def deed(given: dict[str, Any]) -> str:
        enter_targets(
            code=given["code"],
            name=given["name"],
            document=given["document"],
            numbers=form.numbers(),
            settings=form.settings(),
            place_id=given["place"],
            since=given["since"],
            until=given["until"],
            english=form.english(),
            actor=request.user,
        )
        saved = _(
            "Đã lưu chỉ tiêu của kế hoạch. Năm đang mở đo theo ngay; năm đã chốt chỉ đổi bằng một lần điều chỉnh."
        )
        messages.success(request, saved)
        return back

    page = FormPage(
        _("Nhập chỉ tiêu của kế hoạch"),
        _("Lưu chỉ tiêu"),
        _("Ô để trống: đo theo bộ trước hoặc bộ cấp trên; không bộ nào cho số thì không có chỉ tiêu."),
        back,
        [(_("Số liệu"), reverse("office:figures")), (_("Các bộ chỉ tiêu"), back)],
    )
    return ask(request, form, page, deed)
