"""Funds, gifts and uses as histories name them."""

from collections.abc import Collection

from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def funds(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    rows = Fund.objects.within(request.scope).filter(pk__in=ids) if may_read(request) else ()
    return {row.pk: NamedSubject(row.name, record_address("office:fund", row.pk)) for row in rows}


def gifts(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    rows = Gift.objects.within(request.scope).filter(pk__in=ids) if may_read(request) else ()
    return {row.pk: NamedSubject(row.code, record_address("office:gift", row.pk)) for row in rows}


def uses(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    rows = Use.objects.within(request.scope).filter(pk__in=ids) if may_read(request) else ()
    return {row.pk: NamedSubject(row.get_kind_display(), record_address("office:use", row.pk)) for row in rows}


def may_read(request: Request) -> bool:
    return request.user.has_perm("funds.read_funds")


SUBJECTS = {"fund": funds, "gift": gifts, "use": uses}
