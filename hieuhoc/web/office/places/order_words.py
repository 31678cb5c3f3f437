"""The lines of an order in words: units that exist as they were called the day before, new ones by their new name."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.places.models import ChangeOrder, ChangeStep
from hieuhoc.places.reads import labels

type Names = dict[int, str]


def lines_in_words(order: ChangeOrder, steps: Sequence[ChangeStep]) -> list[tuple[ChangeStep, str]]:
    before, after = _names(order, steps)
    making = order.steps.filter(verb=ChangeStep.Verb.MAKE).values_list("attributes__key", "attributes")
    new_names = {str(key): _title(values) for key, values in making}
    return [(step, _words(step, before, after, new_names)) for step in steps]


def _names(order: ChangeOrder, steps: Sequence[ChangeStep]) -> tuple[Names, Names]:
    named = {value for step in steps for value in (step.place_id, step.other_id, step.attributes.get("parent"))}
    ids = {value for value in named if isinstance(value, int)}
    days = (order.takes_effect_on - timedelta(days=1), order.takes_effect_on)
    before, after = ({pk: label.title for pk, label in labels(ids, day).items()} for day in days)
    return before, after


def _words(step: ChangeStep, before: Names, after: Names, new_names: dict[str, str]) -> str:
    values: dict[str, Any] = step.attributes
    place = new_names.get(str(values.get("key"))) or before.get(step.place_id or 0, "–")
    other = new_names.get(str(values.get("other_key"))) or after.get(step.other_id or 0, "–")
    if step.verb == ChangeStep.Verb.MAKE:
        return _("Thành lập %(place)s") % {"place": _title(values)}
    if step.verb == ChangeStep.Verb.END:
        return _("%(place)s kết thúc") % {"place": place}
    if step.verb == ChangeStep.Verb.SUCCEED:
        whole = _("toàn bộ") if values.get("is_whole") else _("một phần")
        return _("%(place)s nhập %(whole)s vào %(other)s") % {"place": place, "whole": whole, "other": other}
    parent = new_names.get(str(values.get("parent_key"))) or after.get(values.get("parent") or 0, "")
    parts = [
        _("loại mới: %(kind)s") % {"kind": values["kind"]} if values.get("kind") else "",
        _("tên mới: %(name)s") % {"name": values["name"]} if values.get("name") else "",
        _("mã mới: %(code)s") % {"code": values["code"]} if values.get("code") else "",
        _("về trực thuộc %(parent)s") % {"parent": parent} if parent else "",
    ]
    return f"{place} — {'; '.join(filter(None, parts))}"


def _title(values: dict[str, Any]) -> str:
    return f"{values.get('kind', '')} {values.get('name', '')}".strip()
