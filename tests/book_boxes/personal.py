"""A box is nobody's; who keeps it is named by the record of the person alone."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset({"book_boxes_bookbox"})
