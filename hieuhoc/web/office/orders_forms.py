"""One form per kind of change; `lines` turns what was typed into the lines of an order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.scope import Scope
from hieuhoc.places import drafting
from hieuhoc.places.drafting import Draft, NewPlace
from hieuhoc.places.models import Certainty, PlaceSpell
from hieuhoc.web.choices import places_to_choose
from hieuhoc.web.office.accounts_forms import DayInput


class OrderForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Số văn bản"), max_length=80, help_text=gettext_lazy("Ví dụ 1660/NQ-UBTVQH15.")
    )
    title = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=300)
    takes_effect_on = forms.DateField(label=gettext_lazy("Có hiệu lực từ ngày"), widget=DayInput)
    legal_basis = forms.CharField(label=gettext_lazy("Căn cứ pháp lý"), widget=forms.Textarea, required=False)
    source = forms.CharField(
        label=gettext_lazy("Nguồn"), max_length=500, required=False, help_text=gettext_lazy("Lấy nội dung ở đâu.")
    )
    certainty = forms.ChoiceField(label=gettext_lazy("Mức chắc chắn"), choices=Certainty.choices)


class ChangeForm(forms.Form):
    """`places`, `place`, `target` and `parent` offer the units of the scope."""

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = places_to_choose(scope)
        for name in ("place", "places", "target", "parent"):
            offered = self.fields.get(name)
            if isinstance(offered, forms.ChoiceField):
                offered.choices = choices if offered.required else [("", "–"), *choices]

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        """`key` names what this change makes, apart from every other change of the order."""
        raise NotImplementedError


def one(label: Any, **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **more)


class MergeForm(ChangeForm):
    places = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Nhập các đơn vị"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    target = one(
        gettext_lazy("Vào đơn vị đang có"),
        required=False,
        help_text=gettext_lazy("Bỏ trống để lập đơn vị mới dưới đây."),
    )
    kind = forms.CharField(
        label=gettext_lazy("Loại của đơn vị mới"), max_length=40, required=False, help_text=gettext_lazy("Xã, Phường…")
    )
    name = forms.CharField(label=gettext_lazy("Tên đơn vị mới"), max_length=120, required=False)
    code = forms.CharField(label=gettext_lazy("Mã đơn vị mới"), max_length=16, required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if given.get("target") is None and not (given.get("name") and given.get("kind")):
            self.add_error("target", _("Chọn đơn vị đang có, hoặc ghi loại và tên của đơn vị mới."))
        return given

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        if given["target"] is not None:
            return drafting.merge(given["places"], given["target"])
        return drafting.merge(
            given["places"], beside(given["places"][0], key, given["kind"], given["name"], given["code"])
        )


class SplitForm(ChangeForm):
    place = one(gettext_lazy("Chia đơn vị"))
    places = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Cho các đơn vị đang có"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    new_parts = forms.CharField(
        label=gettext_lazy("Và lập đơn vị mới"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Mỗi dòng một đơn vị: loại; tên; mã. Ví dụ: Xã; Ea Kar; 24373."),
    )

    def clean_new_parts(self) -> list[tuple[str, str, str]]:
        parts = []
        for line in filter(None, map(str.strip, self.cleaned_data["new_parts"].splitlines())):
            words = [word.strip() for word in line.split(";")]
            if len(words) < 2 or not all(words[:2]):
                raise forms.ValidationError(_("Mỗi dòng ghi loại; tên; mã, ví dụ: Xã; Ea Kar; 24373."))
            parts.append((words[0], words[1], words[2] if len(words) > 2 else ""))
        return parts

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if len(given.get("places") or []) + len(given.get("new_parts") or []) < 2:
            self.add_error("places", _("Chia cho ít nhất hai đơn vị; về một đơn vị thì là nhập."))
        return given

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        new = [
            beside(given["place"], f"{key}.{at}", kind, name, code)
            for at, (kind, name, code) in enumerate(given["new_parts"])
        ]
        return drafting.split(given["place"], [*given["places"], *new])


class TransferForm(ChangeForm):
    place = one(gettext_lazy("Chuyển đơn vị"))
    parent = one(gettext_lazy("Về trực thuộc"))

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.transfer(given["place"], given["parent"])


class RenameUnitForm(ChangeForm):
    place = one(gettext_lazy("Đổi tên đơn vị"))
    name = forms.CharField(label=gettext_lazy("Tên mới"), max_length=120, help_text=gettext_lazy("Không kèm loại."))

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.rename(given["place"], given["name"])


class TypeForm(ChangeForm):
    place = one(gettext_lazy("Đổi loại của đơn vị"))
    kind = forms.CharField(label=gettext_lazy("Loại mới"), max_length=40, help_text=gettext_lazy("Phường, Thành phố…"))
    code = forms.CharField(label=gettext_lazy("Mã mới"), max_length=16, required=False)

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.change_type(given["place"], given["kind"], given["code"] or None)


class DissolveForm(ChangeForm):
    places = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Giải thể"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.dissolve(given["places"])


CHANGES: dict[str, tuple[Any, type[ChangeForm]]] = {
    "merge": (gettext_lazy("Nhập nhiều đơn vị thành một"), MergeForm),
    "split": (gettext_lazy("Chia một đơn vị"), SplitForm),
    "transfer": (gettext_lazy("Chuyển về đơn vị cấp trên khác"), TransferForm),
    "rename": (gettext_lazy("Đổi tên"), RenameUnitForm),
    "change-type": (gettext_lazy("Đổi loại"), TypeForm),
    "dissolve": (gettext_lazy("Giải thể"), DissolveForm),
}


def beside(place: int, key: str, kind: str, name: str, code: str) -> NewPlace:
    """A unit of the same tier under the same parent as one it follows."""
    spell: PlaceSpell = PlaceSpell.objects.get(place=place, until__isnull=True)
    return NewPlace(key=key, name=name, kind=kind, tier=spell.tier, parent=spell.parent_id, code=code)


def names_of(steps: Sequence[Any]) -> set[int]:
    """The places the lines of an order name."""
    named = {value for step in steps for value in (step.place_id, step.other_id, step.attributes.get("parent"))}
    return {value for value in named if isinstance(value, int)}
