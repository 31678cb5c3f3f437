"""What a person consents to."""

from hieuhoc.lib.prepared import Prepared
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.models import Consent, Purpose

ASSESSMENT = "assessment"


def open_consents(citizen: Citizen) -> dict[str, Consent]:
    """By purpose code."""
    return {consent.purpose.code: consent for consent in _open_consents(citizen.pk)}


_open_consents = Prepared(
    lambda citizen: Consent.objects.filter(citizen=citizen, withdrawn_at__isnull=True).select_related("purpose"), int
)


def purposes() -> list[Purpose]:
    return _purposes()


_purposes = Prepared(lambda: Purpose.objects.order_by("pk"))
