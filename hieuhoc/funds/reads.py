"""The account of a fund, as its office and the public read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef
from django.db.models.functions import Abs
from django.utils import timezone

from hieuhoc.funds.models import Balance, Fund, Gift, GiftQuerySet, StatementLine, ThanksRun, Use, UseQuerySet
from hieuhoc.lib.crypto import decrypt_many
from hieuhoc.lib.scope import Scope
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod, Span

POPULATION = "population"  # of `reported.catalogue`
WORDS = "funds.statement_words"  # purpose of the key
OPEN = (ThanksRun.Status.ASKED, ThanksRun.Status.SENDING)
SILENT = timedelta(minutes=2)  # who sends thanks says sooner that it lives


@dataclass(frozen=True)
class FundAccount:
    """Whole đồng. `moved_in`: what came from other funds, below nought what went to them."""

    raised: int
    used: int
    moved_in: int
    money: int
    goods: int

    @property
    def left(self) -> int:
        return self.money + self.goods


def accounts_of(funds: Collection[int]) -> dict[int, FundAccount]:
    """One query."""
    amounts: dict[int, dict[str, int]] = {}
    for fund, account, amount in Balance.objects.filter(fund__in=funds).values_list("fund", "account", "amount"):
        amounts.setdefault(fund, {})[account] = amount
    kinds = Balance.Account
    return {
        fund: FundAccount(
            raised=-there[kinds.RAISED],
            used=there[kinds.USED],
            moved_in=-there[kinds.MOVED],
            money=there[kinds.MONEY],
            goods=there[kinds.GOODS],
        )
        for fund, there in amounts.items()
    }


@dataclass(frozen=True)
class PerHead:
    """Cut to whole đồng; of how many people, in which year, and which paper says so."""

    amount: int
    people: int
    year: int
    source: str


def per_head(fund: Fund, amount: int, on: date) -> PerHead | None:
    """For each of the population of the place of the fund, as accepted of that year or the last one before it (domain.md 5); None:
    nobody reported one."""
    accepted = ReportingPeriod.objects.filter(
        place=OuterRef("place"), year=OuterRef("year"), span=OuterRef("span"), status=ReportingPeriod.Status.LOCKED
    )
    known = ReportedFigure.objects.current().filter(
        Exists(accepted), kind=POPULATION, place=fund.place_id, span=Span.YEAR, year__lte=on.year, number__gt=0
    )
    figure = known.filter(origin=ReportedFigure.Origin.REPORT).order_by("year").last()
    if figure is None or figure.number is None:
        return None
    return PerHead(amount // figure.number, figure.number, figure.year, figure.source)


@dataclass(frozen=True)
class BookEntry:
    """A line of the public account. `who` "" = not named: nobody agreed to it. Of somebody not named only the month is told."""

    on: date
    amount: int
    kind: str
    who: str
    about: str
    tells_day: bool


def gifts_received(fund: Fund) -> GiftQuerySet:
    return Gift.objects.received().filter(fund=fund)


def uses_paid(fund: Fund) -> UseQuerySet:
    return Use.objects.paid().filter(fund=fund).select_related("citizen")


def gift_told(gift: Gift) -> BookEntry:
    """Of a received one; the name of those alone who agreed."""
    assert gift.received_on is not None
    who = gift.donor_name if gift.is_named else ""
    return BookEntry(gift.received_on, gift.amount, gift.get_form_display(), who, gift.about, gift.is_named)


def use_told(use: Use) -> BookEntry:
    """Of a paid one. Why a person was helped is told of those alone who agreed to be named; of schools and centres always."""
    assert use.paid_on is not None
    is_told = use.citizen is None or use.is_named
    who = use.recipient or (use.citizen.name if use.citizen is not None and use.is_named else "")
    return BookEntry(use.paid_on, use.amount, use.get_kind_display(), who, use.reason if is_told else "", is_told)


@dataclass(frozen=True)
class WaitingUses:
    """How many uses wait for approval, and since when the first does."""

    count: int
    oldest_on: date | None


def uses_waiting(scope: Scope, asker: int) -> WaitingUses:
    """Those of the scope that somebody else than `asker` asked for."""
    rows = Use.objects.within(scope).filter(status=Use.Status.ASKED).exclude(asked_by=asker)
    told = rows.aggregate(count=Count("pk"), oldest_on=Min("asked_on"))
    return WaitingUses(told["count"], told["oldest_on"])


def words_of(lines: Sequence[StatementLine]) -> dict[int, str]:
    """Line → what its transfer says; "" once that was purged."""
    opened = decrypt_many([bytes(line.words) if line.words else None for line in lines], purpose=WORDS)
    return {line.pk: (said or b"").decode() for line, said in zip(lines, opened, strict=True)}


def gifts_like(line: StatementLine, count: int) -> list[Gift]:
    """Promised gifts of money the line may pay: those of its amount first, then those whose amount is nearest."""
    rows = Gift.objects.filter(fund=line.fund_id, status=Gift.Status.PLEDGED, form=Gift.Form.MONEY)
    return list(rows.annotate(apart=Abs(F("amount") - line.amount)).order_by("apart", "pk")[:count])


def last_run(fund: Fund) -> ThanksRun | None:
    return ThanksRun.objects.filter(fund=fund).order_by("pk").last()


def is_busy(run: ThanksRun) -> bool:
    """False also when its worker was killed: nobody sends any more."""
    return run.status in OPEN and timezone.now() - run.touched_at < SILENT
