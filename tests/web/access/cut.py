"""The commune as if it had been cut, with people who wait."""

from typing import TYPE_CHECKING

from hieuhoc.people.models import WaitingEntry
from hieuhoc.places.models import ChangeOrder, Place, Succession
from tests.people.makers import LONG_AGO

if TYPE_CHECKING:
    from tests.web.access.world import Side


def wait(side: "Side", cut: ChangeOrder, successors: tuple[Place, Place]) -> None:
    """The commune as if it had been cut: one person of the village and one of the commune itself wait."""
    for successor in successors:
        Succession.objects.create(order=cut, predecessor=side.commune, successor=successor, is_whole=False)
    waits = {"order": cut, "source": side.commune, "since": LONG_AGO}
    WaitingEntry.objects.create(citizen=side.people.twin, village=side.village, **waits)
    side.rows["waiting"] = WaitingEntry.objects.create(citizen=side.people.applicant, **waits).pk
