"""Who is at a lesson. A person reads the code on the trainer's screen, or the trainer reads the person's; scans may come twice,
hours late and in any order. Or a list is ticked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.learning.actions.trainees import registered
from hieuhoc.learning.checkin_keys import key_of
from hieuhoc.learning.checkin_rules import AT_ONCE, SeenAt, proven_time, stay_of
from hieuhoc.learning.judging import judge
from hieuhoc.learning.models import Lesson, Presence, Scan, Trainee, Training
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import read_public_code
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen

SUBJECT = "lesson"
MOST_AT_ONCE = 200
AHEAD = timedelta(minutes=2)  # by which the clock of a telephone may be fast


@dataclass(frozen=True)
class SentScan:
    """`key`: made by the device, once for each reading. `code`: of the screen, or of the person."""

    key: UUID
    code: str
    taken_at: datetime
    is_leaving: bool = False


class ScanOutcome(StrEnum):
    TAKEN = "taken"
    KNOWN = "known"  # it was sent before
    WRONG_CODE = "wrong_code"
    OUTSIDE = "outside"  # of the hours of the lesson
    TOO_LATE = "too_late"


type ScanOutcomes = dict[UUID, ScanOutcome]


@transaction.atomic
def show_code(lesson: Lesson, *, actor: User) -> bytes:
    """The key of the changing code, for the trainer of the lesson alone. That it was given out goes on record once."""
    require(actor, "learning.show_code", lesson)
    given = Entry.objects.filter(subject_kind=SUBJECT, subject_id=lesson.pk, deed="learning.show_code", actor=actor)
    if not given.filter(changes__screen_key=[None, lesson.key_number]).exists():
        changes = {"screen_key": [None, lesson.key_number]}
        place = lesson.training.place_id
        record(
            "learning.show_code", actor=actor, subject_kind=SUBJECT, subject_id=lesson.pk, place=place, changes=changes
        )
    return key_of(lesson)


@transaction.atomic
def check_in(
    lesson: Lesson,
    citizen: Citizen,
    scans: Sequence[SentScan],
    *,
    seen_at: datetime | None = None,
    actor: User | None,
) -> ScanOutcomes:
    """What somebody's own telephone read from the screen. The code proves the time; one that the server saw (`seen_at`, else
    now) much later than that waits for the trainer's word: it could have been told by another."""
    require(actor, "learning.check_in", Trainee(training=lesson.training, citizen=citizen))
    citizen, now = lock(citizen), timezone.now()
    outcomes, proven = _sorted(lesson, scans, now), []
    for scan in [scan for scan in scans if scan.key not in outcomes]:
        taken_at = _proven(lesson, scan)
        if taken_at is None:
            outcomes[scan.key] = ScanOutcome.WRONG_CODE
        else:
            proven.append((scan, taken_at))
    if proven:
        trainee, _before = registered(lesson.training, citizen)
        Trainee.objects.select_for_update().get(pk=trainee.pk)
        rows = [
            _row(lesson, trainee, scan, taken_at, now, is_confirmed=(seen_at or now) - taken_at <= AT_ONCE)
            for scan, taken_at in proven
        ]
        _keep("learning.check_in", lesson, rows, actor)
    return outcomes | {scan.key: ScanOutcome.TAKEN for scan, _taken_at in proven}


@transaction.atomic
def record_scans(lesson: Lesson, scans: Sequence[SentScan], *, actor: User | None) -> ScanOutcomes:
    """What the trainer's device read from the codes of people, at the times it says."""
    require(actor, "learning.record_scans", lesson)
    now = timezone.now()
    outcomes = _sorted(lesson, scans, now)
    left = [(scan, read_public_code(scan.code)) for scan in scans if scan.key not in outcomes]
    people = Trainee.objects.select_for_update().filter(
        training=lesson.training, code__in=[code or "" for _s, code in left]
    )
    of_code = {trainee.code: trainee for trainee in people.order_by("pk")}
    rows = []
    for scan, code in left:
        trainee = of_code.get(code or "")
        outcomes[scan.key] = ScanOutcome.WRONG_CODE if trainee is None else ScanOutcome.TAKEN
        if trainee is not None:
            rows.append(_row(lesson, trainee, scan, scan.taken_at, now, is_confirmed=True))
    _keep("learning.record_scans", lesson, rows, actor)
    return outcomes


@transaction.atomic
def mark_presences(
    lesson: Lesson, trainees: Collection[Trainee], *, was_there: bool, actor: User | None
) -> list[Trainee]:
    """By a list: they were there (which also confirms what was sent late), or were not: then their scans count no more."""
    require(actor, "learning.mark_presences", lesson)
    if was_there and lesson.starts_at > timezone.now():
        raise Refusal(_("Buổi này chưa diễn ra."), code="in_future")
    wanted = Trainee.objects.select_for_update().filter(training=lesson.training, pk__in=[row.pk for row in trainees])
    rows = list(wanted.order_by("pk"))
    held = Presence.objects.filter(lesson=lesson, trainee__in=rows)
    confirmed = set(held.filter(is_confirmed=True).values_list("trainee_id", flat=True))
    if was_there:
        changed = [row for row in rows if row.pk not in confirmed]
        held.filter(is_confirmed=False).update(is_confirmed=True, is_by_hand=True)
        Presence.objects.bulk_create(
            (Presence(lesson=lesson, trainee=row, is_by_hand=True) for row in changed), ignore_conflicts=True
        )
    else:
        there = set(held.values_list("trainee_id", flat=True))
        changed = [row for row in rows if row.pk in there]
        Scan.objects.filter(lesson=lesson, trainee__in=changed).update(is_void=True)
        held.delete()
    if was_there:
        _came([row.pk for row in changed])
    _record("learning.mark_presences", lesson, changed, actor, {"was_there": [None, was_there]})
    judge(lesson.training, [row.pk for row in changed])
    return changed


