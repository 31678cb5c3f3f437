"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {
    "consultation": Look("waiting", "speakerphone"),
    "in_force": Look("done", "shield-check"),
    "retired": Look("ended", "history"),
}
