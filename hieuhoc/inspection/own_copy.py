"""What was seen when somebody's title was inspected."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.inspection.models import CheckedTitle, VisitPhoto
from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person


def _checks(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = CheckedTitle.objects.filter(title__citizen__in=person.citizens).exclude(verdict="")
    for row in rows.select_related("title").order_by("pk"):
        yield row.title.year, row.get_verdict_display(), row.note or None, row.checked_at


def _photos(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = VisitPhoto.objects.filter(checked_title__title__citizen__in=person.citizens)
    for row in rows.select_related("document").order_by("pk"):
        yield row.taken_at, row.document.size


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
    OwnPart(
        "inspection.photos",
        gettext_lazy("Ảnh chụp khi kiểm tra danh hiệu"),
        (("taken_at", gettext_lazy("Chụp lúc")), ("size", gettext_lazy("Cỡ tệp (byte)"))),
        _photos,
        covers=("inspection.photos",),
    ),
)
