"""Statements of the bank: what is clear is received at once, what is doubtful is asked."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.funds.actions.gifts import NewGift, pledge_gift
from hieuhoc.funds.models import Fund, Gift, Statement, StatementLine
from hieuhoc.funds.reads import WORDS
from hieuhoc.funds.receiving import ComingGift, book_gifts, coming
from hieuhoc.funds.rules.statements import StatementRow, code_in, gifts_meant, marks_of
from hieuhoc.funds.statement_files import statement_rows
from hieuhoc.lib.copying import copy_frame
from hieuhoc.lib.crypto import encrypt_many
from hieuhoc.lib.errors import Refusal

KEPT = {
    "mark": pl.Binary,
    "booked_on": pl.Date,
    "amount": pl.Int64,
    "words": pl.Binary,
    "status": pl.String,
    "gift_id": pl.Int64,
}


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
    gift = Gift.objects.get(pk=gift.pk)
    if gift.fund_id != line.fund_id or gift.status != Gift.Status.PLEDGED or gift.form != Gift.Form.MONEY:
        raise Refusal(_("Chọn một khoản tiền đang chờ nhận của quỹ này."), code="wrong_step")
    if gift.amount != line.amount:
        gift.amount = line.amount
        gift.save(update_fields=["amount"])
    book_gifts(line.fund, [coming(gift, line.booked_on)], by=actor)
    gift.refresh_from_db()
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
    book_gifts(line.fund, [coming(gift, line.booked_on)], by=actor)
    gift.refresh_from_db()
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


def _receive_clear(fund: Fund, rows: Sequence[StatementRow], actor: User | None) -> list[int | None]:
    """For each row the gift it pays, now received; None where somebody must be asked."""
    fund = Fund.objects.get(pk=fund.pk)
    codes = {code for row in rows if (code := code_in(row.words))}
    promised = Gift.objects.select_for_update().filter(
        fund=fund, status=Gift.Status.PLEDGED, form=Gift.Form.MONEY, code__in=codes
    )
    gifts = {code: (gift, amount) for code, gift, amount in promised.order_by("pk").values_list("code", "pk", "amount")}
    days = _days_to_book(fund, {row.booked_on for row in rows})
    bookable = [row if row.booked_on in days else None for row in rows]
    by_row = iter(
        gifts_meant([row for row in bookable if row], {code: amount for code, (_gift, amount) in gifts.items()})
    )
    meant = [next(by_row) if row else "" for row in bookable]
    received = [
        ComingGift(gifts[code][0], code, Gift.Form.MONEY, row.amount, row.booked_on)
        for code, row in zip(meant, rows, strict=True)
        if code
    ]
    if received:
        book_gifts(fund, received, by=actor)
    return [gifts[code][0] if code else None for code in meant]


def _days_to_book(fund: Fund, days: Collection[date]) -> set[date]:
    """What falls into closed books, before the fund or after today, somebody is asked about."""
    closed, today = fund.closed_through or date.min, timezone.localdate()
    return {day for day in days if day > closed and fund.since <= day <= today}


def _keep_lines(statement: Statement, marked: Sequence[tuple[StatementRow, bytes]], paid: Sequence[int | None]) -> None:
    said = [" ".join(filter(None, [row.reference, row.words])).encode() for row, _mark in marked]
    sealed = encrypt_many(said, purpose=WORDS)
    status = StatementLine.Status
    columns = {
        "mark": [mark for _row, mark in marked],
        "booked_on": [row.booked_on for row, _mark in marked],
        "amount": [row.amount for row, _mark in marked],
        "words": sealed,
        "status": [(status.DOUBTFUL if gift is None else status.MATCHED).value for gift in paid],
        "gift_id": list(paid),
    }
    whose = {"statement_id": statement.pk, "fund_id": statement.fund_id, "reason": ""}
    with connection.cursor() as cursor:
        lines = pl.DataFrame(columns, schema=KEPT)
        copy_frame(cursor, "funds_statementline", lines.with_columns(**{k: pl.lit(v) for k, v in whose.items()}))


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
