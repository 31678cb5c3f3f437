"""Inspection of a year: its plan, the sample drawn, the visits with what was checked and found."""

from hieuhoc.inspection.models.phones import SentEntry, VisitPhoto
from hieuhoc.inspection.models.plans import InspectionPlan, Sample, SampleStratum
from hieuhoc.inspection.models.visits import CheckedTitle, Finding, Inspection, Inspector, NamedRow

__all__ = [
    "CheckedTitle",
    "Finding",
    "Inspection",
    "InspectionPlan",
    "Inspector",
    "NamedRow",
    "Sample",
    "SampleStratum",
    "SentEntry",
    "VisitPhoto",
]
