"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "alarming": StateStyle("waiting", "alert-triangle"),
    "explained": StateStyle("done", "circle-check"),
    "to_inspect": StateStyle("uncertain", "eye"),
    "borne_out": StateStyle("failed", "circle-x"),
    "unfounded": StateStyle("done", "circle-check"),
    "not_found": StateStyle("ended", "minus"),
}
