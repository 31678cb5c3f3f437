"""The province's own data for decision forms."""

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.recognition.models import SigningDefault


@transaction.atomic
def set_signing_default(
    place: Place | None,
    *,
    issuer: str,
    signatory: str,
    signatory_title: str,
    number_suffix: str,
    legal_basis: str,
    commune_decides: bool,
    two_people: bool = False,
    source: str = "",
    actor: User | None,
) -> SigningDefault:
    """For the place and everything below it; None = wherever no nearer entry stands."""
    require(actor, "recognition.set_signing_default", place)
    if not (issuer.strip() and signatory_title.strip() and legal_basis.strip()):
        raise Refusal(_("Mẫu cần có cơ quan ban hành, chức vụ người ký và căn cứ pháp lý."), code="words_missing")
    before = SigningDefault.objects.select_for_update().filter(place=place).first()
    entry, _was_new = SigningDefault.objects.update_or_create(
        place=place,
        defaults={
            "issuer": issuer,
            "signatory": signatory,
            "signatory_title": signatory_title,
            "number_suffix": number_suffix,
            "legal_basis": legal_basis,
            "commune_decides": commune_decides,
            "two_people": two_people,
            "source": source,
        },
    )
    record(
        "recognition.set_signing_default",
        actor=actor,
        subject_kind="signing_default",
        subject_id=entry.pk,
        place=place.pk if place else None,
        changes={
            "issuer": [before.issuer if before else None, issuer],
            "legal_basis": [before.legal_basis if before else None, legal_basis],
            "commune_decides": [before.commune_decides if before else None, commune_decides],
            "two_people": [before.two_people if before else None, two_people],
        },
    )
    return entry
