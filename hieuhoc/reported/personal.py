"""Counts of whole places and the papers they stand in: nobody is named."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset({"reported_reportingperiod", "reported_reportedfigure", "reported_cleareddifference"})
