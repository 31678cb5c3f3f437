"""What was completed becomes evidence by itself, for the right criterion of the year's dossier, while the person agrees."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.reads import dossier_card
from hieuhoc.criteria.models import Version
from hieuhoc.learning.actions import complete_activity, enrol_person, record_presence, use_as_evidence
from hieuhoc.learning.models import Participation, Topic, TopicCriterion
from hieuhoc.learning.reads import EVIDENCE
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import give_consent, withdraw_consent
from hieuhoc.privacy.models import Consent, Purpose
from tests.assessment.makers import make_dossier
from tests.cast import World
from tests.learning.makers import make_activity, soon
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def completed(world: World, person: Citizen, topic: str = "digital", day: date | None = None) -> Participation:
    days = (day,) if day else soon(0)
    activity = make_activity(world.village, topic=Topic.objects.get(code=topic), days=soon(0))
    part = enrol_person(activity, person, actor=None)
    type(activity).objects.filter(pk=activity.pk).update(days=list(days))
    record_presence(activity, days[0], [part], was_there=True, actor=None)
    complete_activity(activity, [part], is_completed=True, actor=None)
    return Participation.objects.select_related("activity", "citizen").get(pk=part.pk)


def speaks_for(dossier: Dossier) -> dict[int, list[str]]:
    """Position of the criterion → the activities that show there."""
    rows = dossier_card(Dossier.objects.get(pk=dossier.pk)).rows
    return {row.position: [piece.title for piece in row.learned] for row in rows if row.learned}


def dossier_of(world: World) -> Dossier:
    Version.objects.filter(pk=world.round.version_id).update(number="324/QĐ-KHVN")
    return make_dossier(world.lan, world.round)


def test_it_shows_at_its_criterion_once_the_person_agrees_and_goes_when_they_no_longer_do(world: World) -> None:
    dossier = dossier_of(world)
    completed(world, world.lan)
    completed(world, world.lan, "farming")
    completed(world, world.khoa)
    completed(world, world.lan, day=date(world.round.year - 1, 5, 1))
    assert speaks_for(dossier) == {}
    purpose = Purpose.objects.get(code=EVIDENCE)
    consent = give_consent(world.lan, purpose, way=Consent.Way.PAPER, actor=world.minh)
    assert speaks_for(dossier) == {3: ["Lớp kỹ năng số"], 5: ["Lớp kỹ năng số"]}
    withdraw_consent(consent, actor=world.lan_user)
    assert speaks_for(dossier) == {}


def test_the_person_alone_takes_it_out_and_puts_it_back(world: World) -> None:
    dossier, part = dossier_of(world), completed(world, world.lan)
    give_consent(world.lan, Purpose.objects.get(code=EVIDENCE), way=Consent.Way.ONLINE, actor=world.lan_user)
    for actor in (world.minh, world.hoa, world.khoa_user):
        with pytest.raises(PermissionDenied):
            use_as_evidence(part, is_used=False, actor=actor)
    use_as_evidence(part, is_used=False, actor=world.lan_user)
    assert speaks_for(dossier) == {}
    use_as_evidence(part, is_used=True, actor=world.lan_user)
    assert speaks_for(dossier) == {5: ["Lớp kỹ năng số"]}
    with refused("not_completed"):
        use_as_evidence(enrol_person(make_activity(world.village), world.lan, actor=None), is_used=True, actor=None)


def test_every_topic_speaks_for_a_criterion_of_both_published_sets() -> None:
    known = set(TopicCriterion.objects.values_list("topic__code", "version_number"))
    numbers = ("244/QĐ-KHVN", "324/QĐ-KHVN")
    assert known == {(code, number) for code in Topic.objects.values_list("code", flat=True) for number in numbers}


def test_one_button_agrees_and_another_takes_out_and_the_reviewer_sees_it(world: World, client: Client) -> None:
    dossier, part = dossier_of(world), completed(world, world.lan)
    address = reverse("citizen:activity", args=[part.activity_id])
    client.force_login(world.lan_user)
    assert "Đồng ý dùng làm minh chứng" in client.get(address).text
    assert "Bỏ khỏi minh chứng" in client.post(address, {"deed": "use"}, follow=True).text
    assert part.activity.title in client.get(reverse("citizen:dossier", args=[dossier.pk])).text
    client.force_login(world.minh)
    page = client.get(reverse("office:dossier", args=[dossier.pk])).text
    assert f"hoàn thành ngày {timezone.localdate():%d/%m/%Y}, 1,5 giờ, Câu lạc bộ Ánh Sao" in " ".join(page.split())
    client.force_login(world.lan_user)
    assert "Đồng ý dùng làm minh chứng" in client.post(address, {"deed": "take-out"}, follow=True).text
    assert part.activity.title not in client.get(reverse("citizen:dossier", args=[dossier.pk])).text
