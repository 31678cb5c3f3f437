"""What funds raised, used and have left, open to everybody: down to single entries, with the names of those alone who agreed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hieuhoc.funds.models import Fund
from hieuhoc.funds.reads import accounts_of, gifts_told, per_head, uses_told
from hieuhoc.web.choices import full_titles
from hieuhoc.web.fund_words import account_facts, told_facts
from hieuhoc.web.guards import public
from hieuhoc.web.ui.paging import key_page

ENTRIES = 100  # of each kind on the page of a fund


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
    fund = get_object_or_404(Fund.objects.select_related("group"), pk=pk)
    account, today = accounts_of([fund.pk])[fund.pk], timezone.localdate()
    context = {
        "fund": fund,
        "account_facts": account_facts(fund, account, per_head(fund, account.left, today)),
        "facts": told_facts(fund, full_titles([fund.place_id]).get(fund.place_id, "")),
        "gifts": gifts_told(fund, ENTRIES),
        "uses": uses_told(fund, ENTRIES),
        "most": ENTRIES,
    }
    return render(request, "public/fund.html", context)
