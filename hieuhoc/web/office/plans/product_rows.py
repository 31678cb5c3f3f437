"""Where the rows behind a counted task open: said by the areas that show them (`product_links.py`)."""

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from django.urls import resolve

from hieuhoc.accounts.models import User
from hieuhoc.lib.products import ProductWanted
from hieuhoc.lib.rooms import contributions
from hieuhoc.plans.models import PlanTask
from hieuhoc.web.areas import Area
from hieuhoc.web.guards import may_enter

type RowsAddress = Callable[[int, ProductWanted], str]


def rows_address(task: PlanTask, user: User) -> str:
    """ "" where no area shows them, or not to this account."""
    link = _links().get(task.product_code)
    address = link(task.place_id, task.wanted) if link else ""
    guard = getattr(resolve(urlsplit(address).path).func, "guard", "") if address else ""
    return address if guard and may_enter(user, guard) else ""


@cache
def _links() -> dict[str, RowsAddress]:
    return {code: link for _area, module in contributions("product_links", Area) for code, link in module.LINKS.items()}
