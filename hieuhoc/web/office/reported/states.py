"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "typing": StateStyle("neutral", "pencil"),
    "handed_in": StateStyle("waiting", "hourglass"),
    "given_back": StateStyle("waiting", "arrow-back-up"),
    "locked": StateStyle("done", "lock"),
}
