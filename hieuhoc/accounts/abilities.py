"""Which roles carry which abilities, and the registry of what the other rooms add (discovered like admin.py)."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from hieuhoc.accounts.roles import Role

if TYPE_CHECKING:
    from hieuhoc.accounts.models import User

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
PROVINCE_ONLY = frozenset({Role.PROVINCE})
EVERYBODY = frozenset(Role)

ROLES: dict[str, frozenset[Role]] = {
    "places.add_village": OFFICES | {Role.VILLAGE},
    "places.rename_village": OFFICES,
    "places.draft_order": PROVINCE_ONLY,
    "places.apply_change_order": PROVINCE_ONLY,
    "places.undo_change_order": PROVINCE_ONLY,
    "places.set_area_class": PROVINCE_ONLY,
    "places.read_places": EVERYBODY,
    "accounts.add_user": OFFICES,
    "accounts.move_user": OFFICES,
    "accounts.grant_role": OFFICES,  # which role and whose account: accounts.rules.GIVEN_BY, accounts.authority
    "accounts.disable_user": OFFICES,
    "accounts.enable_user": OFFICES,
    "accounts.end_service": OFFICES,
    "accounts.reset_password": OFFICES,
    "accounts.reset_second_factor": OFFICES,
    "accounts.read_security_events": OFFICES,
    "accounts.set_sign_in_rule": PROVINCE_ONLY,
    "accounts.delegate_role": OFFICES,
    "accounts.read_history": OFFICES,
    "audit.read_history": OFFICES,
}

# Powers that make other powers, which last: a role handed on for a time does not carry them, or what was made with it
# would outlive it. A room names its own the same way.
LASTING = frozenset(
    {
        "accounts.add_user",
        "accounts.move_user",
        "accounts.grant_role",
        "accounts.disable_user",
        "accounts.enable_user",
        "accounts.end_service",
        "accounts.reset_password",
        "accounts.reset_second_factor",
        "accounts.set_sign_in_rule",
        "accounts.delegate_role",
    }
)

type MemberPower = Callable[["User", Any], bool]
type MemberScope = Callable[["User"], Iterable[tuple[str, int]]]  # ("unit" | "group", id)
type AccountPlaces = Callable[["User"], Iterable[int]]  # of the person behind an account, and whom they speak for


class AbilityRegistry:
    def __init__(self) -> None:
        self.roles: dict[str, frozenset[Role]] = {}
        self.lasting: set[str] = set()
        self.member_powers: dict[str, MemberPower] = {}
        self.member_scopes: dict[str, MemberScope] = {}
        self.account_places: list[AccountPlaces] = []

    def add_room(self, _room: str, module: Any) -> None:
        self.roles.update(getattr(module, "ROLES", {}))
        self.lasting.update(getattr(module, "LASTING", ()))
        self.member_powers.update(getattr(module, "MEMBER_POWERS", {}))
        self.member_scopes.update(getattr(module, "MEMBER_SCOPES", {}))
        self.account_places += getattr(module, "ACCOUNT_PLACES", ())

    def roles_of(self, ability: str) -> frozenset[Role]:
        """Raises KeyError for an ability no room declares: a misspelt guard must not pass as 'nobody'."""
        return self.roles[ability]


registry = AbilityRegistry()
