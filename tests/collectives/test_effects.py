"""Before a title is taken back it is told which models would reach less, and which figures change; then nothing was done."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.collectives.actions import decide_models, register_models
from hieuhoc.collectives.effects import effect_of_revoking, effect_of_revoking_model
from hieuhoc.collectives.models import Registration
from hieuhoc.indicators.models import Revision, TargetSet
from hieuhoc.recognition.actions import issue_decision, make_proposal, send_proposal
from hieuhoc.recognition.models import Title
from tests.assessment.makers import make_passed
from tests.cast import World
from tests.collectives.makers import decision_text, make_criteria, make_family
from tests.people.makers import make_citizen

pytestmark = pytest.mark.django_db


@pytest.fixture
def title(world: World) -> Title:
    """Lan's, which her family of two needs to be a learning family; her neighbour's family does not."""
    make_criteria("family")
    other = make_citizen("Y Hai", world.village)
    for person in (world.lan, other):
        make_passed(person, world.round)
    proposal = send_proposal(make_proposal(world.round, world.commune, actor=None), actor=None)
    issue_decision(proposal, decision_text("1/QĐ"), actor=None)
    families = [
        make_family(world.village, "LAN", world.lan, other),
        make_family(world.village, "KHAC", make_citizen("Y Ba", world.village)),
    ]
    register_models("family", families, world.round.year, actor=None)
    met = Registration.objects.get(recognition__group=families[0])
    decide_models([met.pk], world.commune, decision_text("2/QĐ"), actor=None)
    Revision.objects.get_or_create(year=world.round.year, number=0)
    return Title.objects.get(citizen=world.lan)


def test_models_and_figures_are_told_and_nothing_is_done(title: Title, world: World) -> None:
    effect = effect_of_revoking([title])
    (fallen,) = effect.models
    assert fallen.registration.recognition is not None
    assert fallen.registration.recognition.group is not None
    assert fallen.registration.recognition.group.code == "LAN"
    assert (fallen.before.grade, fallen.after.grade, fallen.is_recognised) == (1, 0, True)
    changed = {row.indicator.code: (row.place_id, row.before, row.after) for row in effect.figures}
    place, before, after = changed["T2"]
    assert place == world.commune.pk
    assert before.numerator - after.numerator == 1
    assert before.denominator == after.denominator
    assert not effect.is_closed
    title.refresh_from_db()
    assert title.revoked_on is None
    assert Registration.objects.get(pk=fallen.registration.pk).standing == "met"


def test_of_a_closed_year_it_is_told_that_only_a_revision_changes_figures(title: Title) -> None:
    Revision.objects.update(is_open=False)
    assert effect_of_revoking([title]).is_closed


def test_the_page_that_asks_once_more_tells_it(title: Title, world: World, client: Client) -> None:
    client.force_login(world.hoa)
    given = vars(decision_text("3/QĐ")) | {"reason": "Khai sai"}
    page = client.post(reverse("office:title-revoke", args=[title.pk]), given).content.decode()
    assert "Gia đình LAN" in page
    assert "giữ hoặc thu hồi" in page
    assert "T2" in page
    title.refresh_from_db()
    assert title.revoked_on is None


def recognised_family(world: World) -> Registration:
    """Of two people who hold the title, with a commune above that needs it."""
    family = {"kind": "number", "of": "families", "holding": "recognised", "at_least": 1}
    make_criteria("commune", family)
    row = Registration.objects.with_bodies().get(recognition__group__code="LAN")
    register_models("commune", [world.commune], world.round.year, actor=None)
    return row


def test_of_a_model_the_commune_above_and_the_figures_of_its_people_are_told(title: Title, world: World) -> None:
    settings = {"group_status": "recognised"}
    TargetSet.objects.create(code="tinh", name="KH", document="KH 1", place=world.province, settings=settings)
    row = recognised_family(world)
    effect = effect_of_revoking_model(row)
    (figure,) = effect.figures
    assert (figure.indicator.code, figure.place_id) == ("T2", world.commune.pk)
    assert (figure.before.numerator, figure.after.numerator) == (2, 0)
    (above,) = effect.models
    assert above.registration.commune == world.commune
    assert (above.before.grade, above.after.grade, above.is_recognised) == (1, 0, False)
    row = Registration.objects.with_bodies().get(pk=row.pk)
    assert row.recognition is not None
    assert row.recognition.status == "recognised"


def test_a_communes_own_is_counted_by_nobody(title: Title, world: World) -> None:
    recognised_family(world)
    effect = effect_of_revoking_model(Registration.objects.with_bodies().get(commune=world.commune))
    assert (effect.models, effect.figures, effect.is_closed) == ((), (), False)


def test_the_page_that_revokes_a_model_tells_it_before(title: Title, world: World, client: Client) -> None:
    row = recognised_family(world)
    Registration.objects.filter(pk=row.pk).update(standing="not_met", grade=0, failing=[1])
    client.force_login(world.minh)
    given = vars(decision_text("3/QĐ")) | {"reason": "Không còn đạt"}
    page = client.post(reverse("office:model-revoke", args=[row.pk]), given).content.decode()
    assert "không còn được công nhận" in page
    assert "Xã Cư Né" in page
    assert "không còn đáp ứng" in page
    row.refresh_from_db()
    assert row.revoked_by is None
