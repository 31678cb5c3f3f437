"""Who may give which role, where a role belongs, and which names look alike. Pure: roles and tiers are words here."""

import unicodedata
from datetime import timedelta

from hieuhoc.lib.vietnamese import fold

TEMPORARY = timedelta(days=7)  # how long a password made by somebody else serves

# Never one above the giver's own: the province gives every role, an office below it the one of its villages.
GIVEN_BY: dict[str, frozenset[str]] = {
    "province": frozenset({"village", "commune", "district", "province", "education", "viewer"}),
    "district": frozenset({"village"}),
    "commune": frozenset({"village"}),
}


def may_give(held: set[str], role: str) -> bool:
    """`held`: the giver's own roles that reach the place."""
    return any(role in GIVEN_BY.get(own, ()) for own in held)


# Where a role is held; one that is not here, anywhere.
HELD_AT = {"village": "village", "commune": "commune", "district": "district", "province": "province"}


def fits(role: str, tier: str) -> bool:
    return HELD_AT.get(role, tier) == tier


# What the eye takes for one another, after small letters without marks. Letters of other alphabets that look like ours.
_ALIKE = str.maketrans(
    dict(zip("0134578", "oleasta", strict=True))
    | dict(zip("іјѕаеорсухвнкмтԁɡɩ", "ijsaeopcyxbhkmtdgl", strict=True))
    | dict(zip("αορνικτυχε", "aopviktuxe", strict=True))
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("i", "l"), ("|", "l"))


def plain(name: str) -> str:
    """The same for all names that look alike: Hòa and Hoà, HOA, h.oa, hоa with a Cyrillic o, hoa1 and hoal."""
    letters = fold(unicodedata.normalize("NFKC", name).casefold()).translate(_ALIKE)
    for pair, single in _PAIRS:
        letters = letters.replace(pair, single)
    return "".join(letter for letter in letters if letter.isalnum())
