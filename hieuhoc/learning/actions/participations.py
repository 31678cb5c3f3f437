"""Taking part: enrolled while there is a seat, else waiting; who leaves gives the seat to who has waited longest; there on
a day; with it to the end."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.models import EntryRow
from hieuhoc.learning.actions.activities import SUBJECT, locked_activity
from hieuhoc.learning.models import Activity, Participation
from hieuhoc.learning.seats import fill_seats, free_seats
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen

HELD = (Participation.Status.ENROLLED, Participation.Status.WAITING)


@transaction.atomic
def enrol_person(activity: Activity, citizen: Citizen, *, actor: User | None) -> Participation:
    """Enrolled twice is once. The activity is locked while seats are counted: the last one is never given twice."""
    require(actor, "learning.enrol_person", Participation(activity=activity, citizen=citizen))
    citizen, activity = lock(citizen), locked_activity(activity)
    _refuse_closed(activity)
    known = Participation.objects.filter(activity=activity, citizen=citizen).first()
    if known is not None and known.status in HELD:
        return known
    row = known or Participation(activity=activity, citizen=citizen)
    row.activity, row.citizen = activity, citizen
    row.status = Participation.Status.ENROLLED if free_seats(activity) != 0 else Participation.Status.WAITING
    row.queued_at, row.is_assisted = timezone.now(), actor is None or citizen.user_id != actor.pk
    row.save()
    _record("learning.enrol_person", row, actor, [None, row.status])
    return row


@transaction.atomic
def leave_activity(participation: Participation, *, actor: User | None) -> Participation:
    """The seat goes to who has waited longest, who is told."""
    require(actor, "learning.leave_activity", participation)
    lock(participation.citizen)
    activity = locked_activity(participation.activity)
    row = Participation.objects.select_related("citizen").get(pk=participation.pk)
    if row.status == Participation.Status.LEFT:
        return row
    if row.attended:
        raise Refusal(
            _("Người này đã dự ít nhất một buổi."),
            remedy=_("Bỏ ghi có mặt của các buổi trước, nếu ghi nhầm."),
            code="has_attended",
        )
    before, row.status = row.status, Participation.Status.LEFT
    row.save(update_fields=["status"])
    _record("learning.leave_activity", row, actor, [before, row.status])
    fill_seats(activity)
    return row


@transaction.atomic
def record_presence(
    activity: Activity, day: date, people: Collection[Participation], *, was_there: bool, actor: User | None
) -> list[Participation]:
    """Who of the enrolled was there on a day of the activity, or after all was not. Sent twice it is once."""
    require(actor, "learning.record_presence", activity)
    activity = locked_activity(activity)
    if day not in activity.days:
        raise Refusal(_("Hoạt động không có buổi ngày này."), code="no_such_day")
    if day > timezone.localdate():
        raise Refusal(_("Buổi này chưa diễn ra."), code="in_future")
    rows = [row for row in _locked_rows(activity, people) if row.was_there(day) != was_there]
    for row in rows:
        row.attended = sorted({*row.attended, day} if was_there else {*row.attended} - {day})
        row.completed_on = row.completed_on if row.attended else None
    Participation.objects.bulk_update(rows, ["attended", "completed_on"])
    _record_many(
        "learning.record_presence", activity, rows, {"day": [None, day], "was_there": [None, was_there]}, actor
    )
    return rows


@transaction.atomic
def complete_activity(
    activity: Activity, people: Collection[Participation], *, is_completed: bool, actor: User | None
) -> list[Participation]:
    """Those who were with it to the end, as of their last day there; who never came cannot be."""
    require(actor, "learning.complete_activity", activity)
    activity = locked_activity(activity)
    rows = [row for row in _locked_rows(activity, people) if (row.completed_on is not None) != is_completed]
    if is_completed and any(not row.attended for row in rows):
        raise Refusal(
            _("Có người chưa được ghi có mặt buổi nào."), remedy=_("Ghi có mặt trước."), code="never_attended"
        )
    for row in rows:
        row.completed_on = row.attended[-1] if is_completed else None
    Participation.objects.bulk_update(rows, ["completed_on"])
    _record_many("learning.complete_activity", activity, rows, {"completed": [None, is_completed]}, actor)
    return rows


@transaction.atomic
def use_as_evidence(participation: Participation, *, is_used: bool, actor: User | None) -> Participation:
    """Whether what was completed shows in the person's dossier, given their consent: theirs alone to say, at any time."""
    require(actor, "learning.use_as_evidence", participation)
    lock(participation.citizen)
    row = Participation.objects.select_related("activity").get(pk=participation.pk)
    if row.completed_on is None:
        raise Refusal(_("Chỉ hoạt động đã hoàn thành mới là minh chứng."), code="not_completed")
    if row.is_evidence != is_used:
        row.is_evidence = is_used
        row.save(update_fields=["is_evidence"])
        _record("learning.use_as_evidence", row, actor, [None, str(is_used)])
    return row


def _refuse_closed(activity: Activity) -> None:
    if activity.status != Activity.Status.PUBLISHED:
        raise Refusal(_("Hoạt động này không nhận đăng ký."), code="wrong_step")
    if activity.is_over(timezone.localdate()):
        raise Refusal(_("Hoạt động này đã kết thúc."), code="is_over")


def _locked_rows(activity: Activity, people: Collection[Participation]) -> list[Participation]:
    """Those of this activity who have a seat."""
    rows = Participation.objects.select_for_update().filter(activity=activity, pk__in=[row.pk for row in people])
    return list(rows.filter(status=Participation.Status.ENROLLED).order_by("pk"))


def _record(deed: str, row: Participation, actor: User | None, change: list[str | None]) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=row.citizen_id,
        place=row.activity.place_id,
        changes={"activity": [None, row.activity_id], "participation": change},
    )


def _record_many(
    deed: str, activity: Activity, rows: list[Participation], changes: dict[str, object], actor: User | None
) -> None:
    entry = record_bulk(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=activity.pk,
        place=activity.place_id,
        changes=changes,
        rows_touched=len(rows),
    )
    EntryRow.objects.bulk_create(
        EntryRow(entry=entry, subject_kind="citizen", subject_id=row.citizen_id, is_new=False) for row in rows
    )
