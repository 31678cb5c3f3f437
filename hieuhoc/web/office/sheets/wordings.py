"""Words of this area that several pages use."""

from django.utils.translation import gettext_lazy as _

OUTCOMES = {
    "new": _("mới"),
    "changed": _("thay đổi"),
    "same": _("như cũ"),
    "refused": _("không nhận"),
    "ambiguous": _("cần chọn người"),
}
MADE_KINDS = {"village": _("Thôn, buôn mới"), "clan": _("Dòng họ mới"), "family": _("Hộ mới")}
