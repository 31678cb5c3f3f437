"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {
    "applied": Look("done", "circle-check"),
    "undone": Look("ended", "arrow-back-up"),
}
