"""A chain is nobody's, and a passage speaks of a subject by its id alone."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset({"chains_chain", "chains_passage"})
