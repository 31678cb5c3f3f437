"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "in_use": StateStyle("done", "key"),
    "compromised": StateStyle("failed", "shield-off"),
    "suspended": StateStyle("uncertain", "player-pause"),
}
