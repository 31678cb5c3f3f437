"""CAMT.053 is read by a library and added up again: what is booked and came in, in whole đồng, or nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hieuhoc.funds.actions import import_statement
from hieuhoc.funds.camt_files import credited
from hieuhoc.funds.rules.statements import StatementRow
from tests.cast import Cast
from tests.funds.makers import make_fund, make_gift
from tests.refusals import refused

DAY = date(2025, 11, 3)


def entry(
    amount: str, words: str, *, sign: str = "CRDT", state: str = "BOOK", more: str = "", currency: str = "VND"
) -> str:
    """As the schema of version 08 orders it; `more`: further transactions of one entry."""
    told = f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>{state}</Cd></Sts>'
        f"<BookgDt><Dt>{DAY}</Dt></BookgDt><AcctSvcrRef>FT{amount}</AcctSvcrRef>"
        f"<NtryDtls>{more or told}</NtryDtls></Ntry>"
    )


def part(amount: int, words: str) -> str:
    return f'<TxDtls><Amt Ccy="VND">{amount}</Amt><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>'


def statement(*entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
        "<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2025-11-04T00:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>"
        f"{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def test_what_came_in_and_is_booked_is_read_with_its_words() -> None:
    rows = credited(
        statement(
            entry("250000", "ủng hộ quỹ"),
            entry("30000.00", "rút tiền", sign="DBIT"),
            entry("70000", "mai mới tới", state="PDNG"),
            entry("500.00", "", more=part(200, "cô Ba") + part(300, "chú Tư")),
        )
    )
    assert rows == [
        StatementRow(DAY, 250_000, "FT250000", "ủng hộ quỹ"),
        StatementRow(DAY, 200, "FT500.00", "cô Ba"),
        StatementRow(DAY, 300, "FT500.00", "chú Tư"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        statement(entry("500", "", more=part(200, "a") + part(200, "b"))),  # the parts are not the whole
        statement(entry("500", "", more="<TxDtls/>" * 2)),  # nobody says how much of it is whose
        statement(entry("12.5", "ung ho")),
        statement(entry("100", "ung ho", currency="USD")),
        statement(entry("100", "ung ho"))[:-20],
        statement().replace(b"<Stmt><Id>1</Id></Stmt>", b""),
    ],
)
def test_what_does_not_add_up_or_is_no_whole_dong_is_refused(content: bytes) -> None:
    with refused("statement_not_read"):
        credited(content)


def test_no_entity_is_followed() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    content = statement(entry("100", "&b;")).split(b">", 2)
    rows = credited(content[0] + b">" + bomb + content[2])
    assert "aaaa" not in rows[0].words


@pytest.mark.django_db
def test_such_a_file_is_matched_like_any_other(cast: Cast) -> None:
    fund, day = make_fund(cast.commune), timezone.localdate() - timedelta(days=2)
    gift = make_gift(fund, 250_000, pledged_on=day)
    content = statement(entry("250000", f"ung ho {gift.code}"), entry("900", "ba Nam"))
    outcome = import_statement(
        fund, content.replace(f"{DAY}".encode(), f"{day}".encode()), file_name="a.xml", actor=cast.minh
    )
    assert (outcome.matched, outcome.doubtful) == (1, 1)
    assert outcome.statement is not None
    assert outcome.statement.bank == "CAMT.053"
