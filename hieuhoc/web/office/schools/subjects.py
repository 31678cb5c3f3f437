"""Classes as histories name them."""

from collections.abc import Collection

from hieuhoc.schools.models import SchoolClass
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def school_classes(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("schools.read_learners"):
        return {}
    rows = SchoolClass.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(str(row), record_address("office:school-class", row.pk)) for row in rows}


SUBJECTS = {"school_class": school_classes}
