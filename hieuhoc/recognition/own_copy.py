"""One's own titles and the papers about them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person
from hieuhoc.recognition.models import Certificate, Title


def _titles(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Title.objects.filter(citizen__in=person.citizens).select_related("decision", "certificate")
    for row in rows.order_by("year", "pk"):
        paper: Certificate | None = getattr(row, "certificate", None)
        yield (
            row.year,
            row.decision.number,
            row.decision.signed_on,
            row.decision.issuer,
            paper.code if paper else None,
            row.revoked_on,
            row.revocation_reason or None,
        )


PARTS = (
    OwnPart(
        "recognition.titles",
        gettext_lazy("Danh hiệu Công dân học tập"),
        (
            ("year", gettext_lazy("Năm")),
            ("decision", gettext_lazy("Quyết định")),
            ("signed_on", gettext_lazy("Ngày ký")),
            ("issuer", gettext_lazy("Cơ quan ban hành")),
            ("code", gettext_lazy("Mã kiểm tra")),
            ("revoked_on", gettext_lazy("Thu hồi ngày")),
            ("revocation_reason", gettext_lazy("Lý do thu hồi")),
        ),
        _titles,
        covers=("recognition.titles", "recognition.certificates", "recognition.reasons"),
    ),
)
