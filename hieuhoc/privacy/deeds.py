"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "privacy.give_consent": gettext_lazy("Ghi nhận sự đồng ý"),
    "privacy.withdraw_consent": gettext_lazy("Rút sự đồng ý"),
}
