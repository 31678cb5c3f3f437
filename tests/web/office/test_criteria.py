"""Criteria versions as office pages."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.criteria.models import Criterion, Version
from tests.cast import Cast, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa(world: World, client: Client) -> Client:
    client.force_login(world.hoa)
    return client


def drafted(world: World, client: Client) -> Version:
    address = reverse("office:criteria-draft", args=[world.round.version_id])
    client.post(address, {"number": world.round.version.number, "title": "Chép từ văn bản gốc"})
    return Version.objects.get(title="Chép từ văn bản gốc")


def test_the_version_says_how_sure_its_words_are(world: World, hoa: Client) -> None:
    page = hoa.get(reverse("office:criteria", args=[world.round.version_id])).content.decode()
    assert "chưa đối chiếu với văn bản gốc" in page
    assert "Chưa xác nhận" in page
    assert world.round.version.number in hoa.get(reverse("office:criteria-list")).content.decode()


def test_a_draft_is_reworded_and_promulgated(world: World, hoa: Client) -> None:
    draft = drafted(world, hoa)
    words = {"text": "Lời của văn bản gốc", "source": "Quyết định", "certainty": "seen"}
    hoa.post(reverse("office:criteria-reword", args=[draft.pk, 1]), words)
    assert Criterion.objects.get(version=draft, position=1).text == "Lời của văn bản gốc"
    rule = {"area_class": "", "min_total": 82, "min_each": 5, "source": "Quyết định", "certainty": "seen"}
    hoa.post(reverse("office:criteria-rule", args=[draft.pk]), rule)
    sent = {"since": "2026-01-01", "number": "15/QĐ-HKH"}
    hoa.post(reverse("office:criteria-promulgate", args=[draft.pk]), sent)
    draft.refresh_from_db()
    assert (draft.status, draft.number) == (Version.Status.IN_FORCE, "15/QĐ-HKH")
    assert "từ 82 điểm" in hoa.get(reverse("office:criteria", args=[draft.pk])).content.decode()


def test_a_version_in_force_cannot_be_reworded(world: World, hoa: Client) -> None:
    words = {"text": "Khác", "source": "x", "certainty": "seen"}
    answer = hoa.post(reverse("office:criteria-reword", args=[world.round.version_id, 1]), words)
    assert answer.status_code == 409
    assert "đã ban hành" in answer.content.decode()


def test_a_commune_officer_reads_and_does_not_draft(world: World, client: Client) -> None:
    client.force_login(world.minh)
    page = client.get(reverse("office:criteria", args=[world.round.version_id])).content.decode()
    assert "Soạn phiên bản mới" not in page
    assert client.get(reverse("office:criteria-draft", args=[world.round.version_id])).status_code == 403


def test_words_for_one_group_stand_beside_the_common_ones_and_can_be_mended(world: World, hoa: Client) -> None:
    draft = drafted(world, hoa)
    group = draft.applicant_groups.get(position=4)
    address = reverse("office:criteria-reword", args=[draft.pk, 5])
    own = {"applicant_group": group.pk, "text": "Dùng phần mềm học tập", "source": "Quyết định", "certainty": "seen"}
    hoa.post(address, own)
    page = hoa.get(reverse("office:criteria", args=[draft.pk])).content.decode()
    assert "Dùng phần mềm học tập" in page
    assert "Sử dụng công nghệ thông tin" in page
    assert "Dùng phần mềm học tập" in hoa.get(f"{address}?group=4").content.decode()
    assert "Dùng phần mềm học tập" not in hoa.get(f"{address}?group=1").content.decode()


def test_groups_and_competences_of_a_draft_are_named_on_the_page(world: World, hoa: Client) -> None:
    draft = drafted(world, hoa)
    hoa.post(reverse("office:criteria-competence", args=[draft.pk, 2]), {"name": "Năng lực công cụ tương tác"})
    hoa.post(reverse("office:criteria-group", args=[draft.pk, 1]), {"name": "Bà con trong xã"})
    hoa.post(reverse("office:criteria-group-new", args=[draft.pk]), {"name": "Người cao tuổi"})
    hoa.post(reverse("office:criteria-group-drop", args=[draft.pk, 2]))
    page = hoa.get(reverse("office:criteria", args=[draft.pk])).content.decode()
    for words in ("Năng lực công cụ tương tác", "Bà con trong xã", "Người cao tuổi"):
        assert words in page
    assert draft.applicant_groups.count() == 4


def test_the_rule_of_an_area_is_mended_starting_from_what_it_says(world: World, hoa: Client) -> None:
    draft = drafted(world, hoa)
    form = hoa.get(reverse("office:criteria-rule", args=[draft.pk]) + "?area=remote").content.decode()
    assert 'value="70"' in form
    assert "chưa thấy nhắc lại" in form


def test_a_province_without_criteria_loads_the_published_ones(cast: Cast, client: Client) -> None:
    client.force_login(cast.hoa)
    listed, load = reverse("office:criteria-list"), reverse("office:criteria-load")
    assert load in client.get(listed).text
    assert "Đã nạp 244/QĐ-KHVN, 324/QĐ-KHVN." in client.post(load, follow=True).text
    assert "không nạp gì" in client.post(load, follow=True).text
