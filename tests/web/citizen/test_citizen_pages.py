"""What a person sees of themselves, and that nobody sees anybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.audit.actions import record_reading
from hieuhoc.audit.models import Reading
from hieuhoc.people.actions import make_link_code
from hieuhoc.people.models import Citizen
from hieuhoc.recognition.actions import issue_decision, make_proposal, send_proposal
from tests.assessment.makers import make_passed, make_submitted
from tests.cast import World, account
from tests.people.makers import make_citizen
from tests.recognition.test_recognise import decision_text

pytestmark = pytest.mark.django_db


def test_lan_sees_her_dossier_with_its_points_and_the_reading_is_logged(client: Client, world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    client.force_login(world.lan_user)
    assert f"Đợt {world.round.year}" in client.get(reverse("citizen:home")).content.decode()
    assert "80/100" in client.get(reverse("citizen:dossier", args=[dossier.pk])).content.decode()
    assert Reading.objects.filter(actor=world.lan_user, subject_kind="dossier", subject_id=dossier.pk).exists()
    assert client.get(reverse("citizen:readings")).status_code == 200


def test_lan_sees_who_opened_her_dossier_evidence_or_certificate(client: Client, world: World) -> None:
    dossier = make_passed(world.lan, world.round)
    proposal = send_proposal(make_proposal(world.round, world.commune, actor=None), actor=None)
    title = issue_decision(proposal, decision_text(), actor=None).titles.get()
    other = make_submitted(make_citizen("Y Thương Byă", world.village), world.round)
    client.force_login(world.minh)
    for row in (dossier, other):
        assert client.get(reverse("office:dossier", args=[row.pk])).status_code == 200
    assert client.get(reverse("office:citizen", args=[world.lan.pk])).status_code == 200
    assert Reading.objects.count() == 3  # one per page
    record_reading(
        "recognition.read_certificate", actor=world.hoa, subject_kind="title", subject_id=title.pk, person_count=1
    )
    client.force_login(world.lan_user)
    page = client.get(reverse("citizen:readings")).content.decode()
    assert page.count("<td>Minh</td>") == 2
    assert page.count("<td>Hoà</td>") == 1
    assert "Tải giấy chứng nhận" in page


def test_the_readings_of_a_joined_record_go_along(client: Client, world: World) -> None:
    twice = make_citizen(world.lan.name, world.village)
    record_reading("people.read_citizens", actor=world.hoa, subject_kind="citizen", subject_id=twice.pk, person_count=1)
    Citizen.objects.filter(pk=twice.pk).update(joined_into=world.lan)
    client.force_login(world.lan_user)
    assert "<td>Hoà</td>" in client.get(reverse("citizen:readings")).content.decode()


def test_the_dossier_of_somebody_else_does_not_exist(client: Client, world: World) -> None:
    dossier = make_submitted(make_citizen("Y Thương Byă", world.village), world.round)
    client.force_login(world.lan_user)
    assert client.get(reverse("citizen:dossier", args=[dossier.pk])).status_code == 404


def test_a_code_links_the_sign_in_once_and_a_wrong_one_is_told(client: Client, world: World) -> None:
    person, user = make_citizen("Y Thương Byă", world.village), account("Y Thương")
    client.force_login(user)
    address = client.get(reverse("citizen:home")).headers["Location"]
    assert client.post(address, {"code": "7K3M-9QRT-2XWP"}).status_code == 409
    assert client.post(address, {"code": make_link_code(person, actor=None)}).status_code == 302
    assert "Y Thương Byă" in client.get(reverse("citizen:home")).content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client, world: World) -> None:
    assert client.get(reverse("citizen:home")).headers["Location"].startswith("/account/login")
