"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {
    "received": Look("doing", "upload"),
    "checking": Look("doing", "loader-2"),
    "checked": Look("waiting", "clipboard-check"),
    "refused": Look("failed", "circle-x"),
    "asked": Look("waiting", "hourglass"),
    "being_written": Look("doing", "loader-2"),
    "ready": Look("done", "circle-check"),
    "stopped": Look("failed", "circle-x"),
    "writing": Look("doing", "loader-2"),
    "cancelled": Look("ended", "x"),
    "new": Look("done", "plus"),
    "changed": Look("waiting", "pencil"),
    "same": Look("neutral", "circle-dashed"),
    "ambiguous": Look("uncertain", "arrows-exchange"),
}
