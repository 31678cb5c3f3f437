"""Plans, tasks and guidance as histories name them."""

from collections.abc import Collection

from hieuhoc.plans.models import Circular, PlanTask, ProgrammePlan
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def plans(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("plans.read_plans"):
        return {}
    rows = ProgrammePlan.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(row.title, record_address("office:plan", row.pk)) for row in rows}


def tasks(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("plans.read_plans"):
        return {}
    rows = PlanTask.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(str(row), record_address("office:task", row.pk)) for row in rows}


def circulars(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("plans.read_circulars"):
        return {}
    rows = Circular.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(str(row), record_address("office:circular", row.pk)) for row in rows}


SUBJECTS = {"plan": plans, "plan_task": tasks, "circular": circulars}
