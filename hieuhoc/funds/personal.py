"""Who gave and who was helped. The amounts stay, nameless: the books of a fund are kept whole."""

from datetime import datetime
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.funds.models import Gift, StatementLine, Use
from hieuhoc.funds.reads import words_of
from hieuhoc.lib.personal import NAMELESS, Kind, Person, columns
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.models import Citizen

CHUNK = 2_000


def _gifts_held(person: Person) -> int:
    return Gift.objects.filter(citizen__in=person.citizens).exclude(donor_name=NAMELESS).count()


def _erase_gifts(person: Person) -> int:
    gifts = Gift.objects.filter(citizen__in=person.citizens).exclude(donor_name=NAMELESS)
    return gifts.update(donor_name=NAMELESS, email=None, is_named=False, may_be_written_to=False)


def _uses_held(person: Person) -> int:
    return Use.objects.filter(citizen__in=person.citizens).exclude(reason=NAMELESS).count()


def _erase_uses(person: Person) -> int:
    uses = Use.objects.filter(citizen__in=person.citizens).exclude(reason=NAMELESS)
    return uses.update(reason=NAMELESS, decision_note="", is_named=False)


def _old_words(before: datetime, limit: int) -> int:
    """What a transfer said, with the name and account of who sent it; the amount and the day stay."""
    old = StatementLine.objects.filter(booked_on__lt=timezone.localdate(before), words__isnull=False).order_by("pk")
    return StatementLine.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:limit])).update(words=None)


def _lines_naming(person: Person) -> list[int]:
    """Transfers that pay a gift of theirs, or that say their name, with tones or without, as banks write it."""
    names = {fold(name) for name in Citizen.objects.filter(pk__in=person.citizens).values_list("name", flat=True)}
    kept = StatementLine.objects.filter(words__isnull=False).order_by("pk")
    paying = set(kept.filter(gift__citizen__in=person.citizens).values_list("pk", flat=True))
    lines = kept.only("pk", "words").iterator(chunk_size=CHUNK)
    for chunk in iter(lambda: list(islice(lines, CHUNK)), []):
        said = words_of(chunk).items()
        paying |= {pk for pk, words in said if any(name and name in fold(words) for name in names)}
    return sorted(paying)


KINDS = (
    Kind(
        "funds.donors",
        gettext_lazy("Tên và thư điện tử của người ủng hộ quỹ"),
        end=gettext_lazy("xoá; còn số tiền trong sổ quỹ"),
        columns=columns("funds_gift", "donor_name", "email"),
        held=_gifts_held,
        erase=_erase_gifts,
    ),
    Kind(
        "funds.recipients",
        gettext_lazy("Vì sao chi quỹ cho một người"),
        end=gettext_lazy("xoá; còn số tiền trong sổ quỹ"),
        columns=columns("funds_use", "reason", "decision_note"),
        held=_uses_held,
        erase=_erase_uses,
    ),
    Kind(
        "funds.statement_words",
        gettext_lazy("Nội dung chuyển khoản trong sao kê ngân hàng của quỹ"),
        counts_from=gettext_lazy("ngày giao dịch"),
        end=gettext_lazy("xoá nội dung; còn ngày và số tiền"),
        days=730,
        columns=columns("funds_statementline", "words"),
        purge=_old_words,
        held=lambda person: len(_lines_naming(person)),
        erase=lambda person: StatementLine.objects.filter(pk__in=_lines_naming(person)).update(words=None),
        is_found_by_name=True,
    ),
)
IMPERSONAL = frozenset(
    {
        "funds_statement",
        "funds_statementline.mark",
        "funds_statementline.reason",
        "funds_statementline.status",
        "funds_balance",
        "funds_fund",
        "funds_fundmove",
        "funds_gift.about",
        "funds_gift.code",
        "funds_gift.document",
        "funds_gift.donor_kind",
        "funds_gift.form",
        "funds_gift.status",
        "funds_gift.worth_by",
        "funds_thanksrun",
        "funds_use.form",
        "funds_use.kind",
        "funds_use.recipient",
        "funds_use.status",
        "funds_voucher",
        "funds_voucherline",
    }
)
