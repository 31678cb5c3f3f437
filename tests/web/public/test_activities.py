"""Anybody finds activities by place, nearness, topic and time; what is no one's to see yet stays unseen."""

import json
import re
from datetime import date, time
from html import unescape
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from ical.calendar_stream import IcsCalendarStream

from hieuhoc.learning.actions import cancel_activity
from hieuhoc.learning.models import Language, Topic
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.models import Place
from hieuhoc.places.near import distance_km
from tests.cast import Cast
from tests.learning.makers import make_activity, soon

ALL = reverse("public:activities")
NEAR_BY, FAR_OFF = (12.98, 108.35), (13.75, 109.2)  # a hundred kilometres and more apart


def put_on_the_map(cast: Cast) -> None:
    for place, (latitude, longitude) in ((cast.commune, NEAR_BY), (cast.other_commune, FAR_OFF)):
        Place.objects.filter(pk=place.pk).update(latitude=latitude, longitude=longitude)


def in_commune(place: Place, **more: object) -> str:
    return f"{ALL}?place={public_id('place', place.pk)}" + "".join(f"&{key}={value}" for key, value in more.items())


def test_what_is_to_come_is_found_by_place_topic_time_and_audience(cast: Cast, client: Client) -> None:
    health = Topic.objects.get(code="health")
    make_activity(cast.village, title="Lớp ở buôn", audience="women")
    make_activity(cast.other_commune, title="Lớp nơi khác", topic=health, days=soon(25))
    make_activity(cast.village, title="Lớp đã xong", days=(date(2024, 5, 1),))
    everything = client.get(ALL).text
    assert ("Lớp ở buôn" in everything, "Lớp nơi khác" in everything, "Lớp đã xong" in everything) == (
        True,
        True,
        False,
    )
    for address, here, there in (
        (in_commune(cast.commune), True, False),
        (in_commune(cast.village), True, False),
        (f"{ALL}?topic=health", False, True),
        (f"{ALL}?when=week", False, False),
        (f"{ALL}?when=month", True, True),
        (f"{ALL}?audience=women", True, True),
        (f"{ALL}?audience=older", False, True),
    ):
        page = client.get(address).text
        assert ("Lớp ở buôn" in page, "Lớp nơi khác" in page) == (here, there), address


def test_of_one_day_the_earlier_hour_comes_first_also_over_pages(cast: Cast, client: Client) -> None:
    for number in range(51):
        make_activity(
            cast.village, title=f"Lớp {number:02}", days=soon(3), starts_at=time(20 - number // 3, 59 - number)
        )
    page = shown = client.get(ALL).text
    while following := re.findall(r'rel="next" href="(\?[^"]+)"', page):
        page = client.get(ALL + unescape(following[0])).text
        shown += page
    hours = re.findall(r"(\d\d:\d\d)–", shown)
    assert len(hours) == 51
    assert hours == sorted(hours)


def test_a_browser_that_says_where_it_is_learns_what_is_near_and_leaves_no_position(cast: Cast, client: Client) -> None:
    put_on_the_map(cast)
    make_activity(cast.village, title="Lớp ở buôn")
    make_activity(cast.other_commune, title="Lớp nơi khác")
    answer = client.post(ALL, {"latitude": "12.95", "longitude": "108.30"})
    assert answer.headers["Location"] == in_commune(cast.commune, within=20)
    page = client.get(answer.headers["Location"]).text
    assert ("Lớp ở buôn" in page, "Lớp nơi khác" in page) == (True, False)
    for said in ({}, {"latitude": "nan", "longitude": "1"}, {"latitude": "999", "longitude": "1"}, {"latitude": "x"}):
        assert client.post(ALL, said).headers["Location"] == ALL


def test_distances_are_as_the_crow_flies() -> None:
    assert distance_km((12.6667, 108.05), (13.0882, 109.0929)) == pytest.approx(122.5, abs=1)  # Buôn Ma Thuột, Tuy Hoà


def test_a_draft_is_nobodys_to_see_and_what_was_called_off_says_why(cast: Cast, client: Client) -> None:
    draft = make_activity(cast.village, title="Dự thảo", is_published=False)
    cancelled = cancel_activity(make_activity(cast.village, title="Lớp huỷ"), reason="Mưa lũ", actor=None)
    page = client.get(ALL).text
    assert "Dự thảo" not in page
    assert "Lớp huỷ" not in page
    for name in ("activity", "activity-calendar", "activity-poster"):
        assert client.get(reverse(f"public:{name}", args=[draft.pk])).status_code == 404
    page = client.get(reverse("public:activity", args=[cancelled.pk])).text
    assert "Mưa lũ" in page
    assert "https://schema.org/EventCancelled" in page


def test_search_engines_read_each_session_and_no_title_ends_their_script(cast: Cast, client: Client) -> None:
    title = "Lớp </script><b>kỹ năng"
    activity = make_activity(cast.village, title=title, days=soon(7, 14), link="https://example.edu.vn/lop")
    page = client.get(reverse("public:activity", args=[activity.pk])).text
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    events = json.loads(script)
    assert [event["startDate"][:10] for event in events] == [f"{day}" for day in soon(7, 14)]
    assert events[0]["startDate"].endswith("T19:00:00+07:00")
    assert events[0]["name"] == title
    assert "<b>kỹ năng" not in page
    assert '<meta name="description"' in page
    sitemap = client.get(reverse("public:sitemap"))
    assert reverse("public:activity", args=[activity.pk]) in sitemap.text
    assert sitemap.headers["Content-Type"] == "application/xml"


def test_a_place_and_a_topic_have_a_calendar_of_their_own(cast: Cast, client: Client) -> None:
    make_activity(cast.village, title="Lớp ở buôn", days=soon(3, 10, 17))
    make_activity(cast.other_commune, title="Lớp nơi khác")
    address = in_commune(cast.commune).replace(ALL, reverse("public:activities-calendar"))
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = IcsCalendarStream.calendar_from_ics(answer.text)
    assert [event.summary for event in calendar.timeline] == ["Lớp ở buôn"] * 3
    page = client.get(in_commune(cast.commune)).text
    assert address.partition("?")[2].split("&")[0] in page


def test_who_has_the_newest_calendar_is_not_sent_it_again(cast: Cast, client: Client) -> None:
    activity = make_activity(cast.village)
    address = reverse("public:activities-calendar")
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    cancel_activity(activity, reason="Mưa lũ", actor=None)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_what_is_held_in_ones_language_and_without_steps_is_found(cast: Cast, client: Client) -> None:
    make_activity(cast.village, title="Lớp tiếng mình", language=Language.RADE)
    make_activity(cast.village, title="Lớp không bậc thềm", is_step_free=True)
    page = client.get(f"{ALL}?language=rad").text
    assert "Lớp tiếng mình" in page
    assert "Lớp không bậc thềm" not in page
    page = client.get(f"{ALL}?access=step-free").text
    assert "Lớp không bậc thềm" in page
    assert "Lớp tiếng mình" not in page


def test_the_poster_is_one_page_however_much_is_said(cast: Cast, client: Client) -> None:
    longest = ("Nhà văn hoá cộng đồng của buôn " * 7)[:200]
    words = dict.fromkeys(("title", "venue", "organiser", "contact"), longest)
    activity = make_activity(cast.village, **words, about="Nội dung rất dài. " * 100, days=soon(7, 9, 12, 40))
    answer = client.get(reverse("public:activity-poster", args=[activity.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as poster:
        assert len(poster.pages) == 1
