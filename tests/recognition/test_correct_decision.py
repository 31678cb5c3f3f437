"""A name written wrong on a decision: a decision of its own puts it right, new papers replace the old ones, wherever checked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hieuhoc.audit.reads import history_of
from hieuhoc.documents.writing import PDF, written_paper
from hieuhoc.lib.personal import NAMELESS, Person
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import correct_citizen, facts_of
from hieuhoc.recognition import personal
from hieuhoc.recognition.actions import correct_decision
from hieuhoc.recognition.decisions_on_paper import decision_paper, people_under
from hieuhoc.recognition.models import Certificate, Decision, NameCorrection, Title
from hieuhoc.recognition.reads import TitleStanding, verify
from hieuhoc.recognition.tasks import render_certificates
from tests.cast import World
from tests.documents.pdf_layout import text_of
from tests.recognition.kin import family_of, own_of
from tests.recognition.test_recognise import decision_text, recognised
from tests.refusals import refused

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "H'Lan Niê", "H'Lan Niê Kđăm"
TEXT = decision_text(number="15/QĐ-UBND")


@pytest.fixture
def decision(world: World) -> Decision:
    """With Lan's paper under her wrong name; then the record says the right one."""
    title = recognised(world)
    render_certificates(title.decision_id)
    correct_citizen(world.lan, replace(facts_of(world.lan), name=RIGHT), actor=world.minh)
    return title.decision


def code_of(decision: Decision) -> str:
    return Certificate.objects.get(title__decision=decision).code


def test_a_new_paper_replaces_the_old_one_which_says_by_which_decision(decision: Decision, world: World) -> None:
    old = code_of(decision)
    correction = correct_decision(decision, TEXT, actor=world.hoa)
    assert correct_decision(decision, TEXT, actor=world.hoa) == correction
    render_certificates(decision.pk)
    before, after = verify(old), verify(code_of(decision))
    assert (before.standing, before.name, before.correcting_number) == (TitleStanding.REPLACED, WRONG, "15/QĐ-UBND")
    assert (after.standing, after.name, after.correcting_number) == (TitleStanding.VALID, RIGHT, "")
    assert Message.objects.filter(recipient=world.lan_user, key__startswith="recognition.correction").count() == 1
    title = Title.objects.get(decision=decision)
    assert title.dossier_id is not None
    for kind, pk in (("decision", decision.pk), ("title", title.pk), ("dossier", title.dossier_id)):
        assert history_of(kind, pk)[0].deed == "recognition.correct_decision"


def test_the_decision_that_was_signed_goes_on_saying_what_it_said(decision: Decision, world: World) -> None:
    assert [person.name for person in people_under(decision)] == [WRONG]
    correction = correct_decision(decision, TEXT, actor=world.hoa)
    render_certificates(decision.pk)
    assert [person.name for person in people_under(decision)] == [WRONG]
    paper = text_of(written_paper(decision_paper(correction, people_under(correction)), PDF))
    for words in ("đính chính", decision.number, WRONG, RIGHT):
        assert words in paper


def test_what_cannot_be_put_right_is_refused(decision: Decision, world: World) -> None:
    with pytest.raises(PermissionDenied):
        correct_decision(decision, TEXT, actor=world.minh)
    with refused("signed_before_title"):
        correct_decision(decision, replace(TEXT, signed_on=TEXT.signed_on - timedelta(days=1)), actor=world.hoa)
    with refused("number_taken"):
        correct_decision(decision, decision_text(), actor=world.hoa)
    family_of(world, own_of(world, world.hoa), world.lan)
    with refused("family"):
        correct_decision(decision, TEXT, actor=world.hoa)
    correct_decision(decision, TEXT, actor=None)
    render_certificates(decision.pk)
    with refused("nothing_to_correct"):
        correct_decision(decision, decision_text(number="16/QĐ-UBND"), actor=None)


def test_its_names_go_when_the_person_asks(decision: Decision, world: World) -> None:
    correct_decision(decision, TEXT, actor=world.hoa)
    kind = next(kind for kind in personal.KINDS if kind.code == "recognition.certificates")
    assert kind.erase is not None
    kind.erase(Person((world.lan.pk,)))
    line = NameCorrection.objects.get()
    assert (line.printed_name, line.corrected_name) == (NAMELESS, NAMELESS)


def test_from_the_page_of_the_decision_to_the_public_answer(decision: Decision, world: World, client: Client) -> None:
    old = code_of(decision)
    client.force_login(world.hoa)
    address = reverse("office:decision-correct", args=[decision.pk])
    assert address in client.get(reverse("office:decision", args=[decision.pk])).content.decode()
    assert f"{escape(WRONG)} → {escape(RIGHT)}" in client.get(address).content.decode()
    client.post(address, vars(TEXT) | {"confirmed": "1"})
    correction = Decision.objects.get(kind="correct")
    page = client.get(reverse("office:decision", args=[decision.pk])).content.decode()
    assert reverse("office:decision", args=[correction.pk]) in page
    page = client.get(reverse("office:decision", args=[correction.pk])).content.decode()
    assert escape(WRONG) in page
    said = client.get(f"/verify/{old}").content.decode()
    assert "Đã thay bằng giấy mới" in said
    assert "15/QĐ-UBND" in said
