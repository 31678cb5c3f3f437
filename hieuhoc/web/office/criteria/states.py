"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "consultation": StateStyle("waiting", "speakerphone"),
    "consulted": StateStyle("doing", "speakerphone"),
    "in_force": StateStyle("done", "shield-check"),
    "retired": StateStyle("ended", "history"),
}
