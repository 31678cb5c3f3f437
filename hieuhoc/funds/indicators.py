"""What funds raised, used and hold, and whom they helped: figures beside the targets of the programme, not among them.

Asked for by every report of the association (domain.md 5: fund raised, balance, scholarships in people and money)."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from hieuhoc.funds.models import Gift, Use
from hieuhoc.indicators.definition import Dimension, Follower, Indicator, IndicatorReading, Subject
from hieuhoc.indicators.legal_sources import YEARLY_REPORT
from hieuhoc.indicators.relations import PLACE, YEAR, Relation, RelationColumn, RelationType
from hieuhoc.indicators.rules import Measure
from hieuhoc.people.indicators import CITIZEN, PERSON

FUND = RelationColumn("fund", RelationType.ID)
AMOUNT = RelationColumn("amount", RelationType.AMOUNT)
OF_HALF_A_MILLION = "{} >> 19"


def _id(name: str) -> RelationColumn:
    return RelationColumn(name, RelationType.ID)


def _day(name: str) -> RelationColumn:
    return RelationColumn(name, RelationType.DAY)


RELATIONS = (
    Relation(
        "gift",
        (
            _id("gift"),
            FUND,
            PLACE,
            YEAR,
            _day("received_on"),
            RelationColumn("form", RelationType.WORD, tuple(Gift.Form.values)),
            AMOUNT,
        ),
        "SELECT gift, fund, place, year, received_on, form, amount FROM stat.gift",
        OF_HALF_A_MILLION.format("gift"),
    ),
    Relation(
        "use_paid",
        (
            _id("use"),
            FUND,
            PLACE,
            YEAR,
            _day("paid_on"),
            RelationColumn("kind", RelationType.WORD, tuple(Use.Kind.values)),
            AMOUNT,
        ),
        "SELECT use, fund, place, year, paid_on, kind, amount FROM stat.use_paid",
        OF_HALF_A_MILLION.format("use"),
    ),
    Relation(
        "scholar",
        (CITIZEN, YEAR, PLACE, FUND, _day("paid_on")),
        "SELECT citizen, year, place, fund, paid_on FROM stat.scholar",
        OF_HALF_A_MILLION.format("citizen"),
    ),
    Relation(
        "voucher",
        (_id("voucher"), FUND, PLACE, _day("booked_on"), RelationColumn("held", RelationType.AMOUNT)),
        "SELECT voucher, fund, place, booked_on, held FROM stat.voucher",
        OF_HALF_A_MILLION.format("voucher"),
    ),
    Relation("moved_fund", (FUND,), "SELECT DISTINCT fund FROM stat.fund_after_cut", OF_HALF_A_MILLION.format("fund")),
)


def _gifts(ids: Collection[int]) -> dict[int, str]:
    """By their codes: who gave is read on the page of the gift."""
    return dict(Gift.objects.filter(pk__in=ids).values_list("pk", "code"))


def _uses(ids: Collection[int]) -> dict[int, str]:
    kinds = dict(Use.Kind.choices)
    return {pk: f"{kinds[kind]} {pk}" for pk, kind in Use.objects.filter(pk__in=ids).values_list("pk", "kind")}


def _vouchers(ids: Collection[int]) -> dict[int, str]:
    return {pk: str(_("Chứng từ %(number)s") % {"number": pk}) for pk in ids}


# What a fund has goes where the fund went: of a cut place that is asked once, for the fund.
FUND_SEAT = Follower("fund", "moved_fund", "SELECT fund AS follower, source, assigned_to FROM stat.fund_after_cut")
GIFT = Subject(code="gift", name=_("khoản ủng hộ"), relation="gift", names=_gifts, is_personal=False)
USE = Subject(code="use", name=_("khoản chi"), relation="use_paid", names=_uses, is_personal=False)
VOUCHER = Subject(code="voucher", name=_("chứng từ"), relation="voucher", names=_vouchers, is_personal=False)
HEADING = _("Quỹ khuyến học")
USES = """
SELECT u.use, y.year, u.place, u.fund, u.kind, u.amount
FROM years AS y
INNER JOIN use_paid AS u ON u.year = y.year AND u.paid_on <= y.day
INNER JOIN here ON here.place = u.place
"""
DONG = _("đồng")


INDICATORS = (
    Indicator(
        code="V1",
        name=_("Đã huy động trong năm"),
        sentence=_("Tiền, hiện vật, ngày công và địa điểm các quỹ khuyến học nhận trong năm, tính bằng đồng."),
        subject=GIFT,
        seated=FUND_SEAT,
        of=_("khoản ủng hộ"),
        legal_source=YEARLY_REPORT,
        measure=Measure.SUM,
        unit=DONG,
        heading=HEADING,
        members="""
