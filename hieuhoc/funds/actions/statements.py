"""Statements of the bank: what is clear is received at once, what is doubtful is asked."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.funds.actions.gifts import NewGift, pledge_gift
from hieuhoc.funds.models import Fund, Gift, Statement, StatementLine
from hieuhoc.funds.reads import WORDS
from hieuhoc.funds.receiving import book_gifts
from hieuhoc.funds.rules.statements import StatementRow, code_in, gifts_meant, marks_of
from hieuhoc.funds.statement_files import statement_rows
from hieuhoc.lib.crypto import encrypt_many
from hieuhoc.lib.errors import Refusal

KEEP = """
INSERT INTO funds_statementline (statement_id, fund_id, mark, booked_on, amount, words, status, gift_id, reason)
SELECT %s, %s, line.mark, line.booked_on, line.amount, line.words, line.status, line.gift, ''
FROM unnest(%s::bytea[], %s::date[], %s::bigint[], %s::bytea[], %s::text[], %s::bigint[])
  AS line (mark, booked_on, amount, words, status, gift)
"""


@dataclass(frozen=True)
class ImportedStatement:
    """`statement` None: nothing in the file was new. Counts of its lines that were."""

    statement: Statement | None
    matched: int
    doubtful: int
    known: int


def import_statement(fund: Fund, content: bytes, *, file_name: str, actor: User | None) -> ImportedStatement:
    """Read, compared with what is known of this account, and what is clear received; the same file twice changes nothing."""
    require(actor, "funds.import_statement", fund)
    bank, rows = statement_rows(content, file_name)  # before the transaction: a big file takes seconds to read
    return _import(fund, rows, bank, content, file_name, actor)


@transaction.atomic
def settle_line(line: StatementLine, gift: Gift, *, actor: User | None) -> Gift:
    """It pays this promised gift: as much as came is what was given."""
    require(actor, "funds.settle_line", line)
    line = _locked_doubtful(line)
    Gift.objects.select_for_update().get(pk=gift.pk)
    gift = Gift.objects.select_related("fund", "citizen__user").get(pk=gift.pk)
    if gift.fund_id != line.fund_id or gift.status != Gift.Status.PLEDGED or gift.form != Gift.Form.MONEY:
        raise Refusal(_("Chọn một khoản tiền đang chờ nhận của quỹ này."), code="wrong_step")
    if gift.amount != line.amount:
        gift.amount = line.amount
        gift.save(update_fields=["amount"])
    book_gifts([(gift, line.booked_on)], by=actor)
    _answer(line, StatementLine.Status.SETTLED, gift=gift)
    _record("funds.settle_line", line, {"code": [None, gift.code]}, actor)
    return gift


@transaction.atomic
def take_line(line: StatementLine, new: NewGift, *, actor: User | None) -> Gift:
    """It is a gift that nobody had promised; `new` says whose, the line how much and when."""
    require(actor, "funds.take_line", line)
    line = _locked_doubtful(line)
    told = vars(new) | {"form": Gift.Form.MONEY, "amount": line.amount, "pledged_on": line.booked_on, "hours": None}
    gift = pledge_gift(line.fund, NewGift(**told), actor=actor)
    gift = Gift.objects.select_related("fund", "citizen__user").get(pk=gift.pk)
    book_gifts([(gift, line.booked_on)], by=actor)
    _answer(line, StatementLine.Status.SETTLED, gift=gift)
    _record("funds.take_line", line, {"code": [None, gift.code]}, actor)
    return gift


@transaction.atomic
def pass_over_line(line: StatementLine, *, reason: str, actor: User | None) -> StatementLine:
    """Interest, a correction of the bank: no gift."""
    require(actor, "funds.pass_over_line", line)
    line = _locked_doubtful(line)
    if not reason.strip():
        raise Refusal(_("Chưa ghi vì sao không phải ủng hộ."), code="no_reason")
    line.reason = reason.strip()[:300]
    _answer(line, StatementLine.Status.PASSED_OVER)
    _record("funds.pass_over_line", line, {"status": [StatementLine.Status.DOUBTFUL, line.status]}, actor)
    return line


@transaction.atomic
def _import(
    fund: Fund, rows: Sequence[StatementRow], bank: str, content: bytes, file_name: str, actor: User | None
) -> ImportedStatement:
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)  # one import into an account at a time
    known = {bytes(mark) for mark in StatementLine.objects.filter(fund=fund).values_list("mark", flat=True)}
    marked = [(row, mark) for row, mark in zip(rows, marks_of(rows), strict=True) if mark not in known]
    if not marked:
        return ImportedStatement(None, 0, 0, len(rows))
    statement = Statement.objects.create(
        fund=fund,
        file_name=file_name[:200],
        sha256=hashlib.sha256(content).digest(),
        bank=bank,
        line_count=len(rows),
        imported_by=actor,
    )
    fresh = [row for row, _mark in marked]
    paid = _receive_clear(fund, fresh, actor)
    _keep_lines(statement, marked, paid)
    matched = sum(gift is not None for gift in paid)
    record_bulk(
        "funds.import_statement",
        actor=actor,
        subject_kind="fund",
        subject_id=fund.pk,
        place=fund.place_id,
        rows_touched=len(marked),
        changes={"matched": [None, matched], "doubtful": [None, len(marked) - matched]},
    )
    return ImportedStatement(statement, matched, len(marked) - matched, len(rows) - len(marked))


def _receive_clear(fund: Fund, rows: Sequence[StatementRow], actor: User | None) -> list[Gift | None]:
    """For each row the gift it pays, now received; None where somebody must be asked."""
    fund = Fund.objects.get(pk=fund.pk)
    codes = {code for row in rows if (code := code_in(row.words))}
    promised = Gift.objects.select_for_update(of=("self",)).filter(
        fund=fund, status=Gift.Status.PLEDGED, form=Gift.Form.MONEY, code__in=codes
    )
    gifts = {gift.code: gift for gift in promised.prefetch_related("citizen__user").order_by("pk")}
    bookable = [row if _may_book(fund, row) else None for row in rows]
    meant = gifts_meant([row for row in bookable if row], {code: gift.amount for code, gift in gifts.items()})
    by_row = iter(meant)
    paid = [gifts.get(next(by_row)) if row else None for row in bookable]
    received = [(gift, row.booked_on) for gift, row in zip(paid, rows, strict=True) if gift is not None]
    for gift, _on in received:
        gift.fund = fund
    if received:
        book_gifts(received, by=actor)
    return paid


def _may_book(fund: Fund, row: StatementRow) -> bool:
    """What falls into closed books, before the fund or after today, somebody is asked about."""
    is_open = fund.closed_through is None or row.booked_on > fund.closed_through
    return is_open and fund.since <= row.booked_on <= timezone.localdate()


def _keep_lines(
    statement: Statement, marked: Sequence[tuple[StatementRow, bytes]], paid: Sequence[Gift | None]
) -> None:
    said = [" ".join(filter(None, [row.reference, row.words])).encode() for row, _mark in marked]
    sealed = encrypt_many(said, purpose=WORDS)
    status = StatementLine.Status
    columns: list[list[Any]] = [
        [mark for _row, mark in marked],
        [row.booked_on for row, _mark in marked],
        [row.amount for row, _mark in marked],
        sealed,
        [status.DOUBTFUL if gift is None else status.MATCHED for gift in paid],
        [None if gift is None else gift.pk for gift in paid],
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [statement.pk, statement.fund_id, *columns])


def _locked_doubtful(line: StatementLine) -> StatementLine:
    line = StatementLine.objects.select_for_update(of=("self",)).select_related("fund").get(pk=line.pk)
    if line.status != StatementLine.Status.DOUBTFUL:
        raise Refusal(_("Dòng này đã được trả lời."), code="wrong_step")
    return line


def _answer(line: StatementLine, status: StatementLine.Status, gift: Gift | None = None) -> None:
    line.status, line.gift = status, gift
    line.save(update_fields=["status", "gift", "reason"])


def _record(deed: str, line: StatementLine, changes: Mapping[str, object], actor: User | None) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="statement_line",
        subject_id=line.pk,
        place=line.fund.place_id,
        changes=dict(changes),
    )
