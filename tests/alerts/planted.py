"""A small province with honest communes and with communes where something was planted, each kind by itself."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier, Round, Scoring
from hieuhoc.funds.actions import pay_use
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place, Tier
from hieuhoc.recognition.models import Decision, Title
from tests.assessment.makers import make_round
from tests.cast import account
from tests.funds.makers import make_approved, make_fund
from tests.places.small_map import put

PEOPLE, HONEST = 60, 12
PACE = "UPDATE assessment_scoring SET given_at = %s::timestamptz + id * %s::interval WHERE given_by_id = %s"


@dataclass
class PlantedProvince:
    """`planted`: rule → the communes where it must find something."""

    province: Place
    round: Round
    random: Random = field(default_factory=lambda: Random(5))
    planted: dict[str, set[int]] = field(default_factory=dict)
    communes: list[Place] = field(default_factory=list)

    def commune(self, *, born: tuple[int, int] = (1950, 2000)) -> Place:
        place = put(f"Xã {len(self.communes)}", Tier.COMMUNE, self.province)
        self.communes.append(place)
        Citizen.objects.bulk_create(
            Citizen(
                name="Lan",
                given_name="Lan",
                name_key="lan",
                folded_name="lan",
                secret=b"0" * 16,
                home=place,
                birth_year=self.random.randint(*born),
                phone_index=hashlib.sha256(f"{place.pk} {number // 3}".encode()).digest()[:16],  # of a household
            )
            for number in range(PEOPLE)
        )
        return place

    def people(self, place: Place) -> list[Citizen]:
        return list(Citizen.objects.filter(home=place).order_by("pk"))

    def review(self, place: Place, *, total: int | None = None, changes: float = 0.3, pace: str = "4 minutes") -> None:
        """Everybody's dossier, scored and reviewed by one officer of the commune."""
        reviewer: User = account(f"Người xét {place.pk}")
        group = self.round.version.applicant_groups.order_by("position")[0]
        dossiers = []
        for person in self.people(place):
            points = [self.random.randint(6, 10) for _number in range(10)]
            said = [points[0] - 1, *points[1:]] if self.random.random() < changes else points
            dossiers.append(
                Dossier(
                    citizen=person,
                    round=self.round,
                    place=place,
                    applicant_group=group,
                    status=Dossier.Status.PASSED,
                    self_points=said,
                    final_points=points,
                    total=total or sum(points),
                )
            )
        made = Dossier.objects.bulk_create(dossiers)
        Scoring.objects.bulk_create(
            Scoring(dossier=row, stage=Scoring.Stage.REVIEW, points=row.final_points, given_by=reviewer) for row in made
        )
        with connection.cursor() as cursor:
            cursor.execute(PACE, [timezone.now() - timedelta(days=20), pace, reviewer.pk])


def make_planted() -> PlantedProvince:
    made = PlantedProvince(put("Tỉnh", Tier.PROVINCE), make_round())
    for _number in range(HONEST):
        made.review(made.commune())
    plants: dict[str, Callable[[PlantedProvince, Place], None]] = {
        "assessment.alike": lambda made, place: made.review(place, total=80),
        "assessment.never_changes": lambda made, place: made.review(place, changes=0),
        "assessment.too_fast": lambda made, place: made.review(place, pace="4 seconds"),
        "people.shared_phone": _share_phone,
        "funds.many_funds": _pay_from_many,
        "recognition.more_than_adults": _recognise_children,
    }
    for rule, plant in plants.items():
        born = (2012, 2018) if rule.startswith("recognition") else (1950, 2000)
        for _number in range(2):
            place = made.commune(born=born)
            plant(made, place)
            made.planted.setdefault(rule, set()).add(place.pk)
    return made


def _share_phone(made: PlantedProvince, place: Place) -> None:
    Citizen.objects.filter(home=place).update(phone_index=hashlib.sha256(str(place.pk).encode()).digest()[:16])


def _pay_from_many(made: PlantedProvince, place: Place) -> None:
    person = made.people(place)[0]
    for number in range(3):
        fund = make_fund(place, f"Quỹ {number}", holds=900_000)
        pay_use(make_approved(fund, 300_000, person), on=timezone.localdate(), actor=None)


def _recognise_children(made: PlantedProvince, place: Place) -> None:
    told = {"number": str(place.pk), "issuer": "i", "signatory": "s", "signatory_title": "s", "legal_basis": "l"}
    decision = Decision.objects.create(place=place, signed_on=date(made.round.year, 1, 1), **told)
    Title.objects.bulk_create(
        Title(citizen=person, year=made.round.year, place=place, decision=decision)
        for person in made.people(place)[:30]
    )
