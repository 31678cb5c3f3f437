"""The deeds of places."""

from hieuhoc.places.actions.applying import apply_change_order, preview_order
from hieuhoc.places.actions.area_classes import end_area_class, set_area_class, set_area_classes
from hieuhoc.places.actions.drafting import add_steps, describe_order, draft_order, remove_step
from hieuhoc.places.actions.loading import apply_later_orders, apply_reform_2025, load_old_map
from hieuhoc.places.actions.scheduling import apply_due_orders, schedule_order, unschedule_order
from hieuhoc.places.actions.undoing import undo_change_order
from hieuhoc.places.actions.villages import add_village, add_villages, assign_village, rename_village

__all__ = [
    "add_steps",
    "add_village",
    "add_villages",
    "apply_change_order",
    "apply_due_orders",
    "apply_later_orders",
    "apply_reform_2025",
    "assign_village",
    "describe_order",
    "draft_order",
    "end_area_class",
    "load_old_map",
    "preview_order",
    "remove_step",
    "rename_village",
    "schedule_order",
    "set_area_class",
    "set_area_classes",
    "undo_change_order",
    "unschedule_order",
]
