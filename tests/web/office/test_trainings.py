"""Trainings on the criteria as office pages."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hieuhoc.learning.actions import NewTraining, add_training
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.models import AssociationBranch, Citizen, Membership
from tests.cast import World
from tests.people.makers import make_citizen

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh(world: World, client: Client) -> Client:
    client.force_login(world.minh)
    return client


def held(world: World, code: str = "TH-01") -> Training:
    new = NewTraining(code, "Quán triệt bộ tiêu chí", world.round.version, date(2026, 3, 1), world.commune)
    return add_training(new, actor=None)


def enrol(*people: Citizen) -> None:
    branch = AssociationBranch.objects.create(name="Chi hội Buôn Drăh", code="CH1")
    for person in people:
        Membership.objects.create(
            citizen=person, branch=branch, role=Membership.Role.MEMBER, is_main=True, since=date(2020, 1, 1)
        )


def test_a_training_is_recorded_and_found_again(world: World, minh: Client) -> None:
    given = {
        "code": "TH-01",
        "title": "Lớp tháng 3",
        "version": world.round.version_id,
        "held_on": "2026-03-01",
        "place": world.commune.pk,
    }
    made = minh.post(reverse("office:training-new"), given)
    assert made.url == reverse("office:training", args=[Training.objects.get().pk])  # type: ignore[attr-defined]
    assert "Lớp tháng 3" in minh.get(reverse("office:training-list"), {"year": "2026"}).content.decode()
    assert minh.post(reverse("office:training-new"), given).status_code == 409


def test_members_are_ticked_and_can_be_taken_out_again(world: World, minh: Client) -> None:
    stranger = make_citizen("Không hội viên", world.village)
    enrol(world.lan)
    training = held(world)
    address = reverse("office:attendance-new", args=[training.pk])
    page = minh.get(address).content.decode()
    assert escape(world.lan.name) in page
    assert stranger.name not in page
    minh.post(address, {"chosen": [public_id("citizen", world.lan.pk), "hỏng"], "deed": "completed"})
    attendance = Attendance.objects.get()
    assert (attendance.citizen, attendance.completed) == (world.lan, True)
    assert escape(world.lan.name) not in minh.get(address).content.decode()
    assert "1 người hoàn thành" in minh.get(reverse("office:training", args=[training.pk])).content.decode()
    minh.post(reverse("office:attendance-withdraw", args=[attendance.pk]))
    assert not Attendance.objects.exists()


def test_a_name_is_searched_without_standing_in_the_address(world: World, minh: Client) -> None:
    enrol(world.lan, make_citizen("Y Bin Mlô", world.village))
    answer = minh.post(reverse("office:attendance-new", args=[held(world).pk]), {"name": "h'lan"})
    assert "lan" not in answer.url  # type: ignore[attr-defined]
    assert escape(world.lan.name) in minh.get(answer.url).content.decode()  # type: ignore[attr-defined]


def test_an_officer_of_another_commune_sees_nothing(world: World, client: Client) -> None:
    training = held(world)
    client.force_login(world.son)
    for name in ("training", "attendance-new"):
        assert client.get(reverse(f"office:{name}", args=[training.pk])).status_code == 404
    assert training.title not in client.get(reverse("office:training-list")).content.decode()
