"""Criteria and targets are data in Vietnamese: read in English where there is one, else marked as Vietnamese."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.criteria.actions import draft_version, name_applicant_group, promulgate_version
from hieuhoc.criteria.published import shipped_english
from hieuhoc.indicators.models import TargetSet
from hieuhoc.indicators.published import load_targets
from tests.assessment.makers import make_submitted
from tests.cast import World

pytestmark = pytest.mark.django_db
BINDING = "only the Vietnamese text is legally binding"
OWN = "Người cao tuổi trong thôn"


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def test_everybody_reads_the_criteria_in_the_language_of_the_page(client: Client, world: World) -> None:
    vietnamese = client.get(reverse("public:criteria")).content.decode()
    assert "legally binding" not in vietnamese
    assert 'lang="vi">' not in vietnamese.partition("<body")[2]
    client.cookies["language"] = "en"
    page = client.get(reverse("public:criteria")).content.decode()
    assert page.count(BINDING) == 1
    for criterion in world.round.version.criteria.all():
        assert criterion.text in vietnamese
        assert criterion.text not in page
        assert shipped_english()[criterion.text].replace("'", "&#x27;") in page


def test_what_has_no_english_is_marked_as_vietnamese(english: Client, world: World) -> None:
    draft = draft_version(world.round.version, number="400/QĐ-KHVN", actor=None)
    name_applicant_group(draft, name=OWN, actor=None)
    promulgate_version(draft, since=date(2025, 1, 1), actor=None)
    page = english.get(reverse("public:criteria-version", args=[draft.pk])).content.decode()
    assert f'<span lang="vi">{OWN}</span>' in page


def test_a_person_and_an_officer_read_a_dossier_in_english(english: Client, world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    first, group = world.round.version.criteria.get(position=1), dossier.applicant_group
    english.force_login(world.lan_user)
    own = english.get(reverse("citizen:dossier", args=[dossier.pk])).content.decode()
    english.force_login(world.minh)
    pages = [
        english.get(reverse(f"office:{name}", args=[dossier.pk])).content.decode()
        for name in ("dossier", "dossier-review")
    ]
    for page in (own, *pages):
        assert shipped_english()[first.text] in page
        assert first.text not in page
        assert page.count(BINDING) == 1
    listed = english.get(reverse("office:dossier-list"), {"status": "all"}).content.decode()
    assert shipped_english()[group.name] in listed


def test_the_province_writes_the_english_of_a_version_in_force(english: Client, world: World) -> None:
    version = world.round.version
    english.force_login(world.hoa)
    address = reverse("office:criteria-english", args=[version.pk])
    form = english.get(address).context["form"]
    name = form.field_of(version.title)
    assert form.initial[name] == shipped_english()[version.title]
    assert english.post(address, form.initial | {name: "Criteria of the four groups"}).status_code == 302
    version.refresh_from_db()
    assert version.english == {version.title: "Criteria of the four groups"}
    record = english.get(reverse("office:criteria", args=[version.pk])).content.decode()
    assert "Criteria of the four groups" in record


def test_a_plan_is_entered_with_its_english(english: Client, world: World) -> None:
    load_targets()
    english.force_login(world.hoa)
    listed = english.get(reverse("office:target-list")).content.decode()
    assert "National targets under Decision 677/QĐ-TTg" in listed
    assert "Chỉ tiêu quốc gia" not in listed
    form = {"code": "dl", "name": "Kế hoạch tỉnh", "name_english": "Plan of the province", "document": "KH số 9"}
    assert english.post(reverse("office:target-new"), form | {"place": world.province.pk}).status_code == 302
    assert TargetSet.objects.get(code="dl").english == {"Kế hoạch tỉnh": "Plan of the province"}
    listed = english.get(reverse("office:target-list")).content.decode()
    assert "Plan of the province" in listed
    assert '<span lang="vi">KH số 9</span>' in listed
