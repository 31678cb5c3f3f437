"""Criteria of learning models as histories name them."""

from collections.abc import Collection

from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def model_criteria(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("collectives.read_model_criteria"):
        return {}
    rows = ModelCriteria.objects.filter(pk__in=ids)
    return {row.pk: NamedSubject(row.number, record_address("office:model-criteria", row.pk)) for row in rows}


SUBJECTS = {"model_criteria": model_criteria}
