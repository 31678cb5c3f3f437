"""Loads the target sets of published documents (`data/targets.toml`). One already there stays as officers mended it."""

import tomllib
from collections import ChainMap
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from hieuhoc.audit import actions as audit
from hieuhoc.indicators.models import Target, TargetSet
from hieuhoc.lib.bilingual import english_in, without_english
from hieuhoc.places.models import PlaceSpell

FILE = Path(__file__).parent / "data" / "targets.toml"
MILESTONES = (2025, 2030)


def load_targets() -> list[TargetSet]:
    """Returns the sets made by this call. A set of a place that is not on the map yet is left for the next call."""
    target_sets = []
    for entry in without_english(_file())["set"]:
        place_id = _place(entry["place"]) if "place" in entry else None
        if ("place" in entry and place_id is None) or TargetSet.objects.filter(code=entry["code"]).exists():
            continue
        target_sets.append(_make(entry, place_id))
    return target_sets


def english_beside(entered: Mapping[str, str]) -> Mapping[str, str]:
    """Vietnamese text of a target set -> its unofficial translation: as entered, else as shipped."""
    return ChainMap(entered, _shipped_english())  # type: ignore[arg-type]  # only read


@cache
def _shipped_english() -> Mapping[str, str]:
    return english_in(_file())


def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def _make(entry: dict[str, Any], place_id: int | None) -> TargetSet:
    plain = {key: entry[key] for key in ("code", "name", "document", "source", "certainty")}
    with transaction.atomic():
        target_set = TargetSet.objects.create(**plain, place_id=place_id, until=entry.get("until"))
        Target.objects.bulk_create(
            Target(target_set=target_set, indicator=code, year=year, number=None if number == "?" else Decimal(number))
            for code, numbers in entry["targets"].items()
            for year, number in zip(MILESTONES, numbers, strict=True)
        )
        audit.record(
            "indicators.load_targets", actor=None, subject_kind="target_set", subject_id=target_set.pk, place=place_id
        )
    return target_set


def _place(words: dict[str, Any]) -> int | None:
    day: date = words["on"]
    on_day = (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gt=day))
    spell = PlaceSpell.objects.filter(on_day, code=words["code"], tier=words["tier"]).first()
    return spell.place_id if spell else None