SELECT g.gift, y.year, g.place, g.fund, g.form, g.amount
FROM years AS y
INNER JOIN gift AS g ON g.year = y.year AND g.received_on <= y.day
INNER JOIN here ON here.place = g.place
""",
        readings=(IndicatorReading("all", _("Mọi khoản đã nhận"), numerator="amount"),),
        reading_of=lambda settings: "all",
        dimension=Dimension("form", _("Hình thức ủng hộ"), tuple(Gift.Form.choices)),
    ),
    Indicator(
        code="V2",
        name=_("Đã dùng trong năm"),
        sentence=_("Các quỹ khuyến học đã chi trong năm: học bổng, khen thưởng, trang bị, hoạt động."),
        subject=USE,
        seated=FUND_SEAT,
        of=_("khoản chi"),
        legal_source=YEARLY_REPORT,
        measure=Measure.SUM,
        unit=DONG,
        heading=HEADING,
        members=USES,
        readings=(IndicatorReading("all", _("Mọi khoản đã chi"), numerator="amount"),),
        reading_of=lambda settings: "all",
        dimension=Dimension("kind", _("Chi cho việc gì"), tuple(Use.Kind.choices)),
    ),
    Indicator(
        code="V3",
        name=_("Số dư cuối năm"),
        sentence=_("Tiền và hiện vật các quỹ khuyến học còn giữ vào ngày cuối năm; năm đang mở thì đến hôm nay."),
        subject=VOUCHER,
        seated=FUND_SEAT,
        of=_("chứng từ"),
        legal_source=YEARLY_REPORT,
        measure=Measure.SUM,
        unit=DONG,
        heading=HEADING,
        members="""
SELECT v.voucher, y.year, v.place, v.fund, v.held
FROM years AS y
INNER JOIN voucher AS v ON v.booked_on <= y.day
INNER JOIN here ON here.place = v.place
""",
        readings=(IndicatorReading("all", _("Mọi chứng từ đến ngày ấy"), numerator="held"),),
        reading_of=lambda settings: "all",
    ),
    Indicator(
        code="V4",
        name=_("Học bổng đã trao"),
        sentence=_("Học bổng các quỹ khuyến học đã trao trong năm, tính bằng đồng."),
        subject=USE,
        seated=FUND_SEAT,
        of=_("suất học bổng"),
        legal_source=YEARLY_REPORT,
        measure=Measure.SUM,
        unit=DONG,
        heading=HEADING,
        members=USES,
        readings=(
            IndicatorReading("grants", _("Khoản chi học bổng"), denominator="kind = 'grant'", numerator="amount"),
        ),
        reading_of=lambda settings: "grants",
        dimension=Dimension("kind", _("Chi cho việc gì"), tuple(Use.Kind.choices)),
    ),
    Indicator(
        code="V5",
        name=_("Người nhận học bổng"),
        sentence=_(
            "Người nhận học bổng của các quỹ khuyến học trong năm; mỗi người tính một lần, tại nơi trao lần đầu."
        ),
        subject=PERSON,
        seated=FUND_SEAT,
        of=_("người nhận học bổng"),
        legal_source=YEARLY_REPORT,
        measure=Measure.COUNT,
        heading=HEADING,
        members="""
SELECT s.citizen, y.year, s.place, s.fund
FROM years AS y
INNER JOIN scholar AS s ON s.year = y.year AND s.paid_on <= y.day
INNER JOIN here ON here.place = s.place
INNER JOIN person AS p ON p.citizen = s.citizen
""",
        readings=(IndicatorReading("all", _("Mọi người nhận")),),
        reading_of=lambda settings: "all",
    ),
)
