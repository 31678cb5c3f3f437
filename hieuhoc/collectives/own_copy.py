"""What a person said for the family, clan or unit they speak for."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.collectives.personal import objections_of
from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person


def _objections(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in objections_of(person).select_related("registration").order_by("pk"):
        yield (
            row.registration.year,
            row.reason or None,
            row.raised_at,
            row.get_status_display(),
            row.answer or None,
            row.answered_at,
        )


PARTS = (
    OwnPart(
        "collectives.objections",
        gettext_lazy("Đề nghị xét lại cho mô hình học tập"),
        (
            ("year", gettext_lazy("Năm")),
            ("reason", gettext_lazy("Lý do")),
            ("raised_at", gettext_lazy("Gửi lúc")),
            ("status", gettext_lazy("Tình trạng")),
            ("answer", gettext_lazy("Lời trả lời")),
            ("answered_at", gettext_lazy("Trả lời lúc")),
        ),
        _objections,
        covers=("collectives.objections",),
    ),
)
