"""The home of the office: whatever waits for somebody stands there, and nothing else is offered."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.assessment.models import Dossier
from hieuhoc.people.models import Group, Membership, WaitingEntry
from hieuhoc.places.models import ChangeOrder, PlaceSpell
from hieuhoc.recognition.models import Proposal
from hieuhoc.sheets.models import Batch
from hieuhoc.web.areas import GROUPS, entries_of
from tests.assessment.makers import make_dossier, make_unit
from tests.cast import World, account, make_world, officer
from tests.people.makers import LONG_AGO, make_citizen
from tests.places.small_map import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def home_of(client: Client, user: User) -> str:
    client.force_login(user)
    return re.sub(r"\s+", " ", client.get(reverse("office:home")).content.decode())


def task(text: str, title: str) -> int | None:
    shown = re.search(rf'>{re.escape(title)}</a> <span class="task-count">([0-9.]+)</span>', text)
    return int(shown[1]) if shown else None


def test_an_import_that_nobody_confirmed_waits_for_its_commune_and_for_who_sent_it(
    client: Client, world: World
) -> None:
    for status, actor in (("checked", world.minh), ("done", world.minh), ("checked", world.hoa)):
        Batch.objects.create(
            sheet="roster", sheet_version="1", place=world.commune, uploaded_by=actor, file_name="a.csv",
            file_sha256=b"1", folder="x", status=status, checked_at=timezone.now(),
        )  # fmt: skip
    title = "Bảng tính đã kiểm tra, chờ xác nhận ghi"
    assert task(home_of(client, world.minh), title) == 2
    assert task(home_of(client, world.hoa), title) == 1, "from above only one's own"
    assert task(home_of(client, world.son), title) is None


def test_drafts_to_send_wait_with_their_deadline(client: Client, world: World) -> None:
    make_dossier(world.lan, world.round)
    make_dossier(world.khoa, world.round)
    Dossier.objects.filter(citizen=world.khoa).update(status=Dossier.Status.RETURNED)
    Proposal.objects.create(round=world.round, place=world.commune, made_by=world.minh)
    text, year = home_of(client, world.minh), world.round.year
    assert task(text, f"Hồ sơ đợt {year} đang soạn, chưa gửi") == 1
    assert task(text, f"Hồ sơ đợt {year} bị trả lại, cần bổ sung") == 1
    assert task(text, "Danh sách đề nghị đang lập, chưa trình") == 1
    assert f"hạn {world.round.submit_by:%d/%m/%Y}" in text
    assert "chưa gửi" not in home_of(client, world.hoa)


def test_people_and_families_without_a_commune_wait_for_the_province(client: Client, world: World) -> None:
    order = ChangeOrder.objects.create(number="1/NQ", takes_effect_on=timezone.localdate() - timedelta(days=30))
    ended = put("Cũ", "commune", world.province, kind="Phường")  # type: ignore[arg-type]
    WaitingEntry.objects.create(citizen=world.lan, order=order, source=ended, since=order.takes_effect_on)
    Group.objects.create(kind="family", name="Hộ A", folded_name="ho a", code="A", place=ended)
    PlaceSpell.objects.filter(place=ended).update(until=timezone.localdate())
    text = home_of(client, world.hoa)
    assert task(text, "Người chưa được phân về xã, phường mới") == 1
    assert task(text, "Gia đình, dòng họ, đơn vị, chi hội chưa có nơi mới") == 1
    assert "chưa có nơi mới" not in home_of(client, world.minh)


def test_deadlines_to_come_are_told_to_whom_they_concern(client: Client, world: World) -> None:
    today = timezone.localdate()
    world.round.submit_by, world.round.review_by = today + timedelta(days=3), today
    world.round.save()
    text = home_of(client, world.minh)
    assert re.search(rf"Hạn gửi hồ sơ đợt {world.round.year}.*?còn 3 ngày", text)
    assert re.search(rf"Hạn xét hồ sơ đợt {world.round.year}.*?hôm nay", text)
    village = home_of(client, officer("Thôn", Role.VILLAGE, world.village))
    assert "Hạn gửi hồ sơ" in village
    assert "Hạn xét hồ sơ" not in village


def test_there_is_one_primary_action_and_it_leads_to_what_is_late_or_waits_longest(
    client: Client, world: World
) -> None:
    for user in (world.minh, world.hoa, world.khoa_user, officer("Xem", Role.VIEWER, world.commune)):
        assert home_of(client, user).count("btn-primary") == 1, user
    make_dossier(world.lan, world.round)
    text = home_of(client, world.minh)
    first = re.search(r'<ul class="task-list"> <li class="task[^"]*"> <a href="([^"]*)"', text)
    assert first is not None
    assert f'<a class="btn btn-primary page-action" href="{first[1]}"' in text


def test_a_home_with_nothing_waiting_asks_few_questions(
    client: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.minh)
    client.get(reverse("office:home"))
    with django_assert_max_num_queries(33):  # each room whose work may wait asks once or twice
        client.get(reverse("office:home"))


def test_the_menu_stands_in_a_few_groups_none_of_them_long(client: Client, world: World) -> None:
    groups = GROUPS["office"]
    assert len(groups) <= 7
    sizes = [
        sum(first <= entry.height < following for entry in entries_of("office"))
        for (first, _words), following in zip(groups, [*(first for first, _words in groups[1:]), 10**6], strict=True)
    ]
    assert max(sizes) <= 7
    text = home_of(client, world.minh)
    assert re.search(r'<p class="menu-group">Người dân, đơn vị</p> <ul class="menu">', text)
    viewer = home_of(client, officer("Xem", Role.VIEWER, world.commune))
    assert "Người dân, đơn vị" not in viewer, "a group with nothing in it is not offered"


def test_a_person_is_looked_for_in_the_header_by_whoever_may_read_people(client: Client, world: World) -> None:
    form = f'class="person-search" method="post" action="{reverse("office:citizen-list")}"'
    for user in (world.minh, world.hoa, world.khoa_user):
        assert form in home_of(client, user)
    assert form not in home_of(client, officer("Xem", Role.VIEWER, world.commune))


def test_who_held_a_role_that_ended_is_told_when_and_whom_to_ask(client: Client, world: World) -> None:
    former = account("Nguyễn Văn Cũ")
    today = timezone.localdate()
    Grant.objects.create(
        user=former, role=Role.COMMUNE, place=world.commune, since=today - timedelta(days=90), until=today,
        given_by=world.hoa,
    )  # fmt: skip
    text = home_of(client, former)
    assert f"kết thúc từ ngày {today:%d/%m/%Y}" in text
    assert "Cư Né" in text
    assert "hỏi Hoà" in text
    assert "chưa phụ trách nơi nào" not in text


def test_a_staff_officer_works_for_the_school_and_not_for_the_family(client: Client, world: World) -> None:
    user = account("Nhân")
    person = make_citizen("Nhân", world.village, user)
    family = Group.objects.create(kind="family", name="Hộ Nhân", folded_name="ho nhan", code="N", place=world.village)
    Membership.objects.create(citizen=person, group=family, role=Membership.Role.HEAD, since=LONG_AGO)
    Membership.objects.create(citizen=world.khoa, group=family, role=Membership.Role.MEMBER, since=LONG_AGO)
    unit = make_unit("Trường Cư Né", world.commune, person)
    Membership.objects.create(citizen=world.lan, unit=unit, role="staff", is_main=True, since=LONG_AGO)
    text = home_of(client, user)
    assert re.search(r'<p class="where">.*?Trường Cư Né.*?</p>', text)
    assert "Hộ Nhân" not in text
    people = client.get(reverse("office:citizen-list")).content.decode()
    assert "H&#x27;Lan Niê" in people
    assert "Y Khoa Niê" not in people
    assert "Y Khoa Niê" in client.get(reverse("office:citizen-list"), {"whose": "all"}).content.decode()
