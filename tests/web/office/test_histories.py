"""Histories name what they speak of and lead to it; deeds on many stand in the history of each."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from hieuhoc.assessment.actions import confirm_dossiers, submit_dossiers
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.actions import record
from hieuhoc.audit.models import Reading
from hieuhoc.people.actions import NewGroup, add_group
from hieuhoc.people.models import Group
from hieuhoc.recognition.actions import issue_decision, make_proposal, send_proposal
from hieuhoc.recognition.rules import DecisionText
from hieuhoc.sheets.models import Batch
from tests.assessment.makers import make_submitted
from tests.cast import World, make_world
from tests.people.makers import LONG_AGO, make_citizen
from tests.sheets.files import csv_of, imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def minh(world: World, client: Client) -> Client:
    client.force_login(world.minh)
    return client


def test_every_deed_on_many_stands_in_the_history_of_each_with_a_way_to_it(world: World, minh: Client) -> None:
    group = world.round.version.applicant_groups.order_by("position")[0]
    headers = ["Số định danh", "Họ và tên", "Ngày sinh", "Nhóm đối tượng", *(f"Chỉ số {n}" for n in range(1, 11))]
    row = ["066190001234", world.lan.name, "06/05/1990", group.code, *["8"] * 10]
    settings: dict[str, Any] = {"year": world.round.year, "consent_way": "paper"}
    imported("scores", csv_of(headers, [row]), world.commune, actor=world.minh, **settings)
    dossier = Dossier.objects.get(citizen=world.lan)
    submit_dossiers([dossier], actor=world.minh)
    confirm_dossiers([dossier], actor=world.hoa)
    proposal = make_proposal(world.round, world.commune, actor=world.minh)
    text = DecisionText("12/QĐ-UBND", timezone.localdate(), "UBND xã", "Y Blô", "Chủ tịch", "324/QĐ-KHVN")
    issue_decision(send_proposal(proposal, actor=world.minh), text, actor=world.hoa)
    page = minh.get(reverse("office:dossier", args=[dossier.pk]))
    deeds = [event.what for event in page.context["events"]]
    assert deeds == ["Ra quyết định công nhận", "Lập danh sách đề nghị", "Xét hồ sơ", "Gửi hồ sơ", "Nhập phiếu điểm"]
    text_of_page = page.content.decode()
    for address in (
        reverse("office:proposal", args=[proposal.pk]),
        reverse("office:batch", args=[Batch.objects.get().pk]),
    ):
        assert f'href="{address}"' in text_of_page


def test_the_history_of_a_commune_names_whose_dossier_it_was_and_leads_there(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    page = minh.get(reverse("office:history"), {"deed": "assessment.submit_dossier"})
    assert [entry.deed for entry, _words, _subject in page.context["rows"]] == ["assessment.submit_dossier"]
    shown = page.content.decode()
    assert escape(f"{world.lan.name} ({world.round.year})") in shown
    assert reverse("office:dossier", args=[dossier.pk]) in shown
    assert Reading.objects.filter(actor=world.minh, purpose="assessment.read_dossiers", person_count=1).exists()


def test_what_one_does_not_reach_is_not_named(world: World, minh: Client) -> None:
    """Its person moved on: the deed stays in the history of the commune, the name does not."""
    dossier = make_submitted(make_citizen("Đã Chuyển", world.village), world.round)
    Dossier.objects.filter(pk=dossier.pk).update(place=world.other_commune)
    shown = minh.get(reverse("office:history")).content.decode()
    assert "Gửi hồ sơ" in shown
    assert "Đã Chuyển" not in shown


def test_a_family_s_name_written_by_an_older_release_is_on_no_page(world: World, client: Client) -> None:
    """It is somebody's name, and nothing can be taken out of the history; a clan's is nobody's."""
    family = add_group(NewGroup(Group.Kind.FAMILY, "Hộ bà Ba", "H1", world.commune, LONG_AGO), actor=None)
    for group, name in ((family, "Gia đình H'Lan Niê"), (world.clan, "Dòng họ Niê Kdăm")):
        changes = {"name": ["Tên cũ", name]}
        record("people.change_group", actor=None, subject_kind="group", subject_id=group.pk, changes=changes)
    client.force_login(world.minh)
    pages = [client.get(reverse("office:group", args=[group.pk])).content.decode() for group in (family, world.clan)]
    assert ["Tên cũ" in page for page in pages] == [False, True]
    assert "Sửa gia đình, dòng họ" in pages[0], "that it was changed is said"
