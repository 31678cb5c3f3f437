"""I find an activity, enrol with one button, see where I stand and leave again; without a record I am led to link one."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.learning.actions import complete_activity, enrol_person, record_presence
from hieuhoc.learning.models import Participation
from tests.cast import Cast
from tests.learning.makers import make_activity, soon
from tests.people.makers import add


def test_one_button_enrols_and_another_leaves(cast: Cast, client: Client) -> None:
    activity = make_activity(cast.village, seats=1)
    address = reverse("citizen:activity", args=[activity.pk])
    assert address in client.get(reverse("public:activity", args=[activity.pk])).text
    client.force_login(cast.lan_user)
    assert "còn 1 chỗ" in client.get(address).text
    assert "Đã đăng ký, có chỗ" in client.post(address, {"deed": "enrol"}, follow=True).text
    assert activity.title in client.get(reverse("citizen:learning")).text
    assert "Đã hết chỗ" in client.get(reverse("public:activity", args=[activity.pk])).text
    client.force_login(cast.khoa_user)
    assert "Đang chờ chỗ" in client.post(address, {"deed": "enrol"}, follow=True).text
    client.force_login(cast.lan_user)
    client.post(address, {"deed": "leave"})
    assert Participation.objects.get(citizen=cast.khoa).status == Participation.Status.ENROLLED
    assert "Chưa đăng ký; đã hết chỗ" in client.get(address).text


def test_what_was_done_shows_its_hours(cast: Cast, client: Client) -> None:
    activity = make_activity(cast.village, days=soon(0))
    part = enrol_person(activity, cast.lan, actor=cast.lan_user)
    record_presence(activity, timezone.localdate(), [part], was_there=True, actor=None)
    complete_activity(activity, [part], is_completed=True, actor=None)
    client.force_login(cast.lan_user)
    assert "Đã hoàn thành, 1,5 giờ" in client.get(reverse("citizen:activity", args=[activity.pk])).text
    assert "1,5 giờ" in client.get(reverse("citizen:learning")).text


def test_without_a_record_one_is_led_to_link_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.minh)
    address = reverse("citizen:activity", args=[make_activity(cast.village).pk])
    assert client.get(address).headers["Location"] == reverse("citizen:link")
    assert client.get(reverse("citizen:learning")).status_code == 404


def test_the_office_enrols_those_without_a_telephone_and_marks_who_came(cast: Cast, client: Client) -> None:
    activity = make_activity(cast.village, days=soon(-7, 0), seats=1)
    for name in ("H'Hen Niê", "H'Bia Niê"):
        add(cast.village, name)
    client.force_login(cast.minh)
    enrol = reverse("office:participation-new", args=[activity.pk])
    found = client.post(enrol, {"name": "h'hen"}, follow=True)
    [(token, person)] = found.context["people"]
    done = client.post(enrol, {"chosen": [token]}, follow=True)
    assert "Đã ghi danh 1 người, trong đó 0 người chờ chỗ" in done.text
    presence = reverse("office:activity-presence", args=[activity.pk])
    first = soon(-7)[0].isoformat()
    [(token, _row, was_there)] = client.get(f"{presence}?day={first}").context["rows"]
    assert not was_there
    for deed in ("there", "completed"):
        page = client.post(f"{presence}?day={first}", {"chosen": [token], "deed": deed}, follow=True)
        assert "Đã ghi cho 1 người" in page.text
    part = Participation.objects.get(citizen=person)
    assert (part.attended, part.completed_on) == ([*soon(-7)], soon(-7)[0])
    assert "1 người đã dự, 1 người hoàn thành" in client.get(reverse("office:activity", args=[activity.pk])).text
    client.force_login(cast.son)
    assert client.get(presence).status_code == 404
