"""The deeds of the room, one file per noun."""

from hieuhoc.learning.actions.activities import (
    ActivityWords,
    add_activity,
    cancel_activity,
    change_activity,
)
from hieuhoc.learning.actions.participations import (
    complete_activity,
    enrol_person,
    leave_activity,
    record_presence,
    use_as_evidence,
)
from hieuhoc.learning.actions.trainings import NewTraining, add_training, record_attendance, withdraw_attendance

__all__ = [
    "ActivityWords",
    "NewTraining",
    "add_activity",
    "add_training",
    "cancel_activity",
    "change_activity",
    "complete_activity",
    "enrol_person",
    "leave_activity",
    "record_attendance",
    "record_presence",
    "use_as_evidence",
    "withdraw_attendance",
]
