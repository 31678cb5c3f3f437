"""Who may look at imports. Who may use a sheet is said by the room that knows its rows, in its own `abilities.py`: one
ability per sheet (`Sheet.ability`), asked on the place the sheet is for."""

from hieuhoc.accounts.abilities import OFFICES
from hieuhoc.accounts.roles import Role

ROLES: dict[str, frozenset[Role]] = {
    "sheets.read_batches": OFFICES,
}
