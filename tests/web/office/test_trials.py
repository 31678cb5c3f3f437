"""Trials and studies as office pages."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.audit.models import Reading
from hieuhoc.criteria.actions import draft_version, drop_applicant_group, set_pass_rule
from hieuhoc.criteria.models import Version
from hieuhoc.trials.models import Study, Trial
from hieuhoc.trials.rules import ENOUGH_DOSSIERS
from hieuhoc.trials.tasks import count_asked_study, count_asked_trial
from tests.cast import World
from tests.people.makers import add
from tests.trials.makers import make_decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world: World) -> Version:
    draft = draft_version(world.round.version, number="Dự thảo 2027", actor=None)
    set_pass_rule(draft, area_class="", min_total=85, min_each=5, source="VB", certainty="seen", actor=None)
    make_decided(world.lan, world.round, [8] * 10)
    make_decided(add(world.land.far_village, "Trần Thị Ngà"), world.round, [8] * 10)
    return draft


def page_at(client: Client, name: str, pk: int, query: str = "") -> str:
    return client.get(reverse(f"office:{name}", args=[pk]) + query).content.decode()


def asked(world: World, draft: Version, client: Client) -> Trial:
    client.force_login(world.hoa)
    answer = {"years": [world.round.year], "new_answers": "share"}
    client.post(reverse("office:trial-new", args=[draft.pk]), answer)
    return Trial.objects.get(version=draft)


def test_a_draft_is_tried_from_its_page_and_says_what_would_change(
    world: World, draft: Version, client: Client
) -> None:
    trial = asked(world, draft, client)
    waiting = page_at(client, "trial", trial.pk)
    assert "Đang chờ" in waiting
    assert reverse("office:trial-progress", args=[trial.pk]) in waiting
    count_asked_trial(trial.pk)
    page = page_at(client, "trial", trial.pk)
    assert "0 người đạt thay vì 2, trong 2 hồ sơ đã xét." in page
    assert "0 người từ không đạt thành đạt, 2 người từ đạt thành không đạt." in page
    assert "Kết quả này cũ" not in page
    assert client.get(reverse("office:trial-progress", args=[trial.pk])).headers["HX-Refresh"] == "true"
    set_pass_rule(draft, area_class="", min_total=80, min_each=5, source="VB", certainty="seen", actor=None)
    assert "bộ tiêu chí đã sửa sau khi đếm" in page_at(client, "trial", trial.pk)


def test_changed_dossiers_are_named_to_their_own_officer_and_the_look_is_on_record(
    world: World, draft: Version, client: Client
) -> None:
    trial = asked(world, draft, client)
    count_asked_trial(trial.pk)
    client.force_login(world.minh)
    before = Reading.objects.filter(purpose="trials.read_trials").count()
    page = page_at(client, "trial-changes", trial.pk, "?kind=2")
    assert world.lan.name.replace("'", "&#x27;") in page
    assert "Trần Thị Ngà" not in page
    assert Reading.objects.filter(purpose="trials.read_trials").count() == before + 1
    assert world.lan.name.replace("'", "&#x27;") not in page_at(client, "trial-changes", trial.pk, "?kind=1")


def test_a_commune_reads_rounded_sums_of_the_province(world: World, draft: Version, client: Client) -> None:
    trial = asked(world, draft, client)
    count_asked_trial(trial.pk)
    client.force_login(world.minh)
    page = page_at(client, "trial", trial.pk)
    assert "làm tròn để không chỉ ra ai" in page
    assert "0 người đạt thay vì 0, trong 0 hồ sơ" in page or "chưa có hồ sơ nào" in page, "two are too few to be told"
    assert "Cư Né" in page
    assert "Ea Ngai" not in page


def test_a_trial_is_cancelled_from_its_page(world: World, draft: Version, client: Client) -> None:
    trial = asked(world, draft, client)
    client.post(reverse("office:trial-cancel", args=[trial.pk]))
    assert "Đã huỷ" in page_at(client, "trial", trial.pk)
    assert "Đã huỷ" in page_at(client, "trial-list", draft.pk)


def test_a_group_the_draft_dropped_is_asked_about(world: World, draft: Version, client: Client) -> None:
    group = draft.applicant_groups.order_by("position")[0]
    code = group.code
    drop_applicant_group(group, actor=None)
    other = draft.applicant_groups.order_by("position")[0]
    client.force_login(world.hoa)
    assert group.name in page_at(client, "trial-new", draft.pk)
    answer = {"years": [world.round.year], "new_answers": "none", f"group_{code}": other.code}
    client.post(reverse("office:trial-new", args=[draft.pk]), answer)
    assert Trial.objects.get(version=draft).regrouped == {code: other.code}


def test_measures_of_few_are_not_told_and_of_many_are_explained(world: World, draft: Version, client: Client) -> None:
    client.force_login(world.hoa)
    version = world.round.version_id
    client.post(reverse("office:study-new", args=[version]), {"years": [world.round.year]})
    study = Study.objects.get()
    count_asked_study(study.pk)
    page = page_at(client, "study", study.pk)
    assert "ít hơn 30 hồ sơ" in page
    part = study.result or Study.objects.get().result
    assert part["parts"][0]["count"] < ENOUGH_DOSSIERS
    for number in range(ENOUGH_DOSSIERS):
        person = add(world.land.near_village, f"Y Người {number}", birth_date=None, birth_year=1960 + number)
        make_decided(person, world.round, [10] + [5 + number % 6] * 9)
    assert "có hồ sơ được xét lại" in page_at(client, "study", study.pk)
    count_asked_study(Study.objects.create(version_id=version, years=[world.round.year]).pk)
    page = page_at(client, "study", Study.objects.latest("pk").pk)
    assert "Hệ số alpha của Cronbach là" in page
    assert "Gần như ai cũng được trọn điểm" in page
    assert "Đo lại" in page
    assert "Ea Ngai" not in page


def test_a_draft_is_shaped_on_its_pages(world: World, draft: Version, client: Client) -> None:
    client.force_login(world.hoa)
    client.post(reverse("office:criterion-weigh", args=[draft.pk, 1]), {"max_points": 15})
    words = {"competence": draft.competences.get(position=1).pk, "text": "Câu mới", "max_points": 5}
    client.post(reverse("office:criterion-new", args=[draft.pk]), words | {"source": "VB", "certainty": "seen"})
    page = page_at(client, "criteria", draft.pk)
    assert "5. Câu mới" in page
    drop = reverse("office:criterion-drop", args=[draft.pk, 5])
    criterion = draft.criteria.get(position=5).pk
    client.post(drop, {"criterion": criterion})
    assert client.post(drop, {"criterion": criterion}).status_code == 404, "sent twice, it drops no other"
    client.post(reverse("office:criteria-rule-drop", args=[draft.pk, "remote"]))
    assert not draft.pass_rules.filter(area_class="remote").exists()
    assert list(draft.criteria.order_by("position").values_list("max_points", flat=True)) == [15] + [10] * 9
