"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {
    "planned": Look("neutral", "calendar"),
    "submitted": Look("waiting", "hourglass"),
    "returned": Look("waiting", "arrow-back-up"),
    "passed": Look("done", "circle-check"),
    "proposed": Look("waiting", "list-check"),
    "withdrawn": Look("ended", "door-exit"),
}
