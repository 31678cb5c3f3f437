"""The words of this room's deeds, and of what they change, in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "learning.add_training": gettext_lazy("Ghi lớp tập huấn"),
    "learning.read_trainings": gettext_lazy("Xem người dự tập huấn"),
    "learning.record_attendance": gettext_lazy("Ghi người dự tập huấn"),
    "learning.withdraw_attendance": gettext_lazy("Rút ghi nhận dự tập huấn"),
    "sheets.import_trainings": gettext_lazy("Nhập lớp tập huấn"),
    "sheets.import_attendances": gettext_lazy("Nhập người dự lớp"),
}
FIELDS = {
    "held_on": gettext_lazy("Ngày tổ chức"),
}
