"""The criteria are nobody's; a registration speaks of a group, unit or place."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset({"collectives_modelcriteria", "collectives_registration"})
