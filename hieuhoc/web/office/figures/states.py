"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {
    "stale": Look("doing", "refresh"),
}
