"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "published": StateStyle("done", "speakerphone"),
}
