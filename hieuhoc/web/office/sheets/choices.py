"""Rows that may be somebody who is there already: the officer says who, and the answer is kept."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen, MatchChoice
from hieuhoc.people.rosters.choices import MatchQuestion, choose_row, question_of
from hieuhoc.sheets.models import Problem
from hieuhoc.sheets.numbering import row_name
from hieuhoc.sheets.reads import ambiguous_rows, batches_within, staged_rows
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.sheets.reached import crumbs, reached
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

NEW = "new"
SAID = ("name", "birth", "birth_year", "sex", "village", "household", "number")


@dataclass(frozen=True)
class AmbiguousRow:
    """One row of the file; `said` what it says, `chosen` = opaque id of the person, "new", or "" while open."""

    problem: Problem
    row: str
    said: dict[str, Any]
    people: list[tuple[str, Citizen]]
    chosen: str


@needs("sheets.import_roster")
def choice_list(request: Request, pk: int) -> HttpResponse:
    batch = reached(request, pk)
    page = key_page(ambiguous_rows(batch), request, order=["row_number", "id"])
    said = staged_rows(batch, [problem.row_number for problem in page.rows], SAID)
    asked = asked_of(
        [(problem, question_of(problem)) for problem in page.rows],
        said,
        scope_of(request.user, "people.read_citizens"),
        batch.counts.get("sheets", []),
    )
    people = {citizen.pk: citizen for row in asked for _token, citizen in row.people}
    record_reading(
        "people.read_citizens",
        actor=request.user,
        subject_kind="batch",
        subject_id=batch.pk,
        place=batch.place_id,
        person_count=len(people),
    )
    context = {
        "batch": batch,
        "page": page,
        "asked": asked,
        "crumbs": crumbs(batch),
        "open": sum(not row.chosen for row in asked),
        "names": titles(citizen.home_id for citizen in people.values()),
    }
    return render(request, "office/sheets/choices.html", context)


@needs("sheets.import_roster")
def choice(request: Request, pk: int) -> HttpResponse:
    """One answer; then the next row."""
    rows = Problem.objects.filter(batch__in=batches_within(request.scope).order_by())
    problem = get_object_or_404(rows.select_related("batch"), pk=pk)
    if request.method == "POST":
        answer = request.POST.get("person", "")
        candidates = Citizen.objects.within(scope_of(request.user, "people.read_citizens"))
        citizen = None if answer == NEW else get_object_or_404(candidates, pk=citizen_id(answer))
        choose_row(problem, citizen, actor=request.user)
    return redirect(f"{reverse('office:choice-list', args=[problem.batch_id])}#row-{problem.row_number}")


def asked_of(
    questions: list[tuple[Problem, MatchQuestion]], said: dict[int, dict[str, Any]], scope: Scope, sheets: list[str]
) -> list[AmbiguousRow]:
    """`sheets`: of the file, for the names of its rows."""
    wanted = {pk for _problem, question in questions for pk in question.candidates}
    people = Citizen.objects.within(scope).in_bulk(wanted)
    kept = MatchChoice.objects.filter(declaration__in=[question.declaration for _problem, question in questions])
    choices = {bytes(choice.declaration): choice for choice in kept}
    return [
        AmbiguousRow(
            problem,
            row_name(problem.row_number, sheets),
            said.get(problem.row_number, {}),
            [(public_id("citizen", pk), people[pk]) for pk in question.candidates if pk in people],
            chosen_of(choices.get(question.declaration)),
        )
        for problem, question in questions
    ]


def chosen_of(kept: MatchChoice | None) -> str:
    if kept is None:
        return ""
    return NEW if kept.is_new_person or kept.citizen_id is None else public_id("citizen", kept.citizen_id)


def citizen_id(token: str) -> int:
    try:
        return read_public_id("citizen", token)
    except Unreadable:
        return 0
