"""What a decision form starts with: the nearest entry of the province's own data, else the file that ships with the
product."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

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
    today = timezone.localdate()
    shipped = _shipped()
    found = _nearest(place_id)
    name = name_of(place_id, today)
    if found is None:
        return SigningStart(
            issuer=shipped["issuer"].format(place=name[:1].lower() + name[1:]),
            signatory="",
            signatory_title=shipped["signatory_title"],
            number_suffix=shipped["number_suffix"],
            legal_basis=shipped["legal_basis"].strip().format(version=version_number),
            source=shipped["source"],
        )
    return SigningStart(
        issuer=found.issuer,
        signatory=found.signatory,
        signatory_title=found.signatory_title,
        number_suffix=found.number_suffix,
        legal_basis=found.legal_basis,
        source=found.source,
    )


def commune_decides(place_id: int) -> bool:
    found = _nearest(place_id)
    return found is not None and found.commune_decides


def _nearest(place_id: int) -> SigningDefault | None:
    """The entry of the place, else of the nearest place above it, else the one for everywhere."""
    lineage = ancestors(place_id, timezone.localdate()) or [place_id]
    entries = {entry.place_id: entry for entry in SigningDefault.objects.filter(place__in=lineage)}
    for above in lineage:
        if above in entries:
            return entries[above]
    return SigningDefault.objects.filter(place__isnull=True).first()


@cache
def _shipped() -> dict[str, Any]:
    text = resources.files("hieuhoc.recognition").joinpath("data/signing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
