"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {"standing": StateStyle("done", "circle-check"), "given_away": StateStyle("ended", "ban")}
