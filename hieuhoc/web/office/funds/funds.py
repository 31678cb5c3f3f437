"""Funds and campaigns of giving: the list, one with its account, what is told of it, its books."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import require
from hieuhoc.funds.actions import (
    NewFund,
    change_fund,
    close_books,
    move_fund,
    open_fund,
    receive_gifts,
    transfer_money,
)
from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.funds.moving import destinations
from hieuhoc.funds.reads import accounts_of, per_head
from hieuhoc.funds.rules.vietqr import bank_of
from hieuhoc.funds.thanking import to_tell, to_write_to
from hieuhoc.lib.vietnamese import title_sort_key
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place
from hieuhoc.web.choices import titles
from hieuhoc.web.fund_words import Fact, account_facts, told_facts
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask
from hieuhoc.web.office.funds.forms import FundChangeForm, FundForm, FundMoveForm, MoneyTransferForm
from hieuhoc.web.office.homes import places_for
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Quỹ khuyến học")
MOST_GROUPS = 500
TOLD = ("name", "purpose", "decider", "until", "goal", "bank_bin", "bank_account", "account_holder")


@needs("funds.read_funds")
def fund_list(request: Request) -> HttpResponse:
    kind, place = filter_of(request, "kind", _("Loại"), list(Fund.Kind.choices)), place_filter(request)
    rows = Fund.objects.within(request.scope)
    if kind.chosen:
        rows = rows.filter(kind=kind.chosen)
    if (chosen := place_ids(request, place)) is not None:
        rows = rows.filter(place__in=chosen)
    page = key_page(rows, request, order=["name_key", "id"])
    address, accounts = reverse("office:fund-list"), accounts_of([fund.pk for fund in page.rows])
    context = {
        "page": page,
        "rows": [(fund, accounts.get(fund.pk)) for fund in page.rows],
        "names": titles(fund.place_id for fund in page.rows),
        "filters": [kind, place],
        "chips": chips_of([kind, place], address),
        "may_open": request.user.has_perm("funds.open_fund"),
    }
    return render(request, "office/funds/funds.html", context)


@needs("funds.read_funds")
def fund(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    account, today = accounts_of([fund.pk])[fund.pk], timezone.localdate()
    waiting = Gift.objects.filter(fund=fund, status=Gift.Status.PLEDGED).count()
    context = {
        "fund": fund,
        "account_facts": account_facts(fund, account, per_head(fund, account.left, today)),
        "facts": [*told_facts(fund, titles([fund.place_id]).get(fund.place_id, "")), *_office_facts(fund)],
        "waiting": waiting,
        "unthanked": to_tell(fund.pk).count() + to_write_to(fund.pk).count(),
        "asked": Use.objects.filter(fund=fund, status=Use.Status.ASKED).count(),
        "events": story("fund", fund.pk),
        "may_change": request.user.has_perm("funds.change_fund", fund),
        "may_move": bool(destinations(fund)) and request.user.has_perm("funds.move_fund", fund),
        "public_url": reverse("public:fund", args=[fund.pk]),
    }
    return render(request, "office/funds/fund.html", context)


@needs("funds.open_fund")
def fund_new(request: Request) -> HttpResponse:
    back = reverse("office:fund-list")
    groups = Group.objects.within(request.scope).open().filter(kind=Group.Kind.CLAN).order_by("name_key", "pk")
    offered = list(groups.values_list("pk", "name")[:MOST_GROUPS])
    form = FundForm(request.POST or None, places=places_for(request.scope), groups=offered)

    def deed(given: dict[str, Any]) -> str:
        place, group = Place.objects.get(pk=given.pop("place")), given.pop("group")
        fund = open_fund(
            NewFund(**_plain(given), place=place, group=Group.objects.get(pk=group) if group else None),
            actor=request.user,
        )
        came_of_it(request, _("Đã lập %(name)s; ghi tiếp ai ủng hộ.") % {"name": fund.name})
        return address_of(fund)

    lead = _("Quỹ hoặc đợt vận động có sổ riêng, ai cũng xem được thu, chi và còn lại.")
    return ask(request, form, FormPage(_("Lập quỹ"), _("Lập quỹ"), lead, back, [(str(TITLE), back)]), deed)


@needs("funds.change_fund")
def fund_change(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.change_fund", fund)

    def known() -> dict[str, object]:
        return dict(Fund.objects.values(*TOLD).get(pk=fund.pk))

    def deed(given: dict[str, Any]) -> str:
        kept = {"kind": fund.kind, "place": fund.place, "since": fund.since, "group": fund.group}
        change_fund(fund, NewFund(**_plain(given), **kept), actor=request.user)  # type: ignore[arg-type]
        came_of_it(request, _("Đã sửa thông tin của quỹ."))
        return address_of(fund)

    page = _page(fund, _("Sửa thông tin quỹ"), _("Lưu"))
    return ask(request, FundChangeForm(request.POST or None, initial=known()), page, deed, known=known)


@needs("funds.close_books")
def fund_close(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.close_books", fund)
    lead = _("Sau khi khoá, không ai ghi thêm, sửa hay bỏ gì đến hết ngày ấy, và không mở lại được.")

    def deed(given: dict[str, Any]) -> str:
        close_books(fund, through=given["on"], actor=request.user)
        came_of_it(request, _("Đã khoá sổ đến hết ngày %(day)s.") % {"day": f"{given['on']:%d/%m/%Y}"})
        return address_of(fund)

    form = OnForm(request.POST or None, label=_("Khoá sổ đến hết ngày"))
    return ask(request, form, _page(fund, _("Khoá sổ"), _("Khoá sổ"), lead), deed)


@needs("funds.transfer_money")
def fund_transfer(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.transfer_money", fund)
    others = Fund.objects.within(request.scope).exclude(pk=fund.pk).order_by("name_key", "pk")
    form = MoneyTransferForm(request.POST or None, targets=list(others.values_list("pk", "name")[:MOST_GROUPS]))

    def deed(given: dict[str, Any]) -> str:
        target = Fund.objects.within(request.scope).get(pk=given["target"])
        words = {"amount": int(given["amount"]), "on": given["on"], "reason": given["reason"]}
        transfer_money(fund, target, **words, actor=request.user)
        came_of_it(
            request,
            _("Đã chuyển %(amount)s đồng sang quỹ %(name)s.")
            % {"amount": number(words["amount"]), "name": target.name},
        )
        return address_of(fund)

    lead = _("Ví dụ khi hai xã nhập làm một: mỗi quỹ giữ lịch sử của mình, tiền dồn về một quỹ.")
    return ask(request, form, _page(fund, _("Chuyển tiền sang quỹ khác"), _("Chuyển"), lead), deed)


@needs("funds.move_fund")
def fund_move(request: Request, pk: int) -> HttpResponse:
    """Where the fund of a place that is no more goes on."""
    fund = fund_there(request, pk)
    require(request.user, "funds.move_fund", fund)
    options = sorted(titles(destinations(fund)).items(), key=lambda option: title_sort_key(option[1]))

    def deed(given: dict[str, Any]) -> str:
        successor = get_object_or_404(Place, pk=given["successor"])
        moved = move_fund(fund, successor, actor=request.user)
        words = {"name": moved.name, "place": titles([successor.pk])[successor.pk]}
        came_of_it(request, _("%(name)s nay thuộc %(place)s; sổ cũ giữ nguyên.") % words)
        return address_of(moved)

    lead = _("Nơi lập quỹ không còn. Chọn nơi tiếp nhận: số dư và các khoản đang chờ đi theo, sổ cũ vẫn ghi ở nơi cũ.")
    page = _page(fund, _("Chuyển quỹ về nơi mới"), _("Chuyển về nơi này"), lead)
    return ask(request, FundMoveForm(request.POST or None, successors=options), page, deed)


@needs("funds.receive_gifts")
def fund_receive(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.receive_gifts", fund)

    def deed(given: dict[str, Any]) -> str:
        count = receive_gifts(fund, on=given["on"], actor=request.user)
        came_of_it(request, _("Đã ghi nhận %(count)s khoản ủng hộ.") % {"count": number(count)})
        return address_of(fund)

    lead = _("Mọi khoản đã hứa đến ngày ấy được ghi vào sổ; người có địa chỉ nhận được lời cảm ơn.")
    page = _page(fund, _("Nhận mọi khoản đang chờ"), _("Ghi nhận"), lead)
    form = OnForm(request.POST or None, label=_("Ngày nhận"))
    return ask(request, form, page, deed)


def _office_facts(fund: Fund) -> list[Fact]:
    bank = bank_of(fund.bank_bin)
    account = f"{bank.short} {fund.bank_account} {fund.account_holder}".strip() if bank else "–"
    closed = f"{fund.closed_through:%d/%m/%Y}" if fund.closed_through else "–"
    return [(_("Tài khoản"), account), (_("Sổ đã khoá đến hết ngày"), closed)]


def fund_there(request: Request, pk: int) -> Fund:
    return get_object_or_404(Fund.objects.within(request.scope).select_related("place", "group"), pk=pk)


def address_of(fund: Fund) -> str:
    return reverse("office:fund", args=[fund.pk])


def crumbs_of(fund: Fund) -> list[tuple[str, str]]:
    return [(str(TITLE), reverse("office:fund-list")), (fund.name, address_of(fund))]


def _page(fund: Fund, title: str, submit: str, lead: str = "") -> FormPage:
    return FormPage(title, submit, lead, address_of(fund), crumbs_of(fund))


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    goal = given.get("goal")
    return given | {"goal": None if goal is None else int(goal)}
