"""The deeds of an inspection, from its plan to what was put right."""

from hieuhoc.inspection.actions.checking import CheckWords, check_title
from hieuhoc.inspection.actions.concluding import add_finding, conclude_inspection, settle_finding
from hieuhoc.inspection.actions.drawing import SampleWish, draw_sample
from hieuhoc.inspection.actions.ordering import (
    NamedReason,
    call_off,
    order_inspection,
    plan_visit,
    repeat_inspection,
    take_up_alert,
)
from hieuhoc.inspection.actions.photos import add_photo, remove_photo
from hieuhoc.inspection.actions.plans import PlannedInspection, close_plan, draft_plan

__all__ = [
    "CheckWords",
    "NamedReason",
    "PlannedInspection",
    "SampleWish",
    "add_finding",
    "add_photo",
    "call_off",
    "check_title",
    "close_plan",
    "conclude_inspection",
    "draft_plan",
    "draw_sample",
    "order_inspection",
    "plan_visit",
    "remove_photo",
    "repeat_inspection",
    "settle_finding",
    "take_up_alert",
]
