"""The history of a record that is no person: who did what when, old and new values in words."""

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.audit.reads import history_of
from hieuhoc.web.choices import titles
from hieuhoc.web.deeds import FIELDS, NAMED, VALUES, deed_words
from hieuhoc.web.ui.shapes import Event

SHOWN = 20
PLACES = ("place", "parent", "commune")


def story(subject_kind: str, subject_id: int, *, but: Collection[str] = ()) -> list[Event]:
    """Newest first; what a value was and became, of the fields people know by name (`but`: without these)."""
    entries = list(history_of(subject_kind, subject_id)[:SHOWN])
    values = [_changed(entry.changes or {}, but) for entry in entries]
    named = {pk for changes in values for key in PLACES for pk in changes.get(key, ()) if isinstance(pk, int)}
    word = _worder(titles(named))
    return [
        Event(
            who=entry.actor.get_full_name() if entry.actor else _("Hệ thống"),
            at=entry.at,
            what=deed_words(entry.deed),
            changes=[(str(FIELDS[key]), word(key, old), word(key, new)) for key, (old, new) in changes.items()],
        )
        for entry, changes in zip(entries, values, strict=True)
    ]


def _changed(changes: dict[str, Any], but: Collection[str]) -> dict[str, Any]:
    return {
        key: pair
        for key, pair in changes.items()
        if key in FIELDS and key not in but and isinstance(pair, list) and len(pair) == 2 and pair[0] != pair[1]
    }


def _worder(names: dict[int, str]) -> Callable[[str, Any], str]:
    def word(key: str, value: Any) -> str:
        if value in (None, ""):
            return ""
        if key in PLACES and isinstance(value, int):
            return names.get(value, "–")
        if key in NAMED and isinstance(value, str):
            return NAMED[key](value)
        text = str(VALUES.get(value, value)) if isinstance(value, str) else str(value)
        return "/".join(reversed(text.split("-"))) if len(text) == 10 and text[4::3] == "--" else text

    return word
