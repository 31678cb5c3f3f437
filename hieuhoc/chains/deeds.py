"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.chains.models import Chain
from hieuhoc.chains.registry import registry

VERBS = {
    "chains.load_chains": gettext_lazy("Nạp quy trình xét duyệt kèm theo phần mềm"),
    "chains.draft_chain": gettext_lazy("Soạn quy trình xét duyệt"),
    "chains.compose_chain": gettext_lazy("Sửa quy trình xét duyệt"),
    "chains.promulgate_chain": gettext_lazy("Ban hành quy trình xét duyệt"),
    "chains.retire_chain": gettext_lazy("Kết thúc hiệu lực quy trình xét duyệt"),
    "chains.read_chains": gettext_lazy("Xem quy trình xét duyệt"),
}
CHOICES = (Chain.Status,)
VALUES = {kind.code: kind.name for kind in registry.kinds.values()}  # read when all rooms have told theirs
FIELDS = {
    "since_year": gettext_lazy("Áp dụng từ năm"),
    "until_year": gettext_lazy("Đến trước năm"),
}
