"""Deeds in words: the name of an action as the history shows it, from the `deeds.py` of the rooms."""

from types import ModuleType

from django.utils.functional import Promise
from django.utils.translation import gettext as _

VERBS: dict[str, Promise] = {}  # "people.add_citizen" -> words


def add_room(_room: str, module: ModuleType) -> None:
    VERBS.update(module.VERBS)


def deed_words(deed: str) -> str:
    """Words for a deed; one without words is shown by its name rather than hidden."""
    return str(VERBS[deed]) if deed in VERBS else _("Việc: %(deed)s") % {"deed": deed}
