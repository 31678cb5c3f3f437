"""What a decision form starts with: the nearest entry of the province's own data, else the file that ships with the
product."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils import timezone

from hieuhoc.places.reads import ancestors, name_of
from hieuhoc.recognition.models import SigningDefault


@dataclass(frozen=True)
class SigningStart:
    issuer: str
    signatory: str
    signatory_title: str
    number_suffix: str
    legal_basis: str
    source: str  # how sure this is: shown beside the form


def signing_start(place_id: int, *, version_number: str) -> SigningStart:
    """`{place}` and `{version}` in an entry stand for the commune's name and the number of the criteria."""
    nearest = _nearest(place_id) or shipped_default()
    name = name_of(place_id, timezone.localdate())
    return SigningStart(
        issuer=nearest.issuer.replace("{place}", name[:1].lower() + name[1:]),
        signatory=nearest.signatory,
        signatory_title=nearest.signatory_title,
        number_suffix=nearest.number_suffix,
        legal_basis=nearest.legal_basis.replace("{version}", version_number),
        source=nearest.source,
    )


def commune_decides(place_id: int) -> bool:
    nearest = _nearest(place_id)
    return nearest is not None and nearest.commune_decides


def two_people_decide(place_id: int) -> bool:
    nearest = _nearest(place_id)
    return nearest is not None and nearest.two_people


def _nearest(place_id: int) -> SigningDefault | None:
    """The entry of the place, else of the nearest place above it, else the one for everywhere."""
    lineage = ancestors(place_id, timezone.localdate()) or [place_id]
    entries = {entry.place_id: entry for entry in SigningDefault.objects.filter(place__in=lineage)}
    for above in lineage:
        if above in entries:
            return entries[above]
    return SigningDefault.objects.filter(place__isnull=True).first()


@cache
def shipped_default() -> SigningDefault:
    """What the product comes with; never saved."""
    text = resources.files("hieuhoc.recognition").joinpath("data/signing.toml").read_text(encoding="utf-8")
    entry = SigningDefault(**tomllib.loads(text))
    entry.legal_basis = entry.legal_basis.strip()
    return entry
