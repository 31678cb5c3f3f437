"""What was seen when somebody's title was inspected."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.inspection.models import CheckedTitle
from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person


def _checks(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = CheckedTitle.objects.filter(title__citizen__in=person.citizens).exclude(verdict="")
    for row in rows.select_related("title").order_by("pk"):
        yield row.title.year, row.get_verdict_display(), row.note or None, row.checked_at


PARTS = (
    OwnPart(
        "inspection.checks",
        gettext_lazy("Danh hiệu đã được kiểm tra"),
        (
            ("year", gettext_lazy("Năm")),
            ("verdict", gettext_lazy("Kết luận về danh hiệu")),
            ("note", gettext_lazy("Lời ghi")),
            ("checked_at", gettext_lazy("Kiểm tra lúc")),
        ),
        _checks,
        covers=("inspection.checks",),
    ),
)
