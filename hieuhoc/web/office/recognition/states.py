"""How the states of this area look."""

from hieuhoc.web.ui.states import Look

STATES = {
    "sent": Look("waiting", "send"),
    "decided": Look("done", "signature"),
    "recognised": Look("honoured", "award"),
    "recognise": Look("honoured", "award"),
    "registered": Look("neutral", "clipboard-check"),
    "revoke": Look("failed", "shield-off"),
    "revoked": Look("failed", "shield-off"),
}
