"""The criteria are nobody's."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset({"collectives_modelcriteria"})
