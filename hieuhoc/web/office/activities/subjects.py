"""Activities as histories name them."""

from collections.abc import Collection

from hieuhoc.learning.models import Activity
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def activities(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("learning.read_activities"):
        return {}
    rows = Activity.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(row.title, record_address("office:activity", row.pk)) for row in rows}


SUBJECTS = {"activity": activities}
