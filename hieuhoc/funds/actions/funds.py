"""Opening a fund or a campaign of giving, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.funds.models import Fund
from hieuhoc.funds.rules.vietqr import bank_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import nfc
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place


@dataclass(frozen=True)
class NewFund:
    """`decider`: who decides on its use; `until`: the last day on which it takes gifts; `goal` in đồng."""

    kind: str
    name: str
    purpose: str
    decider: str
    place: Place
    since: date
    group: Group | None = None
    until: date | None = None
    goal: int | None = None
    bank_bin: str = ""
    bank_account: str = ""
    account_holder: str = ""


@transaction.atomic
def open_fund(new: NewFund, *, actor: User | None) -> Fund:
    require(actor, "funds.open_fund", new.place)
    fund = Fund(kind=Fund.Kind(new.kind), place=new.place, group=new.group, since=new.since)
    _tell(fund, new)
    fund.save(force_insert=True)
    changes = {"name": [None, fund.name], "kind": [None, fund.kind], "goal": [None, fund.goal]}
    _record("funds.open_fund", fund, changes, actor)
    return fund


@transaction.atomic
def change_fund(fund: Fund, new: NewFund, *, actor: User | None) -> Fund:
    """What is told of it; its kind, its place and its first day stay."""
    require(actor, "funds.change_fund", fund)
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    told = ("name", "purpose", "decider", "until", "goal", "bank_bin", "bank_account", "account_holder")
    before = {name: getattr(fund, name) for name in told}
    _tell(fund, new)
    fund.save(update_fields=told)
    changes = {name: [old, getattr(fund, name)] for name, old in before.items() if old != getattr(fund, name)}
    _record("funds.change_fund", fund, changes, actor)
    return fund


def _tell(fund: Fund, new: NewFund) -> None:
    fund.name, fund.purpose, fund.decider = (
        nfc(" ".join(text.split())) for text in (new.name, new.purpose, new.decider)
    )
    fund.until, fund.goal = new.until, new.goal
    fund.bank_bin, fund.bank_account = new.bank_bin, "".join(new.bank_account.split())
    fund.account_holder = nfc(" ".join(new.account_holder.split()))
    if not (fund.name and fund.purpose and fund.decider):
        raise Refusal(_("Nhập tên, mục đích và nơi quyết định chi của quỹ."), code="words_missing")
    if fund.until is not None and fund.until < fund.since:
        raise Refusal(_("Ngày thôi nhận phải từ ngày lập quỹ trở đi."), code="ends_before_it_begins")
    _refuse_account(fund)
    others = Fund.objects.filter(place=fund.place_id, name=fund.name).exclude(pk=fund.pk)
    if others.exists():
        raise Refusal(_("Nơi này đã có quỹ tên ấy."), remedy=_("Đặt tên khác."), code="name_taken")


def _refuse_account(fund: Fund) -> None:
    if bool(fund.bank_bin) != bool(fund.bank_account):
        raise Refusal(_("Ghi cả ngân hàng và số tài khoản, hoặc để trống cả hai."), code="half_an_account")
    if fund.bank_bin and bank_of(fund.bank_bin) is None:
        raise Refusal(_("Không có ngân hàng mang mã này."), remedy=_("Chọn trong danh sách."), code="unknown_bank")
    if not fund.bank_account.isascii() or (fund.bank_account and not fund.bank_account.isalnum()):
        raise Refusal(_("Số tài khoản chỉ gồm chữ số và chữ cái không dấu."), code="not_an_account")


def _record(deed: str, fund: Fund, changes: Mapping[str, object], actor: User | None) -> None:
    record(deed, actor=actor, subject_kind="fund", subject_id=fund.pk, place=fund.place_id, changes=dict(changes))
