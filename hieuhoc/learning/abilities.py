"""Who may enter trainings of the association, and tell of activities: offices by place, staff officers for their unit,
trainers at their lessons. Everybody enrols themselves."""

from collections.abc import Callable, Iterable
from typing import Any

from hieuhoc.accounts.models import Role, User
from hieuhoc.learning.models import Lesson
from hieuhoc.people.staff_officers import is_of_staffed_unit, unit_scope

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
WITH_VILLAGES = OFFICES | {Role.VILLAGE}

ROLES: dict[str, frozenset[Role]] = {
    "learning.add_training": OFFICES,
    "learning.record_attendance": OFFICES,
    "learning.withdraw_attendance": OFFICES,
    "learning.read_trainings": OFFICES | {Role.EDUCATION},
    "learning.plan_training": OFFICES,
    "learning.add_lesson": OFFICES,
    "learning.change_lesson": OFFICES,
    "learning.remove_lesson": OFFICES,
    "learning.invite_people": OFFICES,
    "learning.register_person": OFFICES,
    "learning.leave_training": OFFICES,
    "learning.mark_presences": OFFICES,
    "learning.judge_training": OFFICES,
    "learning.set_quiz": OFFICES,
    "learning.add_material": OFFICES,
    "learning.remove_material": OFFICES,
    "learning.give_certificate": OFFICES,
    "learning.take_quiz": frozenset(),  # the person alone
    "learning.give_feedback": frozenset(),  # the person alone
    "learning.show_code": frozenset(),  # the trainer alone
    "learning.record_scans": frozenset(),  # the trainer alone
    "learning.check_in": frozenset(),  # the person alone
    "learning.read_activities": WITH_VILLAGES | {Role.EDUCATION},
    "learning.add_activity": WITH_VILLAGES,
    "learning.change_activity": WITH_VILLAGES,
    "learning.cancel_activity": WITH_VILLAGES,
    "learning.enrol_person": WITH_VILLAGES,
    "learning.leave_activity": WITH_VILLAGES,
    "learning.record_presence": WITH_VILLAGES,
    "learning.complete_activity": WITH_VILLAGES,
    "learning.use_as_evidence": frozenset(),  # the person alone
    "learning.add_own_learning": frozenset(),  # the person alone
    "learning.correct_own_learning": frozenset(),  # the person alone
    "learning.withdraw_own_learning": frozenset(),  # the person alone
    "learning.confirm_own_learning": OFFICES,
    "learning.make_record_link": frozenset(),  # the person alone
    "learning.withdraw_record_link": frozenset(),  # the person alone
    "learning.add_topic": frozenset({Role.PROVINCE}),
    "learning.change_topic": frozenset({Role.PROVINCE}),
    "learning.read_wishes": WITH_VILLAGES | {Role.EDUCATION},
    "learning.record_wish": WITH_VILLAGES,
    "learning.withdraw_wish": WITH_VILLAGES,
    "sheets.import_wishes": OFFICES,
    "sheets.import_trainings": OFFICES,
    "sheets.import_attendances": OFFICES,
    "sheets.import_activities": OFFICES,
}
UNIT_DEEDS = (
    "learning.read_activities",
    "learning.add_activity",
    "learning.change_activity",
    "learning.cancel_activity",
    "learning.record_presence",
    "learning.complete_activity",
)
TRAINERS_DEEDS = ("learning.show_code", "learning.record_scans", "learning.mark_presences")
TRAINEES_DEEDS = (
    *("learning.register_person", "learning.leave_training", "learning.check_in", "learning.take_quiz"),
    *("learning.give_feedback", "learning.give_certificate"),
)
OWN_RECORD = (
    *("learning.add_own_learning", "learning.correct_own_learning", "learning.withdraw_own_learning"),
    *("learning.make_record_link", "learning.withdraw_record_link"),
)
OWN_DEEDS = ("learning.enrol_person", "learning.leave_activity")


def own_or_unit(user: User, obj: Any) -> bool:
    """One's own part in an activity, or somebody's in an activity of the unit whose staff officer one is."""
    return is_own(user, obj) or is_of_staffed_unit(user, obj)


def is_own(user: User, obj: Any) -> bool:
    return getattr(obj, "owner_id", None) == user.pk


def is_led(user: User, obj: Any) -> bool:
    """A lesson of which one is a trainer."""
    return isinstance(obj, Lesson) and obj.trainers.filter(pk=user.pk).exists()


def lessons_led(user: User) -> Iterable[tuple[str, int]]:
    return [("lesson", pk) for pk in Lesson.objects.led_by(user).values_list("pk", flat=True)[:1]]


MEMBER_POWERS = (
    dict.fromkeys(("learning.use_as_evidence", "learning.record_wish", "learning.withdraw_wish"), is_own)
    | dict.fromkeys(OWN_RECORD, is_own)
    | dict.fromkeys(TRAINERS_DEEDS, is_led)
    | dict.fromkeys(TRAINEES_DEEDS, is_own)
    | dict.fromkeys(UNIT_DEEDS, is_of_staffed_unit)
    | dict.fromkeys(OWN_DEEDS, own_or_unit)
)
type Reach = Callable[[User], Iterable[tuple[str, int]]]
OF_UNITS: dict[str, Reach] = dict.fromkeys((*UNIT_DEEDS, *OWN_DEEDS), unit_scope)
MEMBER_SCOPES = OF_UNITS | dict.fromkeys(TRAINERS_DEEDS, lessons_led)
