"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {"standing": Look("done", "circle-check"), "given_away": Look("ended", "ban")}
