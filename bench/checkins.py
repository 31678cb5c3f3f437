"""Six hundred people at a lesson, their codes read by twenty telephones: a third of them twice (sent again, or read by another
telephone), a tenth hours late and out of order. Over HTTP, as fast as the pages take them; then nobody may be missing or twice."""

import json
import random
import secrets
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from bench.pages import ask, percentile, served, sign_in
from bench.rows import Row
from hieuhoc.accounts.models import User
from hieuhoc.criteria.models import Version
from hieuhoc.learning.actions import CoursePlan, LessonPlan, plan_training
from hieuhoc.learning.models import Attendance, Lesson, Presence, Scan, Trainee
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place

PEOPLE = {"full": 600}
SMALL, PHONES, RATE_BAR = 120, 20, 600.0
LATE = timedelta(hours=4)


@dataclass(frozen=True)
class Reading:
    """One reading of somebody's code; `is_late`: kept on the telephone, and sent with others much later."""

    key: UUID
    code: str
    taken_at: datetime
    is_late: bool

    @property
    def written(self) -> dict[str, object]:
        taken_at = int(self.taken_at.timestamp() * 1000)
        return {"key": str(self.key), "code": self.code, "taken_at": taken_at, "is_leaving": False}


def run(scale: str) -> list[Row]:
    """Asks the demo's database (HIEUHOC_DEMO=1), made now when empty; every run is a course of its own."""
    count = PEOPLE.get(scale, SMALL)
    call_command("demo", people=6_000, check=True, json=False)
    lesson = make_lesson(count)
    phones = readings(lesson, random.Random(677))
    sent = sum(len(mine) for mine in phones)
    with served() as port:
        cookies = [sign_in(port, number)["minh"] for number in range(PHONES)]
        began = time.perf_counter()
        with ThreadPoolExecutor(PHONES) as pool:
            taken = list(pool.map(lambda pair: send_all(port, lesson, *pair), zip(cookies, phones, strict=True)))
        seconds = time.perf_counter() - began
    times = [ms for times_of_one in taken for ms in times_of_one]
    rate, wrong = sent / seconds * 60, lost_or_doubled(lesson, [row for mine in phones for row in mine])
    note = (
        f"{count} people, {sent} readings from {PHONES} telephones in {seconds:.1f} s, {len(times)} requests, "
        f"p95 {percentile(times):.0f} ms"
    )
    return [
        Row("check-ins: a minute", round(rate, 1), RATE_BAR, rate >= RATE_BAR, note),
        Row("check-ins: lost, doubled or with a wrong time", float(wrong), 0.0, not wrong, note),
    ]


def make_lesson(count: int) -> Lesson:
    trainer = User.objects.get(username="minh")
    place = Place.objects.get(pk=trainer.grants.order_by("pk")[0].place_id)
    version = Version.objects.filter(status=Version.Status.IN_FORCE).order_by("pk")[0]
    begins = timezone.now() - timedelta(hours=6)
    plan = LessonPlan(begins, 600, "Hội trường", "", (trainer,))
    training = plan_training(CoursePlan("Điểm danh sáu trăm người", version, place), plan, actor=None)
    people = Citizen.objects.counted().order_by("pk")[:count]
    status, now = Trainee.Status.INVITED, timezone.now()
    Trainee.objects.bulk_create(
        Trainee(training=training, citizen=person, status=status, code=make_public_code(), invited_at=now)
        for person in people
    )
    return training.lessons.select_related("training").get()


def readings(lesson: Lesson, chance: random.Random) -> list[list[Reading]]:
    """Of each telephone, in the order in which it sends them."""
    phones: list[list[Reading]] = [[] for _phone in range(PHONES)]
    now = timezone.now()
    for number, trainee in enumerate(Trainee.objects.filter(training=lesson.training_id).order_by("pk")):
        is_late, phone = chance.random() < 0.1, number % PHONES
        taken_at = now - (
            LATE + timedelta(minutes=chance.randint(0, 60)) if is_late else timedelta(seconds=number % 50)
        )
        first = Reading(uuid4(), trainee.shown_code, taken_at, is_late)
        phones[phone].append(first)
        if chance.random() < 1 / 3:
            is_sent_again = chance.random() < 0.5  # its answer was lost; else another telephone read the same paper
            again = first if is_sent_again else Reading(uuid4(), trainee.code, taken_at + timedelta(seconds=7), is_late)
            phones[phone if is_sent_again else chance.randrange(PHONES)].append(again)
    for mine in phones:
        chance.shuffle(mine)
    return phones


def send_all(port: int, lesson: Lesson, cookie: str, mine: list[Reading]) -> list[float]:
    """One at a time, as the page does with a network; what was kept without one goes in one request."""
    at_once = [[row] for row in mine if not row.is_late]
    kept = [row for row in mine if row.is_late]
    return [send(port, lesson, cookie, rows) for rows in [*at_once, *([kept] if kept else [])]]


def send(port: int, lesson: Lesson, cookie: str, rows: list[Reading]) -> float:
    token = secrets.token_hex(16)
    fields = urlencode({"csrfmiddlewaretoken": token, "scans": json.dumps([row.written for row in rows])})
    address = reverse("office:lesson-scans", args=[lesson.pk])
    began = time.perf_counter()
    status, _location, text = ask(port, address, f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}", fields)
    if status != 200:
        raise RuntimeError(f"{status}: {text[:200]}")
    answered = json.loads(text)["scans"]
    if {str(row.key) for row in rows} != set(answered) or any(
        row["outcome"] not in {"taken", "known"} for row in answered.values()
    ):
        raise RuntimeError(f"not taken: {text[:200]}")
    return (time.perf_counter() - began) * 1000


def lost_or_doubled(lesson: Lesson, sent: list[Reading]) -> int:
    """How many people are not there as their readings say, or not completed; and how many readings are not kept once."""
    first: dict[str, datetime] = defaultdict(lambda: timezone.now() + LATE)
    for row in sent:
        code = row.code.replace("-", "").replace(" ", "")
        first[code] = min(first[code], row.taken_at)
    there = list(Presence.objects.filter(lesson=lesson).select_related("trainee"))
    by_code = {row.trainee.code: row for row in there}
    wrong = len(there) - len(by_code)
    wrong += sum(not _is_right(by_code.get(code), taken_at) for code, taken_at in first.items())
    kept = list(Scan.objects.filter(lesson=lesson).values_list("key", flat=True))
    wrong += len(kept) - len(set(kept)) + len({row.key for row in sent} ^ set(kept))
    done = Attendance.objects.filter(training=lesson.training_id, completed=True).count()
    return wrong + abs(done - len(first))


def _is_right(presence: Presence | None, taken_at: datetime) -> bool:
    """To the millisecond: telephones tell no less."""
    if presence is None or presence.came_at is None or not presence.is_confirmed:
        return False
    return abs(presence.came_at - taken_at) < timedelta(milliseconds=2)
