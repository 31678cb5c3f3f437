"""One's own titles and the papers about them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person
from hieuhoc.recognition.models import Certificate, Objection, Title


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


def _objections(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Objection.objects.filter(dossier__citizen__in=person.citizens).select_related("dossier__round")
    for row in rows.order_by("pk"):
        yield (
            row.dossier.round.year,
            row.get_about_display(),
            row.reason or None,
            row.raised_at,
            row.get_status_display(),
            row.answer or None,
            row.answered_at,
        )


PARTS = (
    OwnPart(
        "recognition.objections",
        gettext_lazy("Đề nghị xét lại"),
        (
            ("year", gettext_lazy("Năm")),
            ("about", gettext_lazy("Về kết quả")),
            ("reason", gettext_lazy("Lý do")),
            ("raised_at", gettext_lazy("Gửi lúc")),
            ("status", gettext_lazy("Tình trạng")),
            ("answer", gettext_lazy("Lời trả lời")),
            ("answered_at", gettext_lazy("Trả lời lúc")),
        ),
        _objections,
        covers=("recognition.objections",),
    ),
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