@transaction.atomic
def judge_training(training: Training, *, actor: User | None) -> list[int]:
    """Everybody once more, after the last lesson. The people (ids) whose completion changed."""
    require(actor, "learning.judge_training", training)
    training = Training.objects.select_for_update().get(pk=training.pk)
    last = training.lessons.order_by("-starts_at").first()
    if last is None or last.starts_at > timezone.now():
        raise Refusal(_("Buổi cuối chưa diễn ra."), remedy=_("Xét khi buổi cuối đã bắt đầu."), code="in_future")
    changed = judge(training)
    if actor is None and not changed:
        return []  # the system looks again and again
    entry = record_bulk(
        "learning.judge_training",
        actor=actor,
        subject_kind="training",
        subject_id=training.pk,
        place=training.place_id,
        rows_touched=len(changed),
    )
    _rows(entry, changed)
    return changed


def _sorted(lesson: Lesson, scans: Sequence[SentScan], now: datetime) -> ScanOutcomes:
    """What is decided before anybody looks at the codes."""
    if len(scans) > MOST_AT_ONCE:
        raise Refusal(_("Gửi nhiều nhất %(count)s lần quét một lúc.") % {"count": MOST_AT_ONCE}, code="too_many")
    sent = [scan.key for scan in scans]
    outcomes = dict.fromkeys(Scan.objects.filter(key__in=sent).values_list("key", flat=True), ScanOutcome.KNOWN)
    for scan in scans:
        if scan.key in outcomes:
            continue
        if not lesson.times.takes_scan_of(scan.taken_at) or scan.taken_at > now + AHEAD:
            outcomes[scan.key] = ScanOutcome.OUTSIDE
        elif not lesson.times.still_receives(now):
            outcomes[scan.key] = ScanOutcome.TOO_LATE
    return outcomes


def _proven(lesson: Lesson, scan: SentScan) -> datetime | None:
    """By the key of today, or by the one before it while that one was shown."""
    taken_at = proven_time(key_of(lesson), scan.code, scan.taken_at)
    if taken_at is None and lesson.rekeyed_at is not None:
        earlier = proven_time(key_of(lesson, lesson.key_number - 1), scan.code, scan.taken_at)
        taken_at = earlier if earlier is not None and earlier < lesson.rekeyed_at else None
    return taken_at


def _row(
    lesson: Lesson, trainee: Trainee, scan: SentScan, taken_at: datetime, now: datetime, *, is_confirmed: bool
) -> Scan:
    return Scan(
        key=scan.key,
        lesson=lesson,
        trainee=trainee,
        taken_at=taken_at,
        received_at=now,
        is_leaving=scan.is_leaving,
        is_confirmed=is_confirmed,
    )


def _keep(deed: str, lesson: Lesson, rows: list[Scan], actor: User | None) -> None:
    """The scans, each key once, and what they say of each person together. The trainees are held."""
    if not rows:
        return
    Scan.objects.bulk_create(rows, ignore_conflicts=True)
    trainees = {row.trainee_id: row.trainee for row in rows}
    _came(trainees)
    for trainee in trainees.values():
        _see(lesson, trainee)
    _record(deed, lesson, list(trainees.values()), actor, {})
    judge(lesson.training, list(trainees))


def _came(trainees: Iterable[int]) -> None:
    """Whoever comes is registered, whatever they said before."""
    others = Trainee.objects.filter(pk__in=list(trainees)).exclude(status=Trainee.Status.REGISTERED)
    others.update(status=Trainee.Status.REGISTERED, registered_at=timezone.now())


def _see(lesson: Lesson, trainee: Trainee) -> None:
    scans = Scan.objects.filter(lesson=lesson, trainee=trainee, is_void=False)
    stay = stay_of(SeenAt(scan.taken_at, scan.is_leaving, scan.is_confirmed) for scan in scans)
    if stay is None:
        return
    presence = Presence.objects.filter(lesson=lesson, trainee=trainee).first() or Presence(
        lesson=lesson, trainee=trainee, is_confirmed=False
    )
    presence.came_at, presence.left_at = stay.came_at, stay.left_at
    presence.is_confirmed = stay.is_confirmed or presence.is_by_hand
    presence.save()


def _record(
    deed: str, lesson: Lesson, trainees: Iterable[Trainee], actor: User | None, changes: dict[str, object]
) -> None:
    people = sorted({trainee.citizen_id for trainee in trainees})
    entry = record_bulk(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=lesson.pk,
        place=lesson.training.place_id,
        changes=changes,
        rows_touched=len(people),
    )
    _rows(entry, people)


def _rows(entry: Entry, people: Iterable[int]) -> None:
    EntryRow.objects.bulk_create(
        EntryRow(entry=entry, subject_kind="citizen", subject_id=person, is_new=False) for person in people
    )
