"""One's own dossiers, points with their reasons, and evidence."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.assessment.models import Dossier, Evidence, Scoring
from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person

YEAR = ("year", gettext_lazy("Năm"))


def _dossiers(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in Dossier.objects.filter(citizen__in=person.citizens).select_related("round").order_by("round__year"):
        yield (
            row.round.year,
            row.get_status_display(),
            row.total,
            row.submitted_at,
            row.decided_at,
            row.is_assisted,
            row.return_note or None,
        )


def _points(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Scoring.objects.filter(dossier__citizen__in=person.citizens).select_related("dossier__round")
    for row in rows.order_by("dossier__round__year", "pk"):
        for position, points in enumerate(row.points, start=1):
            reason = row.reasons.get(str(position))
            yield (
                row.dossier.round.year,
                row.step_name or row.get_stage_display(),
                position,
                points,
                reason,
                row.given_at,
            )


def _evidence(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Evidence.objects.filter(dossier__citizen__in=person.citizens, removed_at=None)
    for row in rows.select_related("dossier__round", "criterion", "document").order_by("dossier__round__year", "pk"):
        file = row.document.file_name if row.document else None
        yield row.dossier.round.year, row.criterion.position, row.text or None, row.link or None, file, row.added_at


PARTS = (
    OwnPart(
        "assessment.dossiers",
        gettext_lazy("Hồ sơ đánh giá"),
        (
            YEAR,
            ("status", gettext_lazy("Tình trạng")),
            ("total", gettext_lazy("Tổng điểm")),
            ("submitted_at", gettext_lazy("Gửi lúc")),
            ("decided_at", gettext_lazy("Xét lúc")),
            ("is_assisted", gettext_lazy("Cán bộ nhập hộ")),
            ("return_note", gettext_lazy("Lời trả lại")),
        ),
        _dossiers,
    ),
    OwnPart(
        "assessment.points",
        gettext_lazy("Điểm từng chỉ số"),
        (
            YEAR,
            ("stage", gettext_lazy("Bước")),
            ("criterion", gettext_lazy("Chỉ số")),
            ("points", gettext_lazy("Điểm")),
            ("reason", gettext_lazy("Lý do")),
            ("given_at", gettext_lazy("Lúc")),
        ),
        _points,
        covers=("assessment.points", "assessment.reasons"),
    ),
    OwnPart(
        "assessment.evidence",
        gettext_lazy("Minh chứng"),
        (
            YEAR,
            ("criterion", gettext_lazy("Chỉ số")),
            ("text", gettext_lazy("Lời kể")),
            ("link", gettext_lazy("Đường dẫn")),
            ("file", gettext_lazy("Tệp")),
            ("added_at", gettext_lazy("Lúc")),
        ),
        _evidence,
        covers=("assessment.evidence",),
    ),
)
