"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {"standing": Look("done", "book"), "given_away": Look("ended", "book-off")}
