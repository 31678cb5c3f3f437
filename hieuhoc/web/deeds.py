"""Deeds in words, from the `deeds.py` of the rooms: VERBS (deed -> words), and of what a deed changed FIELDS (key ->
words), CHOICES (the TextChoices its values are of), VALUES (other values -> words) and NAMED (key -> who says the name of a
value that is a code of ours)."""

from collections.abc import Callable
from types import ModuleType

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

VERBS: dict[str, Promise] = {}  # "people.add_citizen"
FIELDS: dict[str, Promise] = {
    "name": gettext_lazy("Tên"),
    "code": gettext_lazy("Mã"),
    "kind": gettext_lazy("Loại"),
    "place": gettext_lazy("Nơi"),
    "since": gettext_lazy("Từ ngày"),
    "until": gettext_lazy("Đến trước ngày"),
    "status": gettext_lazy("Trạng thái"),
    "reason": gettext_lazy("Lý do"),
}
VALUES: dict[str, str | Promise] = {}  # a value of a TextChoices
NAMED: dict[str, Callable[[str], str]] = {}


def add_room(room: str, module: ModuleType) -> None:
    VERBS.update(module.VERBS)
    choices = {value: label for kind in getattr(module, "CHOICES", ()) for value, label in kind.choices}
    _add(room, FIELDS, getattr(module, "FIELDS", {}))
    _add(room, VALUES, choices | getattr(module, "VALUES", {}))
    NAMED.update(getattr(module, "NAMED", {}))


def _add[Word](room: str, known: dict[str, Word], more: dict[str, Word]) -> None:
    """A key means the same in the history of every room: one that says it otherwise is refused."""
    for key, word in more.items():
        if key in known and str(known[key]) != str(word):
            raise ImproperlyConfigured(f"{room}: {key!r} has other words elsewhere")
        known[key] = word


def deed_words(deed: str) -> str:
    """Words for a deed; one without words is shown by its name rather than hidden."""
    return str(VERBS[deed]) if deed in VERBS else _("Việc: %(deed)s") % {"deed": deed}
