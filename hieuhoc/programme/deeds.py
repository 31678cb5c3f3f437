"""The words of this room's power in the history."""

from django.utils.translation import gettext_lazy

VERBS = {"programme.read_yearly_review": gettext_lazy("Xem sơ kết, tổng kết")}
