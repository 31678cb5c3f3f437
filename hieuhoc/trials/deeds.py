"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "trials.ask_study": gettext_lazy("Đo từng chỉ số trên hồ sơ đã xét"),
    "trials.ask_trial": gettext_lazy("Thử bộ tiêu chí trên hồ sơ đã xét"),
    "trials.cancel_study": gettext_lazy("Huỷ lần đo chỉ số"),
    "trials.cancel_trial": gettext_lazy("Huỷ lần thử bộ tiêu chí"),
    "trials.read_trials": gettext_lazy("Xem hồ sơ đổi kết quả khi thử bộ tiêu chí"),
}
