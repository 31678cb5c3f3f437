"""Consents, requests and erasures, for the person they are about."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person
from hieuhoc.privacy.models import Consent, DataRequest, Erasure


def _consents(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in Consent.objects.filter(citizen__in=person.citizens).select_related("purpose").order_by("pk"):
        yield row.purpose.name, row.get_way_display(), row.given_at, row.withdrawn_at


def _requests(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in DataRequest.objects.filter(citizen__in=person.citizens).order_by("pk"):
        yield (
            row.asked_on,
            row.get_matter_display(),
            row.words,
            row.get_status_display(),
            row.answered_at,
            row.settled_at,
            row.outcome or None,
        )


def _erasures(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in Erasure.objects.filter(citizen__in=person.citizens).order_by("pk"):
        yield row.asked_on, row.get_status_display(), row.settled_at, row.reason or None


ASKED_ON, STATUS = ("asked_on", gettext_lazy("Ngày yêu cầu")), ("status", gettext_lazy("Tình trạng"))
PARTS = (
    OwnPart(
        "privacy.consents",
        gettext_lazy("Sự đồng ý"),
        (
            ("purpose", gettext_lazy("Mục đích")),
            ("way", gettext_lazy("Cách đồng ý")),
            ("given_at", gettext_lazy("Đồng ý lúc")),
            ("withdrawn_at", gettext_lazy("Rút lúc")),
        ),
        _consents,
        covers=("privacy.consents",),
    ),
    OwnPart(
        "privacy.requests",
        gettext_lazy("Yêu cầu về dữ liệu"),
        (
            ASKED_ON,
            ("matter", gettext_lazy("Yêu cầu")),
            ("words", gettext_lazy("Nội dung")),
            STATUS,
            ("answered_at", gettext_lazy("Trả lời lúc")),
            ("settled_at", gettext_lazy("Giải quyết lúc")),
            ("outcome", gettext_lazy("Kết quả")),
        ),
        _requests,
        covers=("privacy.requests",),
    ),
    OwnPart(
        "privacy.erasures",
        gettext_lazy("Yêu cầu xoá thông tin"),
        (ASKED_ON, STATUS, ("settled_at", gettext_lazy("Giải quyết lúc")), ("reason", gettext_lazy("Lý do"))),
        _erasures,
    ),
)
