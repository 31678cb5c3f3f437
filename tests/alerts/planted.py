"""A small province with honest communes and with communes where something was planted, each kind by itself."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier, Evidence, Round, Scoring
from hieuhoc.documents.models import Document
from hieuhoc.funds.actions import pay_use
from hieuhoc.funds.models import Fund, Gift, Use, Voucher
from hieuhoc.lib.dates import ADULT_AGE
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

    def commune(self, *, born: tuple[int, int] = (1950, 2000), titled: int = 0) -> Place:
        """`titled`: how many hold the title of the year; 0: about ten, as in the year before."""
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
        if born[1] <= self.round.year - ADULT_AGE:
            recognise(self, place, self.round.year - 1, self.random.randint(7, 13))
            recognise(self, place, self.round.year, titled or self.random.randint(8, 14))
        return place

    def people(self, place: Place) -> list[Citizen]:
        return list(Citizen.objects.filter(home=place).order_by("pk"))

    def review(
        self, place: Place, *, total: int | None = None, changes: float = 0.3, pace: str = "4 minutes", days: int = 30
    ) -> None:
        """Everybody's dossier, sent in the last `days` of the round with a picture of the household, scored and reviewed by one
        officer of the commune."""
        reviewer: User = account(f"Người xét {place.pk}")
        group = self.round.version.applicant_groups.order_by("position")[0]
        dossiers = []
        decided_from = timezone.now() - timedelta(days=40)
        for number, person in enumerate(self.people(place)):
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
                    submitted_at=self.moment(days),
                    decided_at=decided_from + timedelta(days=number % 30),
                )
            )
        made = Dossier.objects.bulk_create(dossiers)
        hand_in(self, made, [(self.random.randbytes(32), look_of(self.random)) for _household in range(0, PEOPLE, 3)])
        Scoring.objects.bulk_create(
            Scoring(dossier=row, stage=Scoring.Stage.REVIEW, points=row.final_points, given_by=reviewer) for row in made
        )
        with connection.cursor() as cursor:
            cursor.execute(PACE, [timezone.now() - timedelta(days=20), pace, reviewer.pk])

    def moment(self, days: int) -> datetime:
        """Noon of one of the last `days` of the round."""
        day = self.round.submit_by - timedelta(days=self.random.randrange(days))
        return datetime.combine(day, time(12), timezone.get_default_timezone())

    def natural(self) -> int:
        """An amount as people give and pay, in đồng."""
        return max(1, round(self.random.lognormvariate(13, 1.5) / 1_000)) * 1_000


def make_planted() -> PlantedProvince:
    made = PlantedProvince(put("Tỉnh", Tier.PROVINCE), make_round())
    for _number in range(HONEST):
        place = made.commune()
        made.review(place)
        fund = make_fund(place)
        give(made, fund, made.natural)
        pay(made, fund, made.natural)
    plants: dict[str, Callable[[PlantedProvince, Place], None]] = {
        "assessment.alike": lambda made, place: made.review(place, total=80),
        "assessment.never_changes": lambda made, place: made.review(place, changes=0),
        "assessment.too_fast": lambda made, place: made.review(place, pace="4 seconds"),
        "people.shared_phone": _share_phone,
        "funds.many_funds": _pay_from_many,
        "recognition.more_than_adults": _recognise_children,
        "assessment.same_file": _hand_in_one_file,
        "assessment.same_picture": _hand_in_one_picture,
        "assessment.last_days": lambda made, place: made.review(place, days=2),
        "funds.gift_digits": lambda made, place: give(
            made, make_fund(place), lambda: made.random.randint(90, 99) * 10_000
        ),
        "funds.use_digits": lambda made, place: pay(
            made, make_fund(place), lambda: made.random.randint(48, 52) * 100_000
        ),
        "assessment.overnight": _decide_overnight,
        "recognition.far_above": lambda made, place: None,
    }
    for rule, plant in plants.items():
        born = (2012, 2018) if rule == "recognition.more_than_adults" else (1950, 2000)
        for _number in range(2):
            place = made.commune(born=born, titled=45 if rule == "recognition.far_above" else 0)
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


def _decide_overnight(made: PlantedProvince, place: Place) -> None:
    made.review(place)
    night = timezone.now() - timedelta(days=20)
    for number, dossier in enumerate(Dossier.objects.filter(place=place)):
        Dossier.objects.filter(pk=dossier.pk).update(decided_at=night + timedelta(minutes=number * 9))


def _recognise_children(made: PlantedProvince, place: Place) -> None:
    recognise(made, place, made.round.year, 30)


def _hand_in_one_file(made: PlantedProvince, place: Place) -> None:
    made.review(place)
    hand_in(made, list(Dossier.objects.filter(place=place)[:10]), [(made.random.randbytes(32), None)])


def _hand_in_one_picture(made: PlantedProvince, place: Place) -> None:
    """Ten times, saved anew each time."""
    made.review(place)
    look = look_of(made.random)
    for number, dossier in enumerate(Dossier.objects.filter(place=place)[:10]):
        hand_in(made, [dossier], [(made.random.randbytes(32), look ^ (1 << number))])


def look_of(random: Random) -> int:
    """Of a picture: 64 bits, half of them set."""
    return sum(1 << bit for bit in random.sample(range(63), 32))


def hand_in(made: PlantedProvince, dossiers: list[Dossier], files: list[tuple[bytes, int | None]]) -> None:
    """Each file, (SHA-256, look), for as many dossiers in turn."""
    documents = Document.objects.bulk_create(
        Document(kind="evidence", file_name="a.jpg", media_type="image/jpeg", size=1, sha256=sha256, look=look)
        for sha256, look in files
    )
    criterion = made.round.version.criteria.order_by("position")[0]
    each = len(dossiers) // len(documents)
    Evidence.objects.bulk_create(
        Evidence(dossier=dossier, criterion=criterion, kind=Evidence.Kind.FILE, document=documents[number // each])
        for number, dossier in enumerate(dossiers)
    )


def recognise(made: PlantedProvince, place: Place, year: int, count: int) -> None:
    told = {"issuer": "i", "signatory": "s", "signatory_title": "s", "legal_basis": "l"}
    decision = Decision.objects.create(place=place, number=f"{place.pk}/{year}", signed_on=date(year, 1, 1), **told)
    Title.objects.bulk_create(
        Title(citizen=person, year=year, place=place, decision=decision) for person in made.people(place)[:count]
    )


def give(made: PlantedProvince, fund: Fund, amount: Callable[[], int]) -> None:
    """A gift on each of eighty days."""
    told = {"form": "money", "donor_kind": "person", "donor_name": "Bà Năm", "status": Gift.Status.RECEIVED}
    Gift.objects.bulk_create(
        Gift(
            fund=fund,
            place=fund.place,
            amount=amount(),
            code=f"G{voucher.pk}",
            pledged_on=voucher.booked_on,
            received_on=voucher.booked_on,
            voucher=voucher,
            **told,
        )
        for voucher in _vouchers(made, fund)
    )


def pay(made: PlantedProvince, fund: Fund, amount: Callable[[], int]) -> None:
    """A payment on each of eighty days."""
    told = {"kind": "kit", "form": "money", "recipient": "Trung tâm", "reason": "Sách", "status": Use.Status.PAID}
    Use.objects.bulk_create(
        Use(
            fund=fund,
            place=fund.place,
            amount=amount(),
            asked_on=voucher.booked_on,
            decided_on=voucher.booked_on,
            paid_on=voucher.booked_on,
            voucher=voucher,
            **told,
        )
        for voucher in _vouchers(made, fund)
    )


def _vouchers(made: PlantedProvince, fund: Fund) -> list[Voucher]:
    days = (date(made.round.year, 1, 1) + timedelta(days=number) for number in range(80))
    return Voucher.objects.bulk_create(Voucher(fund=fund, place=fund.place, booked_on=day, about="a") for day in days)
