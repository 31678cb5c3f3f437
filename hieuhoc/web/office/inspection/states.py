"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "inspecting": StateStyle("doing", "loader-2"),
    "inspected": StateStyle("ended", "lock"),
    "to_visit": StateStyle("waiting", "hourglass"),
    "being_checked": StateStyle("doing", "loader-2"),
    "visit_concluded": StateStyle("done", "circle-check"),
    "visit_called_off": StateStyle("ended", "ban"),
    "merited": StateStyle("done", "circle-check"),
    "unmerited": StateStyle("failed", "circle-x"),
    "unreached": StateStyle("uncertain", "help-circle"),
    "to_fix": StateStyle("waiting", "hourglass"),
    "fixed": StateStyle("done", "circle-check"),
}
