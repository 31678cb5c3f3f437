"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "valid": StateStyle("done", "shield-check"),
    "replaced": StateStyle("uncertain", "refresh"),
    "suspended": StateStyle("uncertain", "player-pause"),
    "unknown": StateStyle("neutral", "help-circle"),
    "unchecked": StateStyle("uncertain", "shield-question"),
}
