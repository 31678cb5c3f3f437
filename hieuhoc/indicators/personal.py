"""Figures are counts: nobody's."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset(
    {
        "indicators_figure",
        "indicators_revision",
        "indicators_stalemark",
        "indicators_target",
        "indicators_targetset",
    }
)
