"""The plan as an official paper, and what it was issued as before."""

from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from hieuhoc.documents.writing import written_paper
from hieuhoc.plans.models import PlanEdition, ProgrammePlan
from hieuhoc.plans.plan_on_paper import plan_paper
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import content_type_of
from hieuhoc.web.office.plans.plans import crumbs, readable_plan
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day


@needs("plans.read_plans")
def plan_paper_file(request: Request, pk: int, form: str) -> HttpResponse:
    """Written when somebody asks for it."""
    paper = plan_paper(readable_plan(request, pk))
    answer = HttpResponse(written_paper(paper, form), content_type=content_type_of(f".{form}"))
    answer["Content-Disposition"] = f'attachment; filename="ke-hoach.{form}"'
    return answer


@needs("plans.read_plans")
def plan_edition(request: Request, pk: int) -> HttpResponse:
    """What stood in it, and what it changed in the one before."""
    rows = PlanEdition.objects.filter(plan__in=ProgrammePlan.objects.readable(request.scope)).select_related("plan")
    edition = get_object_or_404(rows, pk=pk)
    earlier = edition.plan.editions.filter(edition__lte=edition.edition).order_by("edition")
    pairs = list(pairwise(earlier))
    context = {
        "edition": edition,
        "crumbs": crumbs(edition.plan),
        "title": _("%(number)s, ngày %(day)s") % {"number": edition.number, "day": day(edition.signed_on)},
        "targets": edition.content["targets"].items(),
        "tasks": edition.content["tasks"].items(),
        "changes": _changes(*pairs[-1]) if pairs else [],
        "is_first": not pairs,
    }
    return render(request, "office/plans/edition.html", context)


def _changes(before: PlanEdition, after: PlanEdition) -> list[tuple[str, str, str]]:
    """(what, as it was, as it is) of targets and tasks that differ; "" where there was or is none."""
    changes: list[tuple[str, str, str]] = []
    for kind, word in (("targets", _("Chỉ tiêu")), ("tasks", _("Nhiệm vụ"))):
        old, new = before.content[kind], after.content[kind]
        keys = list(dict.fromkeys([*old, *new]))
        changes += [
            (f"{word} {key}", old.get(key, ""), new.get(key, "")) for key in keys if old.get(key) != new.get(key)
        ]
    return changes
