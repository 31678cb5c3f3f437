"""The calendar of activities is read back by a library that did not write it: every session, at its time, and no other."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from hieuhoc.learning.calendars import calendar_of
from hieuhoc.learning.models import Activity, Topic
from hieuhoc.learning.rules import Recurrence, Repeat
from tests.cast import Cast
from tests.learning.makers import make_activity

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
ADDRESS = "https://hieuhoc.daklak.gov.vn/activities/abc/"


def written(days: list[date], **values: object) -> str:
    said = {
        "title": "Lớp kỹ năng số; buổi 1, 2",
        "topic": Topic(name="Kỹ năng số"),
        "starts_at": time(19, 30),
        "minutes": 90,
        "changed_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    }
    activity = Activity(days=days, organiser="Trường học", **said | values)
    content = calendar_of(
        [activity], name="Xã Cư Né", address_of=lambda _row: ADDRESS, where_of=lambda _row: "Buôn Drăh"
    )
    return content.decode()


def unrolled(text: str) -> list[date | None]:
    return [event.dtstart for event in IcsCalendarStream.calendar_from_ics(text).timeline]


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.sampled_from(list(Repeat)), st.integers(1, 300), st.data())
def test_every_session_of_a_series_is_there_and_no_other(
    first: date, repeat: Repeat, span: int, data: st.DataObject
) -> None:
    ruled = list(Recurrence(repeat, first, date.fromordinal(first.toordinal() + span)).days())
    odd = st.dates(first, date.fromordinal(first.toordinal() + span))
    days = set(ruled) - data.draw(st.sets(st.sampled_from(ruled), max_size=2)) | data.draw(st.sets(odd, max_size=2))
    days |= {first}
    assert unrolled(written(sorted(days))) == [datetime.combine(day, time(19, 30), tzinfo=HERE) for day in sorted(days)]


def test_a_series_is_one_event_with_a_rule_an_exception_and_the_zone_it_is_told_in() -> None:
    weekly = [date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 26)]
    text = written(weekly)
    assert text.count("BEGIN:VEVENT") == 1
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260326T123000Z" in text
    assert "EXDATE;TZID=Asia/Ho_Chi_Minh:20260319T193000" in text
    assert "BEGIN:VTIMEZONE" in text
    [event] = IcsCalendarStream.calendar_from_ics(text).events
    assert (event.summary, event.location, event.url) == ("Lớp kỹ năng số; buổi 1, 2", "Buôn Drăh", ADDRESS)
    assert event.computed_duration.total_seconds() == 90 * 60


@pytest.mark.parametrize(("status", "said"), [("published", "CONFIRMED"), ("cancelled", "CANCELLED")])
def test_who_subscribed_sees_that_it_was_called_off(status: str, said: str) -> None:
    assert f"STATUS:{said}" in written([date(2026, 3, 5)], status=status)


def test_the_same_activity_gives_the_same_bytes_and_says_when_it_was_changed() -> None:
    days = [date(2026, 3, 5), date(2026, 3, 12)]
    assert written(days) == written(days)
    assert "DTSTAMP:20260102T030405Z" in written(days)
    assert "SUMMARY:Lớp khác" in written(days, title="Lớp khác")


@pytest.mark.django_db
def test_whoever_changes_an_activity_dates_the_change(cast: Cast) -> None:
    activity = make_activity(cast.village)
    Activity.objects.update(changed_at=datetime(2026, 1, 1, tzinfo=UTC))  # the database says otherwise
    activity.refresh_from_db()
    assert timezone.localdate(activity.changed_at) == timezone.localdate()
