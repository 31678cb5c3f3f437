"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "received": StateStyle("doing", "upload"),
    "checking": StateStyle("doing", "loader-2"),
    "checked": StateStyle("waiting", "clipboard-check"),
    "refused": StateStyle("failed", "circle-x"),
    "asked": StateStyle("waiting", "hourglass"),
    "being_written": StateStyle("doing", "loader-2"),
    "ready": StateStyle("done", "circle-check"),
    "stopped": StateStyle("failed", "circle-x"),
    "writing": StateStyle("doing", "loader-2"),
    "cancelled": StateStyle("ended", "x"),
    "new": StateStyle("done", "plus"),
    "changed": StateStyle("waiting", "pencil"),
    "same": StateStyle("neutral", "circle-dashed"),
    "ambiguous": StateStyle("uncertain", "arrows-exchange"),
}
