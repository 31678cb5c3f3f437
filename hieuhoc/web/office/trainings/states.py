"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "bidden": StateStyle("waiting", "mail"),
    "coming": StateStyle("done", "circle-check"),
    "not_coming": StateStyle("ended", "minus"),
}
