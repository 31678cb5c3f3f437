"""Consents: given for one purpose whose text was shown, withdrawn at any time (Law 91/2025/QH15)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.models import Consent, Purpose


@transaction.atomic
def give_consent(citizen: Citizen, purpose: Purpose, *, way: str, actor: User | None) -> Consent:
    """Silence is no consent: a form was sent, a paper signed, or spoken words noted. Given twice is once."""
    require(actor, "privacy.give_consent", citizen)
    citizen = lock(citizen)
    held = Consent.objects.filter(citizen=citizen, purpose=purpose, withdrawn_at__isnull=True).first()
    if held is not None:
        return held
    consent = Consent.objects.create(
        citizen=citizen, purpose=purpose, way=Consent.Way(way), given_at=timezone.now(), recorded_by=actor
    )
    record(
        "privacy.give_consent",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={"purpose": [None, purpose.code], "way": [None, consent.way]},
    )
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, actor: User | None) -> None:
    require(actor, "privacy.withdraw_consent", consent.citizen)
    lock(consent.citizen)
    consent.refresh_from_db()
    if consent.withdrawn_at is not None:
        raise Refusal(
            _("Sự đồng ý này đã được rút lúc {at:%H:%M %d/%m/%Y}.").format(at=timezone.localtime(consent.withdrawn_at)),
            code="already_withdrawn",
        )
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    record(
        "privacy.withdraw_consent",
        actor=actor,
        subject_kind="citizen",
        subject_id=consent.citizen_id,
        place=consent.citizen.home_id,
        changes={"purpose": [consent.purpose.code, None]},
    )
