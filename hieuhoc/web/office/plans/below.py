"""Plans derived from one: who has made theirs, and where less is asked, with the reason."""

from collections import defaultdict

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.places.reads import communes_under
from hieuhoc.plans.budgets import budget_by_plan
from hieuhoc.plans.models import ProgrammePlan
from hieuhoc.plans.plan_on_paper import amount_words
from hieuhoc.plans.reads import LowerTarget, lower_below
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.plans.plans import crumbs, own_plan
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number


@needs("plans.issue_plan")
def plan_below(request: Request, pk: int) -> HttpResponse:
    plan = own_plan(request, pk)
    require(request.user, "plans.issue_plan", plan)
    derived = {row.place_id: row for row in plan.derived.order_by("pk")}
    lower: dict[int, list[LowerTarget]] = defaultdict(list)
    for target in lower_below(plan):
        lower[target.plan.pk].append(target)
    communes = [place for place in communes_under(plan.place_id, timezone.localdate()) if place != plan.place_id]
    places = list(dict.fromkeys([*derived, *communes]))
    names, money = full_titles(places), budget_by_plan(derived.values())
    rows = [
        (
            names.get(place, ""),
            derived.get(place),
            money.get(derived[place].pk) if place in derived else None,
            [_words(target) for target in lower[derived[place].pk]] if place in derived else [],
        )
        for place in places
    ]
    context = {
        "plan": plan,
        "crumbs": crumbs(plan),
        "sentence": _sentence(derived, len(places), sum(map(len, lower.values()))),
        "rows": rows,
    }
    return render(request, "office/plans/below.html", context)


def _sentence(derived: dict[int, ProgrammePlan], count: int, lower: int) -> str:
    issued = sum(row.status != ProgrammePlan.Status.DRAFT for row in derived.values())
    said = {"issued": number(issued), "made": number(len(derived)), "count": number(count), "lower": number(lower)}
    return (
        _("%(made)s/%(count)s nơi đã lập kế hoạch, %(issued)s đã ban hành; %(lower)s chỉ tiêu thấp hơn hoặc chưa nêu.")
        % said
    )


def _words(target: LowerTarget) -> str:
    said = {
        "code": target.indicator,
        "year": target.year,
        "asked": amount_words(target.indicator, target.asked),
        "reason": target.reason or _("chưa nêu lý do"),
    }
    if target.number is None:
        return _("%(code)s năm %(year)s: giao %(asked)s, chưa nêu.") % said
    said["number"] = amount_words(target.indicator, target.number)
    return _("%(code)s năm %(year)s: %(number)s, giao %(asked)s. Lý do: %(reason)s") % said
