"""The history: append-only and sealed, so nothing is taken out of it. What it says of a person's own values is sealed under
the person's key; with the key destroyed nobody reads it any more, and the seal of the journals still holds."""

from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import Kind, columns

KINDS = (
    Kind(
        "audit.history",
        gettext_lazy("Nhật ký việc đã làm và lượt đọc"),
        stays=gettext_lazy(
            "Chỉ được ghi thêm, có niêm phong. Giá trị cá nhân trong đó được khoá bằng khoá riêng của từng người; xoá thông tin là"
            " huỷ khoá ấy, không ai đọc lại được."
        ),
        columns=(
            columns("audit_entry", "deed", "subject_kind", "changes", "private_changes")
            | columns("audit_entryrow", "subject_kind", "private_changes")
            | columns("audit_reading", "purpose", "subject_kind")
        ),
    ),
)
IMPERSONAL = frozenset({"audit_block", "audit_carriedkey"})
