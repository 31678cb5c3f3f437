"""What the demo holds, in numbers: printed by `hieuhoc demo --check --json`."""

from typing import Any

from hieuhoc.assessment.models import Dossier
from hieuhoc.chains.models import Chain
from hieuhoc.demo.believable import OPEN_YEAR, YEARS, province_place
from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.indicators.models import Figure
from hieuhoc.learning.models import Activity, Participation
from hieuhoc.people.models import AssociationBranch, Citizen, Group, WaitingEntry, WorkUnit
from hieuhoc.places.models import PlaceSpell
from hieuhoc.recognition.models import Certificate, Decision, Title
from hieuhoc.schools.models import Learner


def summary() -> dict[str, Any]:
    return {"counts": counts(), "figures": figures()}


def counts() -> dict[str, int]:
    open_spells = PlaceSpell.objects.filter(until__isnull=True)
    return {
        "provinces": open_spells.filter(tier="province").count(),
        "communes": open_spells.filter(tier="commune").count(),
        "villages": open_spells.filter(tier="village").count(),
        "people": Citizen.objects.count(),
        "people_without_home": Citizen.objects.filter(home__isnull=True, joined_into__isnull=True).count(),
        "families": Group.objects.filter(kind=Group.Kind.FAMILY).count(),
        "clans": Group.objects.filter(kind=Group.Kind.CLAN).count(),
        "units": WorkUnit.objects.count(),
        "branches": AssociationBranch.objects.count(),
        "dossiers": Dossier.objects.count(),
        "learners": Learner.objects.count(),
        "activities": Activity.objects.count(),
        "participations": Participation.objects.count(),
        "funds": Fund.objects.count(),
        "gifts": Gift.objects.count(),
        "uses": Use.objects.count(),
        "chains": Chain.objects.kept().count(),
        "decisions": Decision.objects.count(),
        "titles": Title.objects.count(),
        "certificates": Certificate.objects.count(),
        "waiting": WaitingEntry.objects.filter(assigned_to__isnull=True).count(),
    }


def figures() -> dict[str, Any]:
    """T1–T5 of the province by year on today's map: each slice as [numerator, denominator]."""
    told: dict[str, Any] = {}
    rows = Figure.objects.filter(place=province_place(), year__in=[*YEARS, OPEN_YEAR], map_date__isnull=False)
    for figure in rows.order_by("indicator", "year", "revision", "pk"):
        key = " ".join(part for part in (figure.reading, figure.level, figure.part) if part) or "all"
        told.setdefault(figure.indicator, {}).setdefault(str(figure.year), {})[key] = [
            figure.numerator,
            figure.denominator,
        ]
    return told
