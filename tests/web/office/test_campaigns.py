"""A campaign in the office: whom to, what, how many it would reach, sent, and what came of it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hieuhoc.news.models import Campaign
from tests.assessment.makers import make_submitted
from tests.cast import World
from tests.news.makers import agree, send_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh(world: World, client: Client) -> Client:
    client.force_login(world.minh)
    return client


def words(client: Client, name: str, pk: int) -> str:
    return client.get(reverse(f"office:{name}", args=[pk])).content.decode()


def test_the_way_from_an_audience_to_who_acted(world: World, minh: Client, settings: Settings) -> None:
    settings.QUIET_HOURS = None
    agree(world.lan, "opens")
    offered = minh.get(reverse("office:campaign-new")).content.decode()
    assert "Chưa nộp hồ sơ đợt này" in offered
    given = {
        "place": world.commune.pk,
        "purpose": "contact",
        "channels": ["in_app"],
        "title": "Hạn nộp hồ sơ",
        "text": "Hạn là 30/11.",
    }
    address = reverse("office:campaign-new") + "?audience=no-dossier"
    minh.post(address, {**given, "channels": []})
    assert not Campaign.objects.exists(), "a campaign has a channel"
    answer = minh.post(address, given)
    campaign = Campaign.objects.get()
    assert answer["Location"] == reverse("office:campaign", args=[campaign.pk])
    assert "2 trong 2 người nhận được" in words(minh, "campaign", campaign.pk)
    (event,) = minh.get(reverse("office:campaign", args=[campaign.pk])).context["events"]
    assert event.changes == [("Gửi cho ai", "", "Chưa nộp hồ sơ đợt này")]
    minh.post(reverse("office:campaign-change", args=[campaign.pk]), {**given, "title": "Sắp hết hạn"})
    minh.post(reverse("office:campaign-send", args=[campaign.pk]))
    assert "Đang lập danh sách" in words(minh, "campaign", campaign.pk)
    minh.post(reverse("office:campaign-cancel", args=[campaign.pk]))
    minh.post(reverse("office:campaign-resume", args=[campaign.pk]))
    send_out(campaign)
    lan = Client()
    lan.force_login(world.lan_user)
    assert "Sắp hết hạn" in lan.get(reverse("inbox")).content.decode()
    assert "0/2 người được gửi" in words(minh, "campaign", campaign.pk)
    make_submitted(world.lan, world.round)
    page = words(minh, "campaign", campaign.pk)
    assert "1/2 người được gửi (50,0%) đã gửi hồ sơ từ lúc gửi." in page
    assert "không chắc là nhờ tin này" in page
    assert "Sắp hết hạn" in minh.get(reverse("office:campaign-list")).content.decode()
    assert minh.get(reverse("office:campaign-progress", args=[campaign.pk])).headers["HX-Refresh"] == "true"


def test_somebody_elses_place_is_not_offered_and_not_taken(world: World, minh: Client) -> None:
    given = {
        "place": world.other_commune.pk,
        "purpose": "contact",
        "channels": ["in_app"],
        "title": "x",
        "text": "y",
    }
    minh.post(reverse("office:campaign-new") + "?audience=adults", given)
    assert not Campaign.objects.exists()
