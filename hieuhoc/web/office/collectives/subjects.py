"""Criteria of learning models as histories name them."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import scope_of
from hieuhoc.collectives.models import ModelCriteria, Registration
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def model_criteria(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("collectives.read_model_criteria"):
        return {}
    rows = ModelCriteria.objects.filter(pk__in=ids)
    return {row.pk: NamedSubject(row.number, record_address("office:model-criteria", row.pk)) for row in rows}


def registrations(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("collectives.read_models"):
        return {}
    scope = scope_of(request.user, "collectives.read_models")
    rows = Registration.objects.within(scope).filter(pk__in=ids).with_bodies()
    words = _("Mô hình đăng ký %(year)d")
    return {row.pk: NamedSubject(words % {"year": row.year}, record_address("office:model", row.pk)) for row in rows}


SUBJECTS = {"model_criteria": model_criteria, "registration": registrations}
