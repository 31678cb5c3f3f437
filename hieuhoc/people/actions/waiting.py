"""People of cut wards find their place: a village with everybody in it, or one by one."""

from collections.abc import Collection

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_bulk
from hieuhoc.indicators.actions import map_changed
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.joins import follow_assignment
from hieuhoc.people.models import WaitingEntry
from hieuhoc.places.actions import assign_village
from hieuhoc.places.models import ChangeOrder, Place, Succession

# Who lived in the ward itself gets the residence the order could not give: from the day the waiting began.
SETTLE = """
WITH settled AS (
    UPDATE people_waitingentry SET assigned_to_id = %(to)s, assigned_at = %(now)s
    WHERE id = ANY(%(ids)s) RETURNING citizen_id, since, ended_on, village_id
), housed AS (
    INSERT INTO people_residence (citizen_id, place_id, since, until)
    SELECT citizen_id, %(to)s, since, ended_on FROM settled
    WHERE village_id IS NULL AND (ended_on IS NULL OR since < ended_on)
    RETURNING citizen_id, until
)
UPDATE people_citizen AS citizen SET home_id = %(to)s FROM housed
WHERE citizen.id = housed.citizen_id
  AND (housed.until IS NULL OR NOT EXISTS (
      SELECT FROM people_residence AS later WHERE later.citizen_id = citizen.id AND later.since >= housed.until))
"""


@transaction.atomic
def assign_waiting_village(village: Place, commune: Place, *, order: ChangeOrder, actor: User | None) -> int:
    """The village lies in this successor from the order's day, and so does everybody who lives or lived in it since.
    Returns the number of people."""
    waiting = WaitingEntry.objects.select_for_update().filter(order=order, village=village, assigned_to__isnull=True)
    source = waiting.values_list("source_id", flat=True).first()
    require(actor, "people.assign_waiting", source if source is not None else village)
    assign_village(village, commune, order=order, actor=actor)
    count = _settle(list(waiting.values_list("pk", flat=True)), commune)
    record_bulk(
        "people.assign_waiting",
        actor=actor,
        subject_kind="place",
        subject_id=village.pk,
        place=commune.pk,
        rows_touched=count,
        changes={"assigned_to": [None, commune.pk], "order": [None, order.pk]},
    )
    map_changed({commune.pk, village.pk} | ({source} if source is not None else set()), order.takes_effect_on)
    return count


@transaction.atomic
def assign_waiting(entries: Collection[WaitingEntry], successor: Place, *, actor: User | None) -> int:
    """People who lived in the cut place itself, chosen one by one: they live in this successor since the order."""
    held = list(
        WaitingEntry.objects.select_for_update(of=["self"])
        .select_related("order")
        .filter(pk__in=[entry.pk for entry in entries])
    )
    for source in {entry.source_id for entry in held}:
        require(actor, "people.assign_waiting", source)
    for order, source in {(entry.order_id, entry.source_id) for entry in held}:
        if not Succession.objects.filter(order=order, predecessor=source, successor=successor).exists():
            raise Refusal(_("Đơn vị được chọn không kế thừa đơn vị cũ của những người này."), code="no_successor")
    if any(entry.assigned_to_id is not None for entry in held):
        raise Refusal(_("Có người đã được phân về đơn vị mới; tải lại danh sách."), code="already_assigned")
    if any(entry.village_id is not None for entry in held):
        raise Refusal(_("Có người thuộc thôn, buôn đang chờ; phân cả thôn, buôn một lần."), code="village_waits")
    count = _settle([entry.pk for entry in held], successor)
    record_bulk(
        "people.assign_waiting",
        actor=actor,
        subject_kind="place",
        subject_id=successor.pk,
        place=successor.pk,
        rows_touched=count,
        changes={"entries": [None, [entry.pk for entry in held]], "assigned_to": [None, successor.pk]},
    )
    for day in {entry.order.takes_effect_on for entry in held}:
        map_changed({successor.pk} | {entry.source_id for entry in held}, day)
    return count


def _settle(ids: list[int], successor: Place) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"to": successor.pk, "now": timezone.now(), "ids": ids})
    follow_assignment(ids, successor.pk)
    return len(ids)
