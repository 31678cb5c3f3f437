"""Places are nobody's."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset(
    {
        "places_areaclassspell",
        "places_ancestry",
        "places_changeorder",
        "places_changestep",
        "places_movedrow",
        "places_place",
        "places_placespell",
        "places_succession",
    }
)
