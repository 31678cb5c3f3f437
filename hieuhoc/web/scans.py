"""Scans as a device sends them, kept or new: a list in JSON, each with its key, its code and its time; and what came of each.
And the scan of the screen that a browser came with, kept in its session until the person has signed in."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from hieuhoc.learning.actions import ScanOutcome, SentScan
from hieuhoc.learning.actions.checkins import MOST_AT_ONCE
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import read_public_id

LONGEST = 100_000  # letters
LATEST = 4_102_444_800_000  # 2100, in milliseconds


class NotScans(ValueError):
    """What was sent is no list of scans."""


def read_scans(text: str) -> list[SentScan]:
    """Raises NotScans. `taken_at`: milliseconds since 1970."""
    try:
        rows = json.loads(text[:LONGEST])
        if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
            raise NotScans("not a list of scans")
        return [_read(row) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise NotScans(str(error)) from error


def read_kept(text: str) -> dict[int, list[SentScan]]:
    """Those of one's own telephone: lesson -> scans. Raises NotScans; one of a lesson that is none of ours is left out."""
    scans = read_scans(text)
    of_lesson: dict[int, list[SentScan]] = {}
    for scan, row in zip(scans, json.loads(text), strict=True):
        try:
            of_lesson.setdefault(read_public_id("lesson", str(row.get("lesson"))), []).append(scan)
        except Unreadable:
            continue
    return of_lesson


SCANNED = "scanned"
MOST_SCANNED = 5


@dataclass(frozen=True)
class Scanned:
    """`seen_at`: when the server saw the code."""

    scan: SentScan
    seen_at: datetime


def keep_scanned(
    request: HttpRequest, lesson: int, *, code: str, taken_at: datetime, seen_at: datetime, key: UUID
) -> None:
    held = request.session.get(SCANNED, {})
    held[str(lesson)] = [str(key), code, taken_at.isoformat(), seen_at.isoformat()]
    request.session[SCANNED] = dict(list(held.items())[-MOST_SCANNED:])


def scanned_of(request: HttpRequest, lesson: int) -> Scanned | None:
    row = request.session.get(SCANNED, {}).get(str(lesson))
    if row is None:
        return None
    key, code, taken_at, seen_at = row
    return Scanned(SentScan(UUID(key), code, datetime.fromisoformat(taken_at)), datetime.fromisoformat(seen_at))


def _read(row: dict[str, Any]) -> SentScan:
    moment = row["taken_at"]
    if not isinstance(moment, int) or not 0 <= moment <= LATEST:
        raise NotScans("not a time")
    taken_at = datetime.fromtimestamp(moment / 1000, UTC)
    return SentScan(UUID(str(row["key"])), str(row["code"])[:40], taken_at, row.get("is_leaving") is True)


def answered(outcomes: dict[UUID, ScanOutcome]) -> JsonResponse:
    """key -> what came of it, and in words for whom holds the device. Whatever stands here was decided: it need not be sent
    again."""
    words = words_of()
    rows = {str(key): {"outcome": str(outcome), "words": words[outcome]} for key, outcome in outcomes.items()}
    answer = JsonResponse({"scans": rows})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def words_of() -> dict[ScanOutcome, str]:
    return {
        ScanOutcome.TAKEN: _("Đã ghi."),
        ScanOutcome.KNOWN: _("Đã gửi trước đó."),
        ScanOutcome.WRONG_CODE: _("Mã không đúng."),
        ScanOutcome.OUTSIDE: _("Ngoài giờ điểm danh của buổi."),
        ScanOutcome.TOO_LATE: _("Gửi quá muộn; báo cho người phụ trách lớp."),
    }
