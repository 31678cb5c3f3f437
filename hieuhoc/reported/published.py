"""Figures that other provinces published (`data/published.json`, gathered from newspapers and portals, each with its
address): shipped for the demonstration and for tests, told apart from what a place reports itself."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.reported.models import ReportedFigure
from hieuhoc.reported.rules import last_day

PUBLISHED = Path(__file__).parent / "data" / "published.json"


@dataclass(frozen=True)
class Loaded:
    """`unknown`: provinces the map here does not hold; their figures are left out."""

    figures: int
    unknown: tuple[str, ...]


@transaction.atomic
def load_published(*, actor: User | None) -> Loaded:
    """All that are not there yet; loaded twice nothing changes."""
    said: dict[str, Any] = json.loads(PUBLISHED.read_text("utf-8"))
    loaded, unknown = 0, set()
    for row in said["figures"]:
        span = row.get("span", "year")
        on = last_day(row["year"], span)
        spell = PlaceSpell.objects.on(on).filter(tier=Tier.PROVINCE, code=row["code"], name=row["place"]).first()
        if spell is None:
            unknown.add(row["place"])
            continue
        key = {"kind": row["kind"], "place_id": spell.place_id, "year": row["year"], "span": span}
        known = ReportedFigure.objects.current().filter(**key, origin=ReportedFigure.Origin.PUBLISHED)
        if not known.exists():
            ReportedFigure.objects.create(**key, **_told(row), map_date=on, entered_by=actor)
            loaded += 1
    record(
        "reported.load_published",
        actor=actor,
        subject_kind="reported_figure",
        subject_id=None,
        changes={"figures": [None, loaded], "version": [None, said["version"]]},
    )
    return Loaded(loaded, tuple(sorted(unknown)))


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "origin": ReportedFigure.Origin.PUBLISHED,
        "number": row.get("number"),
        "whole": row.get("whole"),
        "percent": Decimal(row["percent"]) if "percent" in row else None,
        "precision": row.get("precision", ReportedFigure.Precision.EXACT),
        "source": row["source"],
        "source_address": row["address"],
        "certainty": row.get("certainty", "seen"),
        "known_since": timezone.now(),
    }
