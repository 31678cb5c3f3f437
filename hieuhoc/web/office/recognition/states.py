"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "sent": StateStyle("waiting", "send"),
    "decided": StateStyle("done", "signature"),
    "recognised": StateStyle("honoured", "award"),
    "recognise": StateStyle("honoured", "award"),
    "registered": StateStyle("neutral", "clipboard-check"),
    "revoke": StateStyle("failed", "shield-off"),
    "revoked": StateStyle("failed", "shield-off"),
}
