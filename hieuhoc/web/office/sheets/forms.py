"""The upload form of a sheet: the file, the place it is for, and what the sheet asks beside the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.opaque import public_id
from hieuhoc.sheets.definition import ImportSetting
from hieuhoc.sheets.sheet import Sheet
from hieuhoc.web.ui.days import DayField

PREFIX = "setting_"
FILES = ".xlsx,.xls,.ods,.csv"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy("Excel (.xlsx, .xls), LibreOffice (.ods) hoặc .csv."),
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
    )
    place = forms.TypedChoiceField(label=gettext_lazy("Nhập cho"), coerce=int)
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Số văn bản hoặc lý do có danh sách này, nếu có."),
    )

    def __init__(self, *args: Any, sheet: Sheet, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        place.choices = places if len(places) == 1 else [("", _("Chọn nơi nhập")), *places]
        for setting in sheet.settings:
            self.fields[PREFIX + setting.key] = field_of(setting)
        self.order_fields(["file", "place", *(PREFIX + setting.key for setting in sheet.settings), "legal_basis"])

    def settings(self) -> dict[str, Any]:
        return {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value not in (None, "")
        }


class PlaceForm(forms.Form):
    """Which place a template or an export is for, by its opaque id (it stands in the address), and which year's rows."""

    place = forms.ChoiceField(label=gettext_lazy("Của"))
    year = forms.TypedChoiceField(label=gettext_lazy("Dữ liệu của năm"), coerce=int)

    def __init__(self, *args: Any, places: list[tuple[int, str]], years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = [(public_id("place", pk), title) for pk, title in places]
        if years:
            year = self.fields["year"]
            assert isinstance(year, forms.TypedChoiceField)
            year.choices = [(offered, str(offered)) for offered in years]
        else:
            del self.fields["year"]


def field_of(setting: ImportSetting) -> forms.Field:
    required = setting.is_required or setting.is_required_of_officers
    words: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "required": required}
    if setting.kind == "date":
        return DayField(**words)
    if setting.kind == "year":
        return forms.IntegerField(min_value=2000, max_value=2100, **words)
    if setting.kind == "yes_no":
        return forms.BooleanField(**words | {"required": False})
    if setting.kind == "choice":
        empty = [] if setting.is_required else [("", _("Chọn một cách") if required else _("Không chọn"))]
        return forms.ChoiceField(choices=[*empty, *setting.choices], **words)
    return forms.CharField(max_length=300, **words)
