"""An officer tells of an activity, copies it, changes it, calls it off; a staff officer does so for the unit."""

from datetime import date

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.learning.actions import cancel_activity
from hieuhoc.learning.models import Activity, Topic
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.actions import NewUnit, add_unit, join_unit
from hieuhoc.people.models import Membership
from hieuhoc.web.office.activities.forms import form_values
from hieuhoc.web.office.form_pages import SEEN, edition_of
from tests.cast import Cast
from tests.learning.makers import make_activity, soon
from tests.people.makers import LONG_AGO

NEW = reverse("office:activity-new")


def typed(cast: Cast, **values: object) -> dict[str, object]:
    return {
        "title": "Lớp kỹ năng số",
        "topic": Topic.objects.get(code="digital").pk,
        "first_on": "05/03/2026",
        "starts_at": "19h",
        "minutes": "90",
        "repeat": "weekly",
        "last_on": "26/03/2026",
        "left_out": "12/03/2026",
        "added": "",
        "place": cast.village.pk,
        "audience": "older",
        "language": "rad",
        "organiser": "Trung tâm học tập cộng đồng",
        "is_published": "on",
        **values,
    }


def test_a_series_without_its_holiday_is_told_of_in_one_form(cast: Cast, client: Client) -> None:
    client.force_login(cast.minh)
    answer = client.post(NEW, typed(cast), follow=True)
    activity = Activity.objects.get()
    assert activity.days == [date(2026, 3, 5), date(2026, 3, 19), date(2026, 3, 26)]
    assert (activity.seats, activity.cost, activity.status) == (None, 0, Activity.Status.PUBLISHED)
    assert "hằng tuần, 05/03/2026–26/03/2026, trừ 12/03/2026, 19:00–20:30" in answer.text
    assert "Đã công bố" in answer.text


def test_what_is_wrong_is_said_beside_the_field(cast: Cast, client: Client) -> None:
    client.force_login(cast.minh)
    for values, sentence in (
        ({"starts_at": "chiều"}, "Không đọc được giờ"),
        ({"left_out": "31/02/2026"}, "28/02/2026"),
        ({"last_on": ""}, "Hãy ghi ngày cuối"),
        ({"last_on": "01/03/2026"}, "Ngày cuối phải sau ngày đầu"),
    ):
        assert sentence in client.post(NEW, typed(cast, **values)).text, sentence
    answer = client.post(NEW, typed(cast, repeat="daily", last_on="05/03/2029"))
    assert answer.status_code == 409
    assert not Activity.objects.exists()


def test_a_copy_begins_with_everything_but_the_days(cast: Cast, client: Client) -> None:
    activity = make_activity(cast.village, venue="Nhà văn hoá", days=soon(7, 14))
    client.force_login(cast.minh)
    page = client.get(reverse("office:activity", args=[activity.pk]))
    address = f"{NEW}?from={public_id('activity', activity.pk)}&amp;in={public_id('place', cast.commune.pk)}"
    assert address in page.text
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert (form["venue"].value(), form["repeat"].value(), form["first_on"].value()) == ("Nhà văn hoá", "weekly", None)
    client.force_login(cast.son)
    assert client.get(address.replace("&amp;", "&")).status_code == 404


def test_who_saves_over_anothers_change_is_told(cast: Cast, client: Client) -> None:
    activity = make_activity(cast.village)
    seen = edition_of(form_values(activity))
    address = reverse("office:activity-change", args=[activity.pk])
    client.force_login(cast.minh)
    assert client.post(address, typed(cast, title="Lớp một", **{SEEN: seen})).status_code == 302
    answer = client.post(address, typed(cast, title="Lớp hai", **{SEEN: seen}))
    assert answer.status_code == 409
    assert "Hiện đang ghi: Lớp một." in answer.text
    assert client.post(address, typed(cast, title="Lớp một", **{SEEN: seen})).status_code == 302  # sent twice


def test_what_was_called_off_says_why_and_offers_no_change(cast: Cast, client: Client) -> None:
    activity = make_activity(cast.village)
    client.force_login(cast.minh)
    address = reverse("office:activity-cancel", args=[activity.pk])
    assert client.post(address, {"reason": "Mưa lũ"}).status_code == 302
    page = client.get(reverse("office:activity", args=[activity.pk])).text
    assert "Mưa lũ" in page
    assert reverse("office:activity-change", args=[activity.pk]) not in page
    assert client.post(address, {"reason": "Mưa lũ"}).status_code == 409


def test_the_list_begins_with_what_is_to_come_and_keeps_what_was(cast: Cast, client: Client) -> None:
    make_activity(cast.village, title="Lớp sắp mở")
    make_activity(cast.village, title="Lớp đã xong", days=(date(2024, 5, 1),))
    cancel_activity(make_activity(cast.village, title="Lớp bị huỷ"), reason="Mưa", actor=None)
    client.force_login(cast.minh)
    address = reverse("office:activity-list")
    assert "Lớp sắp mở" in (coming := client.get(address).text)
    assert "Lớp đã xong" not in coming
    assert "Lớp đã xong" in client.get(f"{address}?when=past").text
    assert "Lớp bị huỷ" in client.get(f"{address}?when=all&status=cancelled").text
    assert "Lớp sắp mở" not in client.get(f"{address}?topic=health").text
    client.force_login(cast.son)
    assert "Lớp sắp mở" not in client.get(address).text


def test_the_staff_officer_tells_of_what_the_unit_holds(cast: Cast, client: Client) -> None:
    unit = add_unit(NewUnit("TV1", "Thư viện", cast.commune, "commune", "agency", LONG_AGO), actor=None)
    join_unit(cast.lan, unit, since=LONG_AGO, role=Membership.Role.HR, actor=None)
    client.force_login(cast.lan_user)
    assert client.post(NEW, typed(cast)).status_code == 403
    assert client.post(NEW, typed(cast, unit=unit.pk)).status_code == 302
    activity = Activity.objects.get()
    change = reverse("office:activity-change", args=[activity.pk])
    assert client.post(change, typed(cast, unit=unit.pk, title="Đọc sách")).status_code == 302
    other = make_activity(cast.village, days=(timezone.localdate(),))
    assert client.get(reverse("office:activity", args=[other.pk])).status_code == 404
