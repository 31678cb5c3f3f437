"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "schools.mind_classes": gettext_lazy("Theo dõi lớp học của các trường"),
    "schools.read_learners": gettext_lazy("Xem người học"),
    "schools.add_class": gettext_lazy("Lập lớp học"),
    "schools.enrol_learner": gettext_lazy("Ghi người học vào lớp"),
    "schools.record_agreement": gettext_lazy("Ghi cha mẹ, người giám hộ đồng ý"),
    "schools.end_learning": gettext_lazy("Cho thôi học ở lớp"),
    "sheets.import_class_lists": gettext_lazy("Nhập danh sách lớp"),
}
