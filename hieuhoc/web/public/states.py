"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {
    "valid": Look("done", "shield-check"),
    "unknown": Look("neutral", "help-circle"),
    "unchecked": Look("uncertain", "shield-question"),
}
