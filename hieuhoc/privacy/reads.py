"""What a person consents to."""

from hieuhoc.people.models import Citizen
from hieuhoc.privacy.models import Consent, Purpose

ASSESSMENT = "assessment"
PUBLICATION = "publication"


def open_consents(citizen: Citizen) -> dict[str, Consent]:
    """By purpose code."""
    held = Consent.objects.filter(citizen=citizen, withdrawn_at__isnull=True).select_related("purpose")
    return {consent.purpose.code: consent for consent in held}


def purposes() -> list[Purpose]:
    return list(Purpose.objects.order_by("pk"))
