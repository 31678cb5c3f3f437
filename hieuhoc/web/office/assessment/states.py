"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "planned": StateStyle("neutral", "calendar"),
    "submitted": StateStyle("waiting", "hourglass"),
    "returned": StateStyle("waiting", "arrow-back-up"),
    "passed": StateStyle("done", "circle-check"),
    "proposed": StateStyle("waiting", "list-check"),
    "called": StateStyle("waiting", "calendar-event"),
    "held": StateStyle("done", "gavel"),
    "withdrawn": StateStyle("ended", "door-exit"),
}
