"""Review chains as histories name them."""

from collections.abc import Collection

from hieuhoc.accounts.reads import scope_of
from hieuhoc.chains.models import Chain
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def chains(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("chains.read_chains"):
        return {}
    rows = Chain.objects.within(scope_of(request.user, "chains.read_chains")).filter(pk__in=ids)
    return {row.pk: NamedSubject(row.title, record_address("office:chain", row.pk)) for row in rows}


SUBJECTS = {"chain": chains}
