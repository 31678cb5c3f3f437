"""The deeds of the room, one file per noun."""

from hieuhoc.learning.actions.activities import (
    ActivityWords,
    add_activity,
    cancel_activity,
    change_activity,
)
from hieuhoc.learning.actions.checkins import (
    ScanOutcome,
    SentScan,
    check_in,
    judge_training,
    mark_presences,
    record_scans,
    show_code,
)
from hieuhoc.learning.actions.course_parts import add_material, give_certificate, give_feedback, remove_material
from hieuhoc.learning.actions.courses import (
    CoursePlan,
    LessonPlan,
    add_lesson,
    change_lesson,
    plan_training,
    remove_lesson,
)
from hieuhoc.learning.actions.own_learning import (
    OwnFile,
    OwnWords,
    add_own_learning,
    confirm_own_learning,
    correct_own_learning,
    refuse_file_size,
    withdraw_own_learning,
)
from hieuhoc.learning.actions.participations import (
    complete_activity,
    enrol_person,
    leave_activity,
    record_presence,
    use_as_evidence,
)
from hieuhoc.learning.actions.quizzes import set_quiz, take_quiz
from hieuhoc.learning.actions.record_links import NewRecordLink, make_record_link, withdraw_record_link
from hieuhoc.learning.actions.topics import TopicWords, add_topic, change_topic
from hieuhoc.learning.actions.trainees import invite_people, leave_training, register_person
from hieuhoc.learning.actions.trainings import NewTraining, add_training, record_attendance, withdraw_attendance
from hieuhoc.learning.actions.wishes import record_wish, withdraw_wish

__all__ = [
    "ActivityWords",
    "CoursePlan",
    "LessonPlan",
    "NewRecordLink",
    "NewTraining",
    "OwnFile",
    "OwnWords",
    "ScanOutcome",
    "SentScan",
    "TopicWords",
    "add_activity",
    "add_lesson",
    "add_material",
    "add_own_learning",
    "add_topic",
    "add_training",
    "cancel_activity",
    "change_activity",
    "change_lesson",
    "change_topic",
    "check_in",
    "complete_activity",
    "confirm_own_learning",
    "correct_own_learning",
    "enrol_person",
    "give_certificate",
    "give_feedback",
    "invite_people",
    "judge_training",
    "leave_activity",
    "leave_training",
    "make_record_link",
    "mark_presences",
    "plan_training",
    "record_attendance",
    "record_presence",
    "record_scans",
    "record_wish",
    "refuse_file_size",
    "register_person",
    "remove_lesson",
    "remove_material",
    "set_quiz",
    "show_code",
    "take_quiz",
    "use_as_evidence",
    "withdraw_attendance",
    "withdraw_own_learning",
    "withdraw_record_link",
    "withdraw_wish",
]
