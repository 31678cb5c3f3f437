"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "sending": StateStyle("doing", "send"),
    "sent_all": StateStyle("done", "check"),
    "halted": StateStyle("ended", "ban"),
}
