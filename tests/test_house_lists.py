"""A list is paged by key and has a query budget: a new one without either does not pass."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, include, path

from hieuhoc.config.environment import ROOT
from tests import house
from tests.house_lists import lists, paged_lists
from tests.web.budgets.pinned import BUDGETS

# Lists whose budget is pinned beside their other tests, and where.
PINNED_ELSEWHERE = {
    "office:citizen-list": "tests/web/office/test_people.py",
    "office:dossier-list": "tests/web/office/test_assessment.py",
    "office:step-list": "tests/web/office/test_chains.py",
    "office:model-step-list": "tests/collectives/test_model_chains.py",
    "office:model-objection-list": "tests/collectives/test_model_objections.py",
}
# Tables that are no lists: as long as what they show is defined to be.
NO_LISTS = {
    "office:fund-letters-paper": "the letters of one page of their list, as one PDF",
    "office:adoption": "the years of two places",
    "office:campaign": "the counts of one campaign, by channel",
    "citizen:own-data": "the first fifty rows of each kind of what is kept of oneself; the file has all",
    "office:citizen": "one person's record",
    "office:citizen-numbers": "one person's numbers",
    "office:decision-new": "what is checked before a decision is issued",
    "office:title-revoke": "what taking one title back would change",
    "office:model-step-agree": "what was ticked on one page of the list of steps",
    "office:objection-answer": "the points of the ten criteria",
    "office:model-objection-answer": "the same page, without points",
    "office:step-agree": "what was ticked on one page of the list of steps",
    "office:activity-effect": "two rows: who came and who did not",
    "office:criteria-compare": "the criteria of two versions",
    "office:criteria": "the ten criteria of a version",
    "office:dossier": "the points of the ten criteria",
    "office:dossier-confirm": "what was ticked on one page of the list of dossiers",
    "office:dossier-review": "the points of the ten criteria",
    "office:dossier-scores": "the points of the ten criteria",
    "office:dossier-send": "what was ticked on one page of the list of dossiers, or as many of it, the others counted",
    "office:model-criteria": "the requirements of one version",
    "office:reported-period": "one figure of each kind, and the kinds that have none",
    "office:order-preview": "carries the order out, line by line, and takes it back",
}
# Short by their nature, so shown whole; their budget is pinned all the same.
SHOWN_WHOLE = {
    "office:batch": "a page of the file's rows by their number (tests/web/office/test_previews.py), and the causes, counted",
    "office:export-list": "the latest twenty lists of one account, and a day of them at most",
    "office:export-progress": "the same, asked for again",
    "office:figure-revision": "the first hundred differences of a revision, the others counted",
    "office:figures-paper": "the communes of one place, whole on paper as they are ranked",
    "office:model-criteria-try": "the first fifty models that change, the others counted",
    "office:period-change": "the latest twenty periods of one kind: one is set now and then",
    "office:personal-data": "the kinds of personal data the rooms keep",
    "office:plan-below": "the communes of one place",
    "office:reminder-list": "the rules of reminders: a handful",
    "office:task-calendar": "the days of one month, four tasks of each, the others counted",
    "office:task-late": "the first twelve late tasks and six places, on one sheet, the others counted",
    "office:yearly-review": "the communes of one province, whole as they are printed",
    "office:inspection-report-page": "the visits and findings of one plan, whole as they are printed",
    "office:place-list": "the first 50 places found, or where one's own scope begins",
    "office:proposal-new": "work to do, summed by commune and unit",
    "office:sheet-list": "the kinds of sheets and the ten latest imports",
    "office:sign-in-rules": "the latest twenty rules: one is set now and then",
    "office:study": "the criteria of a version, measured",
    "office:template-list": "the kinds of papers the rooms contribute",
    "office:trial": "sums by year, group, area class, criterion, and the ten places that change most",
    "office:user": "the roles of one account",
    "public:fund": "the latest twenty gifts and uses of a fund",
    "office:wish-table": "the topics; the communes of one's scope, summed together, a page at a time",
    "office:waiting-list": "work to do, summed by village; it ends",
}


def found() -> set[str]:
    return lists(house.modules(), get_resolver().url_patterns)


def test_every_list_has_a_query_budget() -> None:
    assert sorted(found() - set(BUDGETS) - set(PINNED_ELSEWHERE) - set(NO_LISTS)) == []


def test_every_list_is_paged_by_key() -> None:
    paged = paged_lists(house.modules(), get_resolver().url_patterns)
    assert len(paged) > 30
    assert sorted(found() - paged - set(NO_LISTS) - set(SHOWN_WHOLE)) == []


def test_what_is_listed_here_is_a_list_still() -> None:
    assert sorted({*PINNED_ELSEWHERE, *NO_LISTS, *SHOWN_WHOLE} - found()) == []
    for name, file in PINNED_ELSEWHERE.items():
        text = (ROOT / file).read_text(encoding="utf-8")
        assert name in text, file
        assert "asked_anew" in text, file


def test_a_list_without_a_budget_is_noticed() -> None:
    written = """
from hieuhoc.web.ui.paging import key_page
def paged(request): return key_page(rows, request, order=["id"])
def whole(request): return _shown(request)
def _shown(request): return render(request, "office/orders/list.html", {})
def form(request): return render(request, "office/work/form.html", {})
"""
    known = {**house.modules(), PLANTED: house.read_module(PLANTED, written)}
    pages = [path(f"{name}/", planted(name), name=name) for name in ("paged", "whole", "form")]
    patterns = [path("office/", include((pages, "office")))]
    assert lists(known, patterns) == {"office:paged", "office:whole"}
    assert paged_lists(known, patterns) == {"office:paged"}


PLANTED = "hieuhoc.web.office.planted"


def planted(name: str) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    view.__module__, view.__name__ = PLANTED, name
    return view
