"""How grants move when the map changes: to the one successor, or they end with a place that was cut or dissolved.

Whoever held an office in a cut ward or a dissolved district is given a new one by the province: none is guessed.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import close_rows, journal_made, restore_all, update_rows

if TYPE_CHECKING:
    from hieuhoc.places.models import ChangeOrder, MovedRow

TABLES = {"grant": "accounts_grant"}
LABELS = {"grant": _("quyền của cán bộ")}

# A delegation goes on from the grant its source goes on as; two grants that meet in one successor become one.
REOPEN = """
INSERT INTO accounts_grant (user_id, role, place_id, since, until, given_by_id, delegated_from_id)
SELECT DISTINCT ON (was.user_id, was.role, went.new)
       was.user_id, was.role, went.new, %(day)s, (moved.before ->> 'until')::date, was.given_by_id, continued.id
FROM places_movedrow AS moved
JOIN accounts_grant AS was ON was.id = moved.row_id
JOIN unnest(%(old)s::bigint[], %(new)s::bigint[]) AS went (old, new) ON went.old = was.place_id
LEFT JOIN accounts_grant AS source ON source.id = was.delegated_from_id
LEFT JOIN unnest(%(old)s::bigint[], %(new)s::bigint[]) AS source_went (old, new) ON source_went.old = source.place_id
LEFT JOIN accounts_grant AS continued ON continued.user_id = source.user_id AND continued.role = source.role
     AND continued.place_id = source_went.new AND continued.since = %(day)s
WHERE moved.order_id = %(order)s AND moved.room = 'accounts' AND moved.noun = 'grant' AND moved.after ? 'until'
  AND (was.delegated_from_id IS NOT NULL) = %(delegated)s
  AND (was.delegated_from_id IS NULL OR continued.id IS NOT NULL)
ORDER BY was.user_id, was.role, went.new, moved.before ->> 'until' DESC NULLS FIRST
ON CONFLICT (user_id, role, place_id, since) DO NOTHING
RETURNING id
"""

# What the order had ended was not there to be ended when somebody left, nor when an account that lent it or was lent it
# closed (accounts.actions.standing).
END_OF_LEAVERS = """
UPDATE accounts_grant AS held SET until = gone.day
FROM places_movedrow AS moved
JOIN accounts_grant AS was ON was.id = moved.row_id
LEFT JOIN accounts_grant AS source ON source.id = was.delegated_from_id
CROSS JOIN LATERAL (
    SELECT min((entry.at AT TIME ZONE %(zone)s)::date) AS day FROM audit_entry AS entry
    WHERE entry.subject_kind = 'user' AND entry.at >= %(applied)s
      AND (entry.deed = 'accounts.end_service' AND entry.subject_id IN (was.user_id, source.user_id)
           OR entry.deed = 'accounts.disable_user' AND source.id IS NOT NULL AND entry.subject_id IN (was.user_id, source.user_id))
) AS gone
WHERE moved.order_id = %(order)s AND moved.room = 'accounts' AND moved.noun = 'grant' AND moved.after ? 'until'
  AND held.id = was.id AND held.since < gone.day AND (held.until IS NULL OR held.until > gone.day)
"""


def move(order: "ChangeOrder", moves: Moves) -> "Iterable[MovedRow]":
    day = order.takes_effect_on
    values = {"ended": list(moves.ended), "day": day}
    # A grant that has not begun by that day only changes its place; one that has ends and goes on.
    update_rows(
        order, "accounts", "grant", column="place_id", mapping=moves.whole, where=f"row.since >= '{day.isoformat()}'"
    )
    close_rows(order, "accounts", "grant", where="row.place_id = ANY(%(ended)s) AND row.since < %(day)s", values=values)
    for is_delegated in (False, True):
        _reopen(order, moves, is_delegated)
    return []


def move_back(order: "ChangeOrder", moved: "QuerySet[MovedRow]") -> None:
    """Whoever left since the order does not hold again what it had ended."""
    restore_all(order, "accounts", moved)
    with connection.cursor() as cursor:
        values = {"order": order.pk, "applied": order.applied_at, "zone": timezone.get_current_timezone_name()}
        cursor.execute(END_OF_LEAVERS, values)


def _reopen(order: "ChangeOrder", moves: Moves, is_delegated: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            REOPEN,
            {
                "old": list(moves.whole),
                "new": list(moves.whole.values()),
                "day": order.takes_effect_on,
                "order": order.pk,
                "delegated": is_delegated,
            },
        )
        reopened = [pk for (pk,) in cursor.fetchall()]
    journal_made(order, "accounts", "grant", reopened)
