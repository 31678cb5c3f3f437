"""The account of a fund, as its office and the public read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min
from django.db.models.functions import Abs

from hieuhoc.funds.models import Balance, Fund, Gift, StatementLine, Use
from hieuhoc.lib.crypto import decrypt_many
from hieuhoc.lib.scope import Scope
from hieuhoc.people.reads import living_under

WORDS = "funds.statement_words"  # purpose of the key


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


def per_head(fund: Fund, amount: int, on: date) -> int | None:
    """đồng for each who lives where the fund is kept, cut to whole đồng; None where nobody does."""
    people = living_under([fund.place_id], on).get(fund.place_id, 0)
    return amount // people if people else None


@dataclass(frozen=True)
class BookEntry:
    """A line of the public account. `who` "" = not named: nobody agreed to it. Of somebody not named only the month is told."""

    on: date
    amount: int
    kind: str
    who: str
    about: str
    tells_day: bool


def gifts_told(fund: Fund, count: int) -> list[BookEntry]:
    """The newest first; the names of those alone who agreed."""
    rows = Gift.objects.received().filter(fund=fund).order_by("-received_on", "-pk")[:count]
    return [
        BookEntry(
            gift.received_on,
            gift.amount,
            gift.get_form_display(),
            gift.donor_name if gift.is_named else "",
            gift.about,
            gift.is_named,
        )
        for gift in rows
        if gift.received_on is not None
    ]


def uses_told(fund: Fund, count: int) -> list[BookEntry]:
    """Why a person was helped is told of those alone who agreed to be named; of schools and centres always."""
    rows = Use.objects.paid().filter(fund=fund).select_related("citizen").order_by("-paid_on", "-pk")[:count]
    return [_use_told(use, use.paid_on) for use in rows if use.paid_on is not None]


def _use_told(use: Use, on: date) -> BookEntry:
    is_told = use.citizen is None or use.is_named
    who = use.recipient or (use.citizen.name if use.citizen is not None and use.is_named else "")
    return BookEntry(on, use.amount, use.get_kind_display(), who, use.reason if is_told else "", is_told)


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
