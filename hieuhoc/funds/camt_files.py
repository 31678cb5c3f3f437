"""CAMT.053 (ISO 20022, bank to customer statement; 052 and 054 alike) read into lines by pycamt, which follows no entity and no
address. What it reads is added up again: the transactions of each file come to its entries, or it is refused."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hieuhoc.funds.refusing import not_read
from hieuhoc.funds.rules.statements import StatementRow
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import pycamt.parser as pycamt
    from lxml import etree
else:
    pycamt, etree = when_used("pycamt.parser"), when_used("lxml.etree")

WORDS = (
    "RemittanceInformationFull",
    "RemittanceInformation",
    "AdditionalRemittanceInformation",
    "AdditionalEntryInformation",
)
CREDIT, BOOKED, DONG, NO_ID = "CRDT", "BOOK", "VND", "NOTPROVIDED"


def credited(content: bytes) -> list[StatementRow]:
    """What came in and is booked. Raises Refusal."""
    try:
        parser = pycamt.Camt053Parser(content)
        told = parser.get_transactions()
    except (etree.XMLSyntaxError, pycamt.Camt053ParseError):
        raise not_read(_("Tệp CAMT.053 hỏng hoặc không có sao kê nào.")) from None
    rows = list(_rows(told))
    if sum(row.amount for row in rows) != sum(_entries(parser)):
        raise not_read(_("Các giao dịch trong tệp CAMT.053 cộng lại không bằng số tiền của dòng ghi có."))
    return rows


def _rows(told: list[dict[str, Any]]) -> Iterator[StatementRow]:
    for transaction in told:
        if not _came_in(*(transaction.get(name) for name in ("CreditDebitIndicator", "Status", "ReversalIndicator"))):
            continue
        try:
            day = date.fromisoformat((transaction.get("BookingDate") or transaction.get("ValueDate") or "")[:10])
        except ValueError:
            raise not_read(_("Có giao dịch không có ngày.")) from None
        amount = _amount(transaction.get("Amount"), transaction.get("Currency"))
        yield StatementRow(day, amount, _reference(transaction), _words(transaction))


def _entries(parser: Any) -> Iterator[int]:
    for entry in parser.tree.findall(".//Ntry", parser.namespaces):
        child = {name: entry.find(name, parser.namespaces) for name in ("CdtDbtInd", "Sts", "RvslInd", "Amt")}
        text = {name: None if node is None else "".join(node.itertext()).strip() for name, node in child.items()}
        if _came_in(text["CdtDbtInd"], text["Sts"], text["RvslInd"]):
            yield _amount(text["Amt"], DONG)


def _came_in(direction: str | None, status: str | None, reversal: str | None) -> bool:
    """A debit that was taken back is no gift; what is only expected has not come."""
    return direction == CREDIT and status in (BOOKED, None) and reversal not in ("true", "1")


def _amount(text: str | None, currency: str | None) -> int:
    try:
        amount = Decimal(text or "")
    except InvalidOperation:
        raise not_read(_("Có giao dịch không có số tiền.")) from None
    if currency not in (DONG, None):
        raise not_read(_("Tài khoản không phải bằng đồng Việt Nam (%(currency)s).") % {"currency": currency})
    if amount != int(amount):
        raise not_read(_("Số tiền có số lẻ."))
    return int(amount)


def _reference(transaction: Mapping[str, str]) -> str:
    known = (transaction.get("TransactionID"), transaction.get("EndToEndId"))
    return next((text for text in known if text and text != NO_ID), "")[:80]


def _words(transaction: Mapping[str, str]) -> str:
    """What the transfer says, then from whom it came; what is said twice once."""
    said = dict.fromkeys(" ".join(text.split()) for name in (*WORDS, "DebtorName") if (text := transaction.get(name)))
    whole = [text for text in said if not any(text != other and text in other for other in said)]
    return " ".join(whole)[:500]
