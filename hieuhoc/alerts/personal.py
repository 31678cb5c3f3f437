"""An alert holds numbers and ids; who stands behind them is read where they are kept, and erased there."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset({"alerts_alert"})
