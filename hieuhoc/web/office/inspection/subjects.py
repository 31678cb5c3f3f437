"""Inspections as histories name them."""

from collections.abc import Collection

from hieuhoc.accounts.reads import scope_of
from hieuhoc.inspection.models import Finding, Inspection, InspectionPlan
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import full_titles
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def plans(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("inspection.read_plans"):
        return {}
    rows = InspectionPlan.objects.within(scope_of(request.user, "inspection.read_plans")).filter(pk__in=ids)
    return {row.pk: NamedSubject(row.title, record_address("office:inspection-plan", row.pk)) for row in rows}


def visits(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("inspection.read_inspections"):
        return {}
    scope = scope_of(request.user, "inspection.read_inspections")
    rows = list(Inspection.objects.readable(scope, request.user).filter(pk__in=ids))
    names = full_titles(row.place_id for row in rows)
    return {
        row.pk: NamedSubject(names.get(row.place_id, ""), record_address("office:inspection", row.pk)) for row in rows
    }


def findings(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("inspection.read_inspections"):
        return {}
    scope = scope_of(request.user, "inspection.read_inspections")
    rows = Finding.objects.within(scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(str(row), record_address("office:inspection", row.inspection_id)) for row in rows}


SUBJECTS = {"inspection_plan": plans, "inspection": visits, "finding": findings}
