"""What a person sees of themselves, and that nobody sees anybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.audit.models import Reading
from hieuhoc.people.actions import make_link_code
from tests.assessment.world import World, make_citizen, make_submitted, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_lan_sees_her_dossier_with_its_points_and_the_reading_is_logged(client: Client, world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    client.force_login(world.lan_user)
    assert f"Đợt {world.round.year}" in client.get(reverse("citizen:home")).content.decode()
    assert "80/100" in client.get(reverse("citizen:dossier", args=[dossier.pk])).content.decode()
    assert Reading.objects.filter(actor=world.lan_user, subject_kind="dossier", subject_id=dossier.pk).exists()
    assert client.get(reverse("citizen:readings")).status_code == 200


def test_the_dossier_of_somebody_else_does_not_exist(client: Client, world: World) -> None:
    dossier = make_submitted(make_citizen("Y Thương Byă", world.village), world.round)
    client.force_login(world.lan_user)
    assert client.get(reverse("citizen:dossier", args=[dossier.pk])).status_code == 404


def test_a_code_links_the_sign_in_once_and_a_wrong_one_is_told(client: Client, world: World) -> None:
    person, user = make_citizen("Y Thương Byă", world.village), make_user("Y Thương")
    client.force_login(user)
    address = client.get(reverse("citizen:home")).headers["Location"]
    assert client.post(address, {"code": "7K3M-9QRT-2XWP"}).status_code == 409
    assert client.post(address, {"code": make_link_code(person, actor=None)}).status_code == 302
    assert "Y Thương Byă" in client.get(reverse("citizen:home")).content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client, world: World) -> None:
    assert client.get(reverse("citizen:home")).headers["Location"].startswith("/account/login")
