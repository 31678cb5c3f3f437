"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "unread": StateStyle("waiting", "hourglass"),
    "shown": StateStyle("done", "eye"),
    "hidden": StateStyle("ended", "eye-off"),
    "taken": StateStyle("done", "circle-check"),
    "partly": StateStyle("uncertain", "circle-dot"),
    "not_taken": StateStyle("ended", "minus"),
}
