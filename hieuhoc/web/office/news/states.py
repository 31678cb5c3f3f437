"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "sending": StateStyle("doing", "send"),
    "sent_all": StateStyle("done", "check"),
    "taken_down": StateStyle("ended", "eye-off"),
    "halted": StateStyle("ended", "ban"),
}
