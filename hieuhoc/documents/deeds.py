"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "documents.read_register": gettext_lazy("Xem sổ văn bản"),
    "documents.spoil_number": gettext_lazy("Huỷ số văn bản"),
    "documents.take_number": gettext_lazy("Cấp số văn bản"),
}
