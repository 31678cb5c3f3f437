"""A year of giving: in each commune a study-encouragement fund, the gifts of two dozen people, clans, enterprises and pagodas, and what
came of it; one campaign of the province. Booked by the books' own way, so that every account balances."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from hieuhoc.funds.bookkeeping import Booking, book_all
from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.funds.rules.books import lines_of_gift, lines_of_use
from hieuhoc.funds.thanking import CODE_PREFIX
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Ancestry
from hieuhoc.places.reads import labels

OPENED = date(2025, 7, 1)  # the communes of today are no older
DAYS, NEIGHBOURS = 330, 24  # back from today; people of a commune who give or are helped
HUNDRED_THOUSAND = 100_000
THANKED_AFTER = timedelta(60)  # the letters for what came since still wait
FROM, FOR = Gift.Donor, Use.Kind


@dataclass(frozen=True)
class Giving:
    """Who gives how (in hundreds of thousands of đồng), and what it is when it is no money."""

    donor: Gift.Donor
    name: str  # "" = somebody of the commune
    form: Gift.Form
    least: int
    most: int
    about: str = ""
    worth_by: str = ""


MONEY, GOODS, LABOUR, VENUE = Gift.Form.MONEY, Gift.Form.GOODS, Gift.Form.LABOUR, Gift.Form.VENUE
GIVINGS = (
    *[Giving(FROM.PERSON, "", MONEY, 1, 10)] * 12,
    Giving(FROM.ENTERPRISE, "Công ty TNHH Cà phê Đất Đỏ", MONEY, 50, 300),
    Giving(FROM.ENTERPRISE, "Hợp tác xã Nông nghiệp Dịch vụ", MONEY, 20, 100),
    Giving(
        FROM.RELIGION, "Chùa Khánh Lâm", GOODS, 10, 50, "Gạo và mì cho học sinh nội trú", "Biên bản hai người định giá"
    ),
    Giving(FROM.RELIGION, "Giáo xứ Vinh Quang", MONEY, 20, 80),
    Giving(FROM.CLAN, "Dòng họ Nguyễn", MONEY, 20, 100),
    Giving(FROM.BODY, "Công đoàn cơ sở UBND xã", MONEY, 10, 40),
    Giving(FROM.ENTERPRISE, "Nhà sách Ban Mê", GOODS, 20, 80, "Sách giáo khoa và vở", "Hoá đơn bán hàng"),
    Giving(FROM.BODY, "Đoàn Thanh niên xã", LABOUR, 3, 12, "Sửa phòng đọc", "Giờ công nhân lương tối thiểu giờ"),
    Giving(FROM.FAMILY, "Gia đình bà H'Bia", VENUE, 5, 15, "Nhà cho lớp học buổi tối", "Giá thuê phòng tại xã"),
)
SPENDINGS = (
    *[(FOR.SCHOLARSHIP, "", 5, 10, "Học sinh vượt khó, học lực khá trở lên")] * 5,
    *[(FOR.PRIZE, "", 2, 5, "Đạt giải học sinh giỏi cấp tỉnh")] * 2,
    (FOR.EQUIPMENT, "Trung tâm học tập cộng đồng", 10, 30, "Mua máy chiếu và bàn ghế"),
)


@transaction.atomic
def give_and_use(communes: Sequence[int], province: int) -> None:
    random, names = Random(9), labels([*communes, province], timezone.localdate())
    funds = Fund.objects.bulk_create(
        [_fund(place, f"Quỹ khuyến học {names[place].kind.lower()} {names[place].name}") for place in sorted(communes)]
        + [_fund(province, "Tiếp sức đến trường", kind=Fund.Kind.DRIVE, goal=2_000_000_000)]
    )
    people = _neighbours(communes)
    gifts = [gift for fund in funds for gift in _gifts(fund, people.get(fund.place_id, []), random)]
    _receive(gifts)
    uses = [use for fund in funds for use in _uses(fund, people.get(fund.place_id, []), random)]
    _pay(uses)


def _fund(place: int, name: str, **told: Any) -> Fund:
    plain = {
        "kind": Fund.Kind.FUND,
        "purpose": "Học bổng, khen thưởng và trang bị cho trung tâm học tập cộng đồng.",
        "decider": "Ban chấp hành Hội Khuyến học",
        "since": OPENED,
        "bank_bin": "970405",
        "bank_account": f"5216205{place:06d}",
        "account_holder": "HOI KHUYEN HOC",
    }
    return Fund(place_id=place, name=name, **plain | told)


def _neighbours(communes: Sequence[int]) -> dict[int, list[Citizen]]:
    """The youngest of each commune: pupils come first."""
    villages = Ancestry.objects.filter(ancestor__in=communes, until=None, depth=1).order_by("ancestor", "descendant")
    under: dict[int, list[int]] = {}
    for commune, village in villages.values_list("ancestor", "descendant"):
        under.setdefault(commune, []).append(village)
    first = {village: commune for commune, below in under.items() for village in below[:2]}
    near: dict[int, list[Citizen]] = {}
    living = Citizen.objects.filter(home__in=list(first), died_on=None, left_on=None, joined_into=None)
    for person in living.only("pk", "name", "home_id", "birth_year").order_by("-birth_year", "pk"):
        held = near.setdefault(first[person.home_id or 0], [])
        if len(held) < NEIGHBOURS:
            held.append(person)
    return near


def _gifts(fund: Fund, people: Sequence[Citizen], random: Random) -> Iterator[tuple[Gift, bool]]:
    """Each with whether it came already."""
    first = max(OPENED, timezone.localdate() - timedelta(DAYS))
    for giving in GIVINGS:
        person = random.choice(people) if people and not giving.name else None
        day = first + timedelta(random.randint(0, (timezone.localdate() - first).days - 1))
        gift = Gift(
            fund=fund,
            place_id=fund.place_id,
            form=giving.form,
            amount=random.randint(giving.least, giving.most) * HUNDRED_THOUSAND,
            about=giving.about,
            worth_by=giving.worth_by,
            donor_kind=giving.donor,
            donor_name=giving.name or (person.name if person else "Người ủng hộ"),
            citizen=person,
            is_named=random.random() < 0.4,
            code=CODE_PREFIX + make_public_code(),
            pledged_on=day,
        )
        gift.may_be_written_to = gift.is_named or giving.donor != FROM.PERSON
        yield gift, random.random() < 0.93


def _receive(gifts: Sequence[tuple[Gift, bool]]) -> None:
    came, today = [gift for gift, is_here in gifts if is_here], timezone.localdate()
    bookings = [
        Booking(gift.fund, lines_of_gift(gift.form, gift.amount), gift.pledged_on, f"Ủng hộ {gift.code}")
        for gift in came
    ]
    for gift, voucher in zip(came, book_all(bookings, by=None), strict=True):
        gift.voucher_id, gift.received_on, gift.status = voucher, gift.pledged_on, Gift.Status.RECEIVED
        if gift.may_be_written_to and gift.pledged_on < today - THANKED_AFTER:
            gift.thanked_at = timezone.now() - THANKED_AFTER
    Gift.objects.bulk_create([gift for gift, _is_here in gifts], batch_size=1_000)


def _uses(fund: Fund, people: Sequence[Citizen], random: Random) -> Iterator[tuple[Use, bool]]:
    """Each with whether it is paid; the last of a fund waits for approval."""
    today = timezone.localdate()
    pupils = list(people[:12])
    for number, (kind, recipient, least, most, reason) in enumerate(SPENDINGS):
        pupil = random.choice(pupils) if pupils and not recipient else None
        use = Use(
            fund=fund,
            place_id=fund.place_id,
            kind=kind,
            form="money",
            amount=random.randint(least, most) * HUNDRED_THOUSAND,
            citizen=pupil,
            recipient=recipient if pupil is None and recipient else "" if pupil else "Trường học",
            reason=reason,
            is_named=random.random() < 0.2,
            asked_on=today - timedelta(random.randint(8, 25)),
        )
        yield use, number > 0


def _pay(uses: Sequence[tuple[Use, bool]]) -> None:
    """Out of what the fund has; what it cannot pay waits."""
    has = {fund.pk: 0 for fund in Fund.objects.all()}
    for gift in Gift.objects.received().filter(form=MONEY):
        has[gift.fund_id] += gift.amount
    paid = []
    for use, is_paid in uses:
        if is_paid and has[use.fund_id] >= use.amount:
            has[use.fund_id] -= use.amount
            paid.append(use)
    yesterday = timezone.localdate() - timedelta(1)
    bookings = [
        Booking(use.fund, lines_of_use(use.form, use.amount), yesterday, use.get_kind_display()) for use in paid
    ]
    for use, voucher in zip(paid, book_all(bookings, by=None), strict=True):
        use.voucher_id, use.paid_on, use.status = voucher, yesterday, Use.Status.PAID
        use.decided_on = yesterday
    Use.objects.bulk_create([use for use, _is_paid in uses], batch_size=1_000)
