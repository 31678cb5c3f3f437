"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "skills.record_skill_fact": gettext_lazy("Ghi nhận kỹ năng số"),
    "skills.withdraw_skill_fact": gettext_lazy("Rút ghi nhận kỹ năng số"),
    "sheets.import_skills": gettext_lazy("Nhập kỹ năng số"),
}
