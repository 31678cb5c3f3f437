"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.alerts.models import Alert

VERBS = {
    "alerts.read_alerts": gettext_lazy("Xem cảnh báo"),
    "alerts.find_alerts": gettext_lazy("Tìm dấu hiệu bất thường"),
    "alerts.explain_alert": gettext_lazy("Giải thích cảnh báo"),
    "alerts.inspect_alert": gettext_lazy("Chuyển cảnh báo sang kiểm tra"),
}
FIELDS = {"found": gettext_lazy("Số cảnh báo")}
CHOICES = (Alert.Status,)
SEEN_BY_NO_SHEET = frozenset({"alerts.find_alerts", "alerts.explain_alert", "alerts.inspect_alert"})
