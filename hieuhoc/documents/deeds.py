"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "documents.end_template": gettext_lazy("Thôi dùng mẫu văn bản của tỉnh"),
    "documents.read_register": gettext_lazy("Xem sổ văn bản"),
    "documents.spoil_number": gettext_lazy("Huỷ số văn bản"),
    "documents.take_number": gettext_lazy("Cấp số văn bản"),
    "documents.upload_template": gettext_lazy("Gửi mẫu văn bản"),
    "documents.use_template": gettext_lazy("Dùng mẫu văn bản"),
}
FIELDS = {"template": gettext_lazy("Bản mẫu")}
