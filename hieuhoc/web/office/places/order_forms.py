"""One form per kind of change; `lines` turns what was typed into the lines of an order."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.scope import Scope
from hieuhoc.places import drafting
from hieuhoc.places.drafting import Draft, NewPlace
from hieuhoc.places.models import Certainty, PlaceSpell, Tier
from hieuhoc.web.choices import places_to_choose
from hieuhoc.web.ui.days import DayField


class OrderForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Số văn bản"), max_length=80, help_text=gettext_lazy("Ví dụ 1660/NQ-UBTVQH15.")
    )
    title = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=300)
    takes_effect_on = DayField(label=gettext_lazy("Có hiệu lực từ ngày"))
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
                needs_none = not offered.required and not isinstance(offered, forms.MultipleChoiceField)
                offered.choices = [("", "–"), *choices] if needs_none else choices

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        """`key` names what this change makes, apart from every other change of the order."""
        raise NotImplementedError


def one_place(label: Any, **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **more)


class MergeForm(ChangeForm):
    places = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Nhập các đơn vị"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    target = one_place(
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
    place = one_place(gettext_lazy("Chia đơn vị"))
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
            beside(given["place"], f"{key}.{number}", kind, name, code)
            for number, (kind, name, code) in enumerate(given["new_parts"])
        ]
        return drafting.split(given["place"], [*given["places"], *new])


class TransferForm(ChangeForm):
    place = one_place(gettext_lazy("Chuyển đơn vị"))
    parent = one_place(gettext_lazy("Về trực thuộc"))

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.transfer(given["place"], given["parent"])


class RenameUnitForm(ChangeForm):
    place = one_place(gettext_lazy("Đổi tên đơn vị"))
    name = forms.CharField(label=gettext_lazy("Tên mới"), max_length=120, help_text=gettext_lazy("Không kèm loại."))

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.rename(given["place"], given["name"])


class TypeForm(ChangeForm):
    place = one_place(gettext_lazy("Đổi loại của đơn vị"))
    kind = forms.CharField(label=gettext_lazy("Loại mới"), max_length=40, help_text=gettext_lazy("Phường, Thành phố…"))
    code = forms.CharField(label=gettext_lazy("Mã mới"), max_length=16, required=False)

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.change_type(given["place"], given["kind"], given["code"] or None)


class DissolveForm(ChangeForm):
    UPWARD, OWN_LINES = "upward", "own_lines"
    places = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Giải thể"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    below = forms.ChoiceField(
        label=gettext_lazy("Các đơn vị trực thuộc"),
        choices=[
            (UPWARD, gettext_lazy("về thẳng đơn vị cấp trên")),
            (OWN_LINES, gettext_lazy("đã có thay đổi ghi riêng trong lệnh này")),
        ],
        initial=UPWARD,
        widget=forms.RadioSelect,
    )

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        return drafting.dissolve(given["places"], self._upward(given) if given["below"] == self.UPWARD else None)

    def _upward(self, given: dict[str, Any]) -> dict[int, int]:
        open_spells = PlaceSpell.objects.filter(until__isnull=True)
        above = dict(open_spells.filter(place__in=given["places"]).values_list("place_id", "parent_id"))
        below = open_spells.filter(parent__in=given["places"]).exclude(place__in=given["places"]).order_by("place")
        return {
            place: top for place, parent in below.values_list("place_id", "parent_id") if (top := _top(parent, above))
        }


def _top(parent: int | None, above: Mapping[int, int | None]) -> int | None:
    """The nearest unit above that is not dissolved itself."""
    while parent is not None and parent in above:
        parent = above[parent]
    return parent


class TurnForm(ChangeForm):
    """A district becomes a commune (the island districts of 2025 became special zones)."""

    place = one_place(
        gettext_lazy("Chuyển huyện, đơn vị cấp huyện"), help_text=gettext_lazy("Các xã trong đó nhập vào đơn vị mới.")
    )
    kind = forms.CharField(
        label=gettext_lazy("Thành loại"), max_length=40, help_text=gettext_lazy("Xã, Phường, Đặc khu…")
    )
    name = forms.CharField(label=gettext_lazy("Tên đơn vị mới"), max_length=120)
    code = forms.CharField(label=gettext_lazy("Mã đơn vị mới"), max_length=16, required=False)

    def clean_place(self) -> int:
        place: int = self.cleaned_data["place"]
        if not PlaceSpell.objects.filter(place=place, until__isnull=True, tier=Tier.DISTRICT).exists():
            raise forms.ValidationError(_("Chọn một huyện, thị xã hoặc thành phố thuộc tỉnh; xã với xã thì dùng Nhập."))
        return place

    def lines(self, given: dict[str, Any], key: str) -> list[Draft]:
        spell = PlaceSpell.objects.get(place=given["place"], until__isnull=True)
        new = NewPlace(key, given["name"], given["kind"], Tier.COMMUNE.value, spell.parent_id, given["code"])
        below = PlaceSpell.objects.filter(parent=given["place"], until__isnull=True).order_by("place")
        return drafting.turn_into(given["place"], new, below.values_list("place_id", flat=True))


CHANGES: dict[str, tuple[Any, type[ChangeForm]]] = {
    "merge": (gettext_lazy("Nhập nhiều đơn vị thành một"), MergeForm),
    "split": (gettext_lazy("Chia một đơn vị"), SplitForm),
    "transfer": (gettext_lazy("Chuyển về đơn vị cấp trên khác"), TransferForm),
    "rename": (gettext_lazy("Đổi tên"), RenameUnitForm),
    "change-type": (gettext_lazy("Đổi loại"), TypeForm),
    "dissolve": (gettext_lazy("Giải thể một cấp hoặc một đơn vị"), DissolveForm),
    "turn": (gettext_lazy("Chuyển huyện thành xã, phường, đặc khu"), TurnForm),
}


def beside(place: int, key: str, kind: str, name: str, code: str) -> NewPlace:
    """A unit of the same tier under the same parent as one it follows."""
    spell: PlaceSpell = PlaceSpell.objects.get(place=place, until__isnull=True)
    return NewPlace(key=key, name=name, kind=kind, tier=spell.tier, parent=spell.parent_id, code=code)
