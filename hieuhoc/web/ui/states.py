"""Every state looks the same everywhere: a word, an icon and a colour, never the colour alone."""

from dataclasses import dataclass
from types import ModuleType

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class StateStyle:
    tone: str
    icon: str


TONES = {
    "neutral": StateStyle("neutral", "circle-dashed"),
    "doing": StateStyle("doing", "loader-2"),
    "waiting": StateStyle("waiting", "hourglass"),
    "done": StateStyle("done", "circle-check"),
    "honoured": StateStyle("honoured", "award"),
    "failed": StateStyle("failed", "alert-circle"),
    "ended": StateStyle("ended", "ban"),
    "uncertain": StateStyle("uncertain", "help-circle"),
}

# States any record can be in, and what the areas add (their `states.py`).
STATES = {
    "draft": StateStyle("neutral", "pencil"),
    "open": StateStyle("done", "circle-dot"),
    "closed": StateStyle("ended", "lock"),
    "error": StateStyle("failed", "circle-x"),
    "warning": StateStyle("uncertain", "alert-triangle"),
    "seen": StateStyle("done", "eye"),
    "inferred": StateStyle("uncertain", "help-circle"),
}


def add_area(label: str, module: ModuleType) -> None:
    """A value means the same look wherever it appears: an area that gives it another one is refused."""
    for state, style in module.STATES.items():
        if STATES.setdefault(state, style) != style:
            raise ImproperlyConfigured(f"{label}: the state {state!r} looks otherwise elsewhere")


def style_of(state: str) -> StateStyle:
    """The look of a model's status value or of a tone; an unknown word is neutral rather than an error on a page."""
    return STATES.get(state) or TONES.get(state) or TONES["neutral"]
