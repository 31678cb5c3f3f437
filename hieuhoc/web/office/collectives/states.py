"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "met": StateStyle("done", "circle-check"),
    "unanswered": StateStyle("waiting", "help-circle"),
    "not_met": StateStyle("neutral", "circle-dashed"),
}
