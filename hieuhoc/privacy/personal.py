"""Consents and requests for erasure are proofs of what was done with the law: they stay, without a name once it is erased.
The dead and the gone may end like whoever asks, once the province sets after how long."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import NAMELESS, Kind, Person, columns
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.erasing import erase, person_of
from hieuhoc.privacy.models import Consent, DataRequest


def _gone(before: datetime, limit: int) -> int:
    day = timezone.localdate(before)
    gone = Citizen.objects.filter(Q(died_on__lt=day) | Q(left_on__lt=day), joined_into__isnull=True)
    people = list(gone.exclude(secret=b"").select_for_update().order_by("pk")[:limit])
    for citizen in people:
        erase(person_of(citizen))
    return len(people)


def _silence_requests(person: Person) -> int:
    """That they asked, and when it was settled, is a proof; what they said is theirs."""
    asked = DataRequest.objects.filter(citizen__in=person.citizens)
    asked.waiting().update(status=DataRequest.Status.DONE, settled_at=timezone.now(), outcome=NAMELESS)
    return asked.update(words="", answer="", extension_reason="", outcome=NAMELESS)


KINDS = (
    Kind(
        "privacy.gone",
        gettext_lazy("Hồ sơ của người đã mất, người đã rời tỉnh"),
        counts_from=gettext_lazy("ngày mất hoặc ngày rời tỉnh"),
        end=gettext_lazy("xoá như khi chính người ấy yêu cầu; số liệu không đổi"),
        batch=50,
        purge=_gone,
    ),
    Kind(
        "privacy.consents",
        gettext_lazy("Sự đồng ý đã cho và đã rút"),
        held=lambda person: Consent.objects.filter(citizen__in=person.citizens).count(),
        stays=gettext_lazy("Bằng chứng đã được đồng ý; không còn tên."),
        columns=columns("privacy_consent", "way"),
    ),
    Kind(
        "privacy.requests",
        gettext_lazy("Yêu cầu về dữ liệu: lời yêu cầu, lời trả lời"),
        end=gettext_lazy("xoá lời; còn ai giải quyết, khi nào"),
        columns=columns(
            "privacy_datarequest", "matter", "words", "status", "way", "answer", "extension_reason", "outcome"
        ),
        held=lambda person: DataRequest.objects.filter(citizen__in=person.citizens).count(),
        erase=_silence_requests,
    ),
    Kind(
        "privacy.erasures",
        gettext_lazy("Yêu cầu xoá thông tin và việc đã giải quyết"),
        stays=gettext_lazy("Bằng chứng đã xoá theo yêu cầu; không còn tên."),
        columns=columns("privacy_erasure", "status", "way", "legal_basis", "reason", "counts", "marks"),
    ),
)
IMPERSONAL = frozenset({"privacy_dayoff", "privacy_purpose", "privacy_keepingperiod", "privacy_purgenight"})
