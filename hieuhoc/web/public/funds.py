"""What funds raised, used and have left, open to everybody: down to single entries, with the names of those alone who agreed."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.funds.models import Fund
from hieuhoc.funds.reads import BookEntry, accounts_of, gift_told, gifts_received, per_head, use_told, uses_paid
from hieuhoc.web.choices import full_titles
from hieuhoc.web.fund_words import account_facts, told_facts
from hieuhoc.web.guards import public
from hieuhoc.web.ui.paging import KeyPage, key_page

ENTRIES = 20  # of each kind on the page of a fund; all of them have pages of their own
NEWEST_GIFTS, NEWEST_USES = ("-received_on", "-id"), ("-paid_on", "-id")


@public
def funds(request: HttpRequest) -> HttpResponse:
    page = key_page(Fund.objects.all(), request, order=["name_key", "id"])
    accounts = accounts_of([fund.pk for fund in page.rows])
    context = {
        "page": page,
        "rows": [(fund, accounts[fund.pk]) for fund in page.rows],
        "names": full_titles(fund.place_id for fund in page.rows),
    }
    return render(request, "public/funds.html", context)


@public
def fund(request: HttpRequest, pk: int) -> HttpResponse:
    fund = _there(pk)
    account, today = accounts_of([fund.pk])[fund.pk], timezone.localdate()
    gifts = gifts_received(fund).order_by(*NEWEST_GIFTS)[: ENTRIES + 1]
    uses = uses_paid(fund).order_by(*NEWEST_USES)[: ENTRIES + 1]
    context = {
        "fund": fund,
        "account_facts": account_facts(fund, account, per_head(fund, account.left, today)),
        "facts": told_facts(fund, full_titles([fund.place_id]).get(fund.place_id, "")),
        "gifts": [gift_told(gift) for gift in gifts],
        "uses": [use_told(use) for use in uses],
        "most": ENTRIES,
    }
    return render(request, "public/fund.html", context)


@public
def fund_gifts(request: HttpRequest, pk: int) -> HttpResponse:
    fund = _there(pk)
    page = key_page(gifts_received(fund), request, order=NEWEST_GIFTS)
    return _book(request, fund, _("Khoản ủng hộ"), page, [gift_told(gift) for gift in page.rows])


@public
def fund_uses(request: HttpRequest, pk: int) -> HttpResponse:
    fund = _there(pk)
    page = key_page(uses_paid(fund), request, order=NEWEST_USES)
    return _book(request, fund, _("Khoản chi"), page, [use_told(use) for use in page.rows])


def _there(pk: int) -> Fund:
    return get_object_or_404(Fund.objects.select_related("group"), pk=pk)


def _book(
    request: HttpRequest, fund: Fund, heading: str, page: KeyPage[Any], entries: Sequence[BookEntry]
) -> HttpResponse:
    crumbs = [(_("Sổ quỹ khuyến học"), reverse("public:funds")), (fund.name, reverse("public:fund", args=[fund.pk]))]
    context = {"heading": heading, "page": page, "entries": entries, "crumbs": crumbs}
    return render(request, "public/fund_book.html", context)
