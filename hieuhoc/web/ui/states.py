"""Every state looks the same everywhere: a word, an icon and a colour, never the colour alone."""

from dataclasses import dataclass


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

# The values of the TextChoices of all rooms; a value means the same look wherever it appears.
STATES = {
    "planned": Look("neutral", "calendar"),
    "draft": Look("neutral", "pencil"),
    "open": Look("done", "circle-dot"),
    "closed": Look("ended", "lock"),
    "submitted": Look("waiting", "hourglass"),
    "sent": Look("waiting", "send"),
    "returned": Look("waiting", "arrow-back-up"),
    "passed": Look("done", "circle-check"),
    "proposed": Look("waiting", "list-check"),
    "decided": Look("done", "signature"),
    "recognised": Look("honoured", "award"),
    "recognise": Look("honoured", "award"),
    "registered": Look("neutral", "clipboard-check"),
    "withdrawn": Look("ended", "door-exit"),
    "revoke": Look("failed", "shield-off"),
    "revoked": Look("failed", "shield-off"),
    "consultation": Look("waiting", "speakerphone"),
    "in_force": Look("done", "shield-check"),
    "retired": Look("ended", "history"),
    "applied": Look("done", "circle-check"),
    "undone": Look("ended", "arrow-back-up"),
    "received": Look("doing", "upload"),
    "checking": Look("doing", "loader-2"),
    "checked": Look("waiting", "clipboard-check"),
    "refused": Look("failed", "circle-x"),
    "writing": Look("doing", "loader-2"),
    "cancelled": Look("ended", "x"),
    "error": Look("failed", "circle-x"),
    "warning": Look("uncertain", "alert-triangle"),
    "ambiguous": Look("uncertain", "arrows-exchange"),
    "seen": Look("done", "eye"),
    "inferred": Look("uncertain", "help-circle"),
    "stale": Look("doing", "refresh"),
    "valid": Look("done", "shield-check"),
    "unknown": Look("neutral", "help-circle"),
    "unchecked": Look("uncertain", "shield-question"),
}


def look_of(state: str) -> Look:
    """The look of a model's status value or of a tone; an unknown word is neutral rather than an error on a page."""
    return STATES.get(state) or TONES.get(state) or TONES["neutral"]
