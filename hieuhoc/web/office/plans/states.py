"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "issued": StateStyle("done", "signature"),
    "amending": StateStyle("waiting", "pencil"),
    "concluded": StateStyle("ended", "lock"),
    "superseded": StateStyle("ended", "refresh"),
    "assigned": StateStyle("doing", "loader-2"),
    "reported": StateStyle("waiting", "send"),
    "finished": StateStyle("done", "circle-check"),
    "given_up": StateStyle("ended", "ban"),
    "task_accepted": StateStyle("done", "circle-check"),
    "task_returned": StateStyle("failed", "arrow-back-up"),
}
