"""Who may give which role. Pure: roles are words here, as in `accounts.roles`."""

# Never one above the giver's own: the province gives every role, an office below it the one of its villages.
GIVEN_BY: dict[str, frozenset[str]] = {
    "province": frozenset({"village", "commune", "district", "province", "education", "viewer"}),
    "district": frozenset({"village"}),
    "commune": frozenset({"village"}),
}


def may_give(held: set[str], role: str) -> bool:
    """`held`: the giver's own roles that reach the place."""
    return any(role in GIVEN_BY.get(own, ()) for own in held)
