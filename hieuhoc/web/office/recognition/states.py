"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "raised": StateStyle("waiting", "scale"),
    "upheld": StateStyle("done", "circle-check"),
    "kept": StateStyle("ended", "equal-not"),
    "sent": StateStyle("waiting", "send"),
    "decided": StateStyle("done", "signature"),
    "recognised": StateStyle("honoured", "award"),
    "recognise": StateStyle("honoured", "award"),
    "registered": StateStyle("neutral", "clipboard-check"),
    "correct": StateStyle("uncertain", "pencil"),
    "restore": StateStyle("honoured", "award"),
    "revoke": StateStyle("failed", "shield-off"),
    "revoked": StateStyle("failed", "shield-off"),
}
