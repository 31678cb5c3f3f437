"""What people of a commune learn: a course with everything a course can have, an activity, a skill. Kind of id → its row."""

from datetime import timedelta

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Round
from hieuhoc.documents.actions import store_file
from hieuhoc.learning.actions import (
    NewTraining,
    add_lesson,
    add_training,
    enrol_person,
    give_certificate,
    mark_presences,
    record_attendance,
    register_person,
    set_quiz,
)
from hieuhoc.learning.models import Feedback, Material
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.skills.actions import NewSkill, record_skill_fact
from hieuhoc.skills.models import SkillFact
from tests.learning.courses import lesson_plan
from tests.learning.makers import make_activity


def taught(commune: Place, person: Citizen, round_: Round, trainer: User) -> dict[str, int]:
    """A course of the office's own, with everything a course can have, completed by one person."""
    held = NewTraining(f"L{commune.pk}", "Tập huấn bộ tiêu chí", round_.version, timezone.localdate(), commune)
    training = add_training(held, actor=None)
    lesson = add_lesson(training, lesson_plan(timezone.now() - timedelta(hours=1), trainer), actor=None)
    set_quiz(training, "Đúng không?\n* Có\n- Không", pass_share=50, most_attempts=2, actor=None)
    trainee = register_person(training, person, actor=None)
    mark_presences(lesson, [trainee], was_there=True, actor=None)
    (attendance,) = record_attendance(training, [person], completed=True, actor=None)
    document = store_file(b"%PDF-", kind="material", file_name="bai.pdf", media_type="application/pdf")
    material = Material.objects.create(training=training, title="Bài giảng", document=document)
    Feedback.objects.bulk_create(
        Feedback(training=training, usefulness=5, clarity=4, words="Dễ hiểu") for _n in range(5)
    )
    return {
        "training": training.pk,
        "lesson": lesson.pk,
        "material": material.pk,
        "attendance": give_certificate(attendance, actor=None).pk,
        "trainee": trainee.pk,
    }


def learned(village: Place, person: Citizen, unit: int, round_: Round, trainer: User) -> dict[str, int]:
    commune = Place.objects.get(pk=village.spells.get().parent_id or 0)
    activity = make_activity(village, unit=WorkUnit.objects.get(pk=unit))
    skill = NewSkill(SkillFact.Kind.DIGITAL, SkillFact.Basis.OFFICER, timezone.localdate())
    return {
        "activity": activity.pk,
        "participation": enrol_person(activity, person, actor=None).pk,
        "skill": record_skill_fact(person, skill, actor=None).pk,
        **taught(commune, person, round_, trainer),
    }
