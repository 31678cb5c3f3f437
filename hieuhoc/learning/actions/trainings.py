"""Trainings on the criteria: what was held, who came, who completed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.models import EntryRow
from hieuhoc.criteria.models import Version
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.counting import places_counted, recount, recount_person
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place


@dataclass(frozen=True)
class NewTraining:
    code: str
    title: str
    version: Version
    held_on: date
    place: Place
    organiser: str = ""


@transaction.atomic
def add_training(new: NewTraining, *, actor: User | None) -> Training:
    require(actor, "learning.add_training", new.place)
    code, title = new.code.strip(), new.title.strip()
    if not code or not title:
        raise Refusal(_("Nhập mã và tên lớp tập huấn."), code="words_missing")
    if new.held_on > timezone.localdate():
        raise Refusal(_("Ngày nhập không thể ở tương lai."), code="in_future")
    training, is_new = Training.objects.get_or_create(
        code=code,
        defaults={
            "title": title,
            "version": new.version,
            "held_on": new.held_on,
            "place": new.place,
            "organiser": new.organiser,
        },
    )
    if not is_new:
        raise Refusal(_("Đã có lớp tập huấn mang mã {code}.").format(code=code), code="code_taken")
    record(
        "learning.add_training",
        actor=actor,
        subject_kind="training",
        subject_id=training.pk,
        place=new.place.pk,
        changes={"code": [None, code], "held_on": [None, new.held_on], "version": [None, new.version.pk]},
    )
    return training


@transaction.atomic
def record_attendance(
    training: Training, citizens: Collection[Citizen], *, completed: bool, actor: User | None
) -> list[Attendance]:
    """These people came (and completed). Recorded again, the later word holds."""
    require(actor, "learning.record_attendance", training)
    people = [lock(citizen) for citizen in sorted(citizens, key=lambda citizen: citizen.pk or 0)]
    known = {row.citizen_id for row in Attendance.objects.filter(training=training, citizen__in=people)}
    rows = []
    for citizen in people:
        attendance, _is_new = Attendance.objects.update_or_create(
            training=training, citizen=citizen, defaults={"attended": True, "completed": completed}
        )
        rows.append(attendance)
    entry = record_bulk(
        "learning.record_attendance",
        actor=actor,
        subject_kind="training",
        subject_id=training.pk,
        place=training.place_id,
        changes={"completed": [None, completed]},
        rows_touched=len(people),
    )
    EntryRow.objects.bulk_create(
        EntryRow(entry=entry, subject_kind="citizen", subject_id=citizen.pk, is_new=citizen.pk not in known)
        for citizen in people
    )
    places = {place for citizen in people for place in places_counted(citizen, training.held_on)}
    recount(places, training.held_on, is_bulk=len(people) > 1)
    return rows


@transaction.atomic
def withdraw_attendance(attendance: Attendance, *, actor: User | None) -> None:
    """It was recorded by mistake: the person was not there."""
    require(actor, "learning.withdraw_attendance", attendance.training)
    lock(attendance.citizen)
    record(
        "learning.withdraw_attendance",
        actor=actor,
        subject_kind="citizen",
        subject_id=attendance.citizen_id,
        place=attendance.citizen.home_id,
        changes={"training": [attendance.training_id, None], "completed": [attendance.completed, None]},
    )
    recount_person(attendance.citizen, attendance.training.held_on)
    attendance.delete()
