"""Every state looks the same everywhere: a word, an icon and a colour, never the colour alone."""

from dataclasses import dataclass
from types import ModuleType

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Look:
    tone: str
    icon: str


TONES = {
    "neutral": Look("neutral", "circle-dashed"),
    "doing": Look("doing", "loader-2"),
    "waiting": Look("waiting", "hourglass"),
    "done": Look("done", "circle-check"),
    "honoured": Look("honoured", "award"),
    "failed": Look("failed", "alert-circle"),
    "ended": Look("ended", "ban"),
    "uncertain": Look("uncertain", "help-circle"),
}

# States any record can be in, and what the areas add (their `states.py`).
STATES = {
    "draft": Look("neutral", "pencil"),
    "open": Look("done", "circle-dot"),
    "closed": Look("ended", "lock"),
    "error": Look("failed", "circle-x"),
    "warning": Look("uncertain", "alert-triangle"),
    "seen": Look("done", "eye"),
    "inferred": Look("uncertain", "help-circle"),
}


def add_area(label: str, module: ModuleType) -> None:
    """A value means the same look wherever it appears: an area that gives it another one is refused."""
    for state, look in module.STATES.items():
        if STATES.setdefault(state, look) != look:
            raise ImproperlyConfigured(f"{label}: the state {state!r} looks otherwise elsewhere")


def look_of(state: str) -> Look:
    """The look of a model's status value or of a tone; an unknown word is neutral rather than an error on a page."""
    return STATES.get(state) or TONES.get(state) or TONES["neutral"]
