"""How the states of this area look."""

from hieuhoc.web.ui.states import StateStyle

STATES = {
    "pledged": StateStyle("waiting", "hourglass"),
    "given": StateStyle("done", "circle-check"),
    "dropped": StateStyle("ended", "ban"),
    "gift_off": StateStyle("ended", "arrow-back-up"),
    "matched": StateStyle("done", "circle-check"),
    "doubtful": StateStyle("uncertain", "help-circle"),
    "settled": StateStyle("done", "check"),
    "no_gift": StateStyle("ended", "minus"),
    "wanted": StateStyle("waiting", "hourglass"),
    "granted": StateStyle("doing", "check"),
    "turned_off": StateStyle("failed", "circle-x"),
    "paid_out": StateStyle("uncertain", "paperclip"),
    "proven": StateStyle("done", "circle-check"),
    "use_off": StateStyle("ended", "arrow-back-up"),
}
