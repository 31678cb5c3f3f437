"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {"counting": StateStyle("doing", "loader-2")}
