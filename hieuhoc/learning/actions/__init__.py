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
from hieuhoc.learning.actions.topics import TopicWords, add_topic, change_topic
from hieuhoc.learning.actions.trainings import NewTraining, add_training, record_attendance, withdraw_attendance
from hieuhoc.learning.actions.wishes import record_wish, withdraw_wish

__all__ = [
    "ActivityWords",
    "NewTraining",
    "TopicWords",
    "add_activity",
    "add_topic",
    "add_training",
    "cancel_activity",
    "change_activity",
    "change_topic",
    "complete_activity",
    "enrol_person",
    "leave_activity",
    "record_attendance",
    "record_presence",
    "record_wish",
    "use_as_evidence",
    "withdraw_attendance",
    "withdraw_wish",
]
