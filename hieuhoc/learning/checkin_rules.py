"""Being at a lesson: the code that changes, what a code proves, what all scans of a person say together. Pure."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

STEP = 20  # seconds one code lasts
DIGITS = 8
GRACE = timedelta(minutes=15)  # who comes within is not late
AROUND = timedelta(hours=1)  # before a lesson and after it, in which people come and go
AT_ONCE = timedelta(minutes=3)  # a scan that arrives later was kept
SLACK = timedelta(minutes=10)  # by which the clock of a telephone may be wrong
LONGEST_KEPT = timedelta(days=14)  # after the lesson


@dataclass(frozen=True)
class LessonTimes:
    starts_at: datetime
    ends_at: datetime

    def takes_scan_of(self, moment: datetime) -> bool:
        return self.starts_at - AROUND <= moment <= self.ends_at + AROUND

    def still_receives(self, now: datetime) -> bool:
        return now <= self.ends_at + LONGEST_KEPT


def step_of(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def begin_of(step: int) -> datetime:
    return datetime.fromtimestamp(step * STEP, UTC)


def code_of(key: bytes, step: int) -> str:
    """The first eight bytes of HMAC-SHA256 over the step (eight bytes, big-endian), modulo 10 ** DIGITS. The trainer's page
    counts the same (checkin.js)."""
    digest = hmac.digest(key, step.to_bytes(8), "sha256")
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"


def proven_time(key: bytes, code: str, claimed: datetime, slack: timedelta = SLACK) -> datetime | None:
    """When the code stood on the screen, nearest to the time that is claimed; None when it never did within the slack."""
    here = step_of(claimed)
    for distance in range(int(slack.total_seconds()) // STEP + 1):
        for step in (here - distance, here + distance):
            if hmac.compare_digest(code_of(key, step).encode(), code.encode()):
                return begin_of(step)
    return None


@dataclass(frozen=True)
class SeenAt:
    """One scan of a person at a lesson."""

    taken_at: datetime
    is_leaving: bool = False
    is_confirmed: bool = True


@dataclass(frozen=True)
class TimeThere:
    came_at: datetime
    left_at: datetime | None
    is_confirmed: bool


def stay_of(seen: Iterable[SeenAt]) -> TimeThere | None:
    """What all scans say together, in whatever order they arrived and however often. A confirmed one outweighs those that
    are not; who was only seen leaving had come by then."""
    scans = list(seen)
    confirmed = [scan for scan in scans if scan.is_confirmed]
    counted = confirmed or scans
    if not counted:
        return None
    leavings = [scan.taken_at for scan in counted if scan.is_leaving]
    came_at = min(scan.taken_at for scan in counted)
    return TimeThere(came_at, max(leavings) if leavings else None, bool(confirmed))
