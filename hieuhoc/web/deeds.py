"""Deeds in words: the name of an action as the history shows it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

VERBS = {
    "accounts.add_user": gettext_lazy("Tạo tài khoản"),
    "accounts.grant_role": gettext_lazy("Trao vai trò"),
    "accounts.end_grant": gettext_lazy("Kết thúc vai trò"),
    "accounts.delegate_role": gettext_lazy("Uỷ quyền"),
}


def deed_words(deed: str) -> str:
    """Words for a deed; one without words is shown by its name rather than hidden."""
    return str(VERBS[deed]) if deed in VERBS else _("Việc: %(deed)s") % {"deed": deed}
