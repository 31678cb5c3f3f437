"""Who comes to a course: invited from those not yet trained, registered by themselves or by the office, not coming."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.models import EntryRow
from hieuhoc.learning.checkin_rules import AROUND, LONGEST_KEPT
from hieuhoc.learning.course_telling import tell_trainees
from hieuhoc.learning.models import Trainee, Training
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen

SUBJECT = "training"


@transaction.atomic
def invite_people(training: Training, people: Collection[int], *, actor: User | None) -> list[Trainee]:
    """Whom these ids name and who is not on the list yet; those with an account are told. Those invited now."""
    require(actor, "learning.invite_people", training)
    _refuse_over(training, AROUND)
    now = timezone.now()
    citizens = Citizen.objects.select_for_update(of=("self",)).counted().exclude(secret=b"")
    listed = citizens.filter(pk__in=people).order_by("pk")
    known = set(Trainee.objects.filter(training=training, citizen__in=people).values_list("citizen_id", flat=True))
    rows = Trainee.objects.bulk_create(
        Trainee(
            training=training,
            citizen=citizen,
            status=Trainee.Status.INVITED,
            code=make_public_code(),
            invited_at=now,
        )
        for citizen in listed
        if citizen.pk not in known
    )
    if rows:
        _record_many("learning.invite_people", training, rows, actor)
        told = Trainee.objects.filter(pk__in=[row.pk for row in rows], citizen__user__isnull=False)
        first = training.lessons.order_by("starts_at").select_related("training")[0]
        subject = gettext_lazy("Giấy mời dự lớp tập huấn")
        tell_trainees(told.select_related("citizen__user").order_by("pk"), subject, first, occasion="invited")
    return rows


@transaction.atomic
def register_person(training: Training, citizen: Citizen, *, actor: User | None) -> Trainee:
    """By the person until it is over, or by the office for them, as long as scans may still come. Registered twice is once."""
    require(actor, "learning.register_person", Trainee(training=training, citizen=citizen))
    is_own = actor is not None and actor.pk == citizen.user_id
    _refuse_over(training, AROUND if is_own else LONGEST_KEPT)
    trainee, before = registered(training, lock(citizen))
    if before != Trainee.Status.REGISTERED:
        _record("learning.register_person", trainee, actor, before)
    return trainee


@transaction.atomic
def leave_training(trainee: Trainee, *, actor: User | None) -> Trainee:
    """They do not come. Who was at a lesson cannot have left before."""
    require(actor, "learning.leave_training", trainee)
    lock(trainee.citizen)
    row = Trainee.objects.select_for_update(of=("self",)).select_related("training", "citizen").get(pk=trainee.pk)
    if row.presences.exists():
        raise Refusal(_("Người này đã dự ít nhất một buổi."), code="has_attended")
    if row.status != Trainee.Status.DECLINED:
        before, row.status = row.status, Trainee.Status.DECLINED
        row.save(update_fields=["status"])
        _record("learning.leave_training", row, actor, before)
    return row


def registered(training: Training, citizen: Citizen) -> tuple[Trainee, str | None]:
    """Part of a deed that holds the person. With what they were before."""
    row = Trainee.objects.filter(training=training, citizen=citizen).first()
    before = row.status if row else None
    if row is None:
        row = Trainee(training=training, citizen=citizen, code=make_public_code())
    if before != Trainee.Status.REGISTERED:
        row.status, row.registered_at = Trainee.Status.REGISTERED, timezone.now()
        row.save()
    return row, before


def _refuse_over(training: Training, after: timedelta) -> None:
    """`after`: how long after the last lesson it still goes on."""
    last = training.lessons.order_by("-ends_at").first()
    if last is None:
        raise Refusal(
            _("Lớp này được ghi lại sau khi tổ chức, không nhận đăng ký."),
            remedy=_("Ghi người dự ở trang của lớp."),
            code="no_course",
        )
    if last.ends_at + after < timezone.now():
        raise Refusal(_("Lớp này đã kết thúc."), code="is_over")


def _record(deed: str, trainee: Trainee, actor: User | None, before: str | None) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=trainee.citizen_id,
        place=trainee.training.place_id,
        changes={"training": [None, trainee.training_id], "trainee": [before, trainee.status]},
    )


def _record_many(deed: str, training: Training, rows: Collection[Trainee], actor: User | None) -> None:
    entry = record_bulk(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=training.pk,
        place=training.place_id,
        rows_touched=len(rows),
    )
    EntryRow.objects.bulk_create(
        EntryRow(entry=entry, subject_kind="citizen", subject_id=row.citizen_id, is_new=True) for row in rows
    )
