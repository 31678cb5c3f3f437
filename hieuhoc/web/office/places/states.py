"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "applied": StateStyle("done", "circle-check"),
    "undone": StateStyle("ended", "arrow-back-up"),
}
