"""A fund in words: its account as the office and the public read it."""

from django.utils.translation import gettext as _

from hieuhoc.funds.models import Fund
from hieuhoc.funds.reads import FundAccount, PerHead
from hieuhoc.web.ui.formats import day, number, percent

type Fact = tuple[str, str]


def account_facts(fund: Fund, account: FundAccount, per_head: PerHead | None) -> list[Fact]:
    facts = [
        (_("Đã huy động"), _dong(account.raised)),
        (_("Đã dùng"), _dong(account.used)),
        (_("Còn lại"), _left(account)),
    ]
    if fund.goal:
        facts.insert(1, (_("Mục tiêu"), f"{_dong(fund.goal)} ({percent(account.raised, fund.goal)})"))
    if account.moved_in:
        words = _("Nhận từ quỹ khác") if account.moved_in > 0 else _("Chuyển sang quỹ khác")
        facts.append((words, _dong(abs(account.moved_in))))
    if fund.group is None:  # of a clan the population of the commune says nothing
        facts.append((_("Còn lại bình quân đầu người"), _per_head(per_head)))
    return facts


def _per_head(per_head: PerHead | None) -> str:
    if per_head is None:
        return _("chưa tính được: nơi này chưa báo cáo dân số")
    words = {
        "amount": number(per_head.amount),
        "people": number(per_head.people),
        "year": per_head.year,
        "source": per_head.source,
    }
    return _("%(amount)s đồng, tính trên %(people)s người của năm %(year)s (%(source)s)") % words


def told_facts(fund: Fund, place_name: str) -> list[Fact]:
    until = _(" đến hết %(day)s") % {"day": day(fund.until)} if fund.until else ""
    facts = [
        (_("Nơi"), place_name or "–"),
        (_("Ai quyết định chi"), fund.decider),
        (_("Nhận ủng hộ"), _("từ %(day)s") % {"day": day(fund.since)} + until),
    ]
    if fund.group is not None:
        facts.insert(1, (_("Của dòng họ"), fund.group.name))
    return facts


def _left(account: FundAccount) -> str:
    if not account.goods:
        return _dong(account.money)
    words = {"left": number(account.left), "goods": number(account.goods)}
    return _("%(left)s đồng, trong đó hiện vật %(goods)s đồng") % words


def _dong(amount: int) -> str:
    return _("%(amount)s đồng") % {"amount": number(amount)}
