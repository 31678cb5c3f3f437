"""A decision takes its number from the register of its issuer: with the decision, or not at all."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.documents.actions import spoil_number
from hieuhoc.documents.models import NumberSeries, RegisteredNumber
from hieuhoc.recognition.actions import correct_decision, issue_decision, make_proposal, revoke_title, send_proposal
from hieuhoc.recognition.models import Certificate, Decision, Proposal, Title
from hieuhoc.recognition.rules import DecisionText
from tests.assessment.makers import make_passed
from tests.cast import World
from tests.recognition.test_recognise import decision_text
from tests.refusals import refused


@pytest.fixture
def proposal(world: World) -> Proposal:
    make_passed(world.lan, world.round)
    return send_proposal(make_proposal(world.round, world.commune, actor=world.minh), actor=world.minh)


def by_register(number: str = "/QĐ-UBND") -> DecisionText:
    return replace(decision_text(), number=number, takes_number=True)


@pytest.mark.parametrize(
    ("number", "wish"),
    [
        ("/QĐ-UBND", (None, "QĐ-UBND")),
        ("QĐ-UBND", (None, "QĐ-UBND")),
        ("113/QĐ-UBND", (113, "QĐ-UBND")),
        (" 7 / QĐ-HKH ", (7, "QĐ-HKH")),
        ("12", (12, "")),
    ],
)
def test_what_stands_in_the_box_says_the_ending_and_where_the_year_begins(
    number: str, wish: tuple[int | None, str]
) -> None:
    assert by_register(number).register_wish == wish


def test_the_decision_and_the_revocation_take_the_next_numbers(proposal: Proposal, world: World) -> None:
    decision = issue_decision(proposal, by_register("113/QĐ-UBND"), actor=world.hoa)
    assert decision.number == "113/QĐ-UBND"
    assert issue_decision(proposal, by_register(), actor=world.hoa) == decision
    title = revoke_title(Title.objects.get(), by_register(), reason="Khai sai", actor=world.hoa)
    assert title.revoked_by is not None
    assert title.revoked_by.number == "114/QĐ-UBND"
    assert revoke_title(title, by_register(), reason="Khai sai", actor=world.hoa).revoked_by == title.revoked_by
    subjects = RegisteredNumber.objects.order_by("sequence").values_list("subject_kind", "subject_id", "text")
    assert list(subjects) == [("proposal", proposal.pk, "113/QĐ-UBND"), ("title", title.pk, "114/QĐ-UBND")]


def test_a_correction_takes_the_next_number_too_and_only_once(proposal: Proposal, world: World) -> None:
    decision = issue_decision(proposal, by_register("113/QĐ-UBND"), actor=world.hoa)
    Certificate.objects.update(printed_name="H'Lan Nie")
    correction = correct_decision(decision, by_register(), actor=world.hoa)
    assert correction.number == "114/QĐ-UBND"
    assert correct_decision(decision, by_register(), actor=world.hoa) == correction


def test_a_decision_that_is_refused_leaves_no_gap(proposal: Proposal, world: World) -> None:
    taken = replace(decision_text(), number="01/QĐ-UBND")
    Decision.objects.create(
        place=world.commune, **{name: value for name, value in vars(taken).items() if name != "takes_number"}
    )
    with refused("number_taken"):
        issue_decision(proposal, by_register(), actor=world.hoa)
    assert not RegisteredNumber.objects.exists()
    assert not NumberSeries.objects.filter(last__gt=0).exists()
    with refused("symbol"):
        issue_decision(proposal, by_register("12"), actor=world.hoa)


def test_the_number_of_a_decision_is_not_spoilt(proposal: Proposal, world: World) -> None:
    issue_decision(proposal, by_register(), actor=world.hoa)
    with refused("number_kept"):
        spoil_number(RegisteredNumber.objects.get(), reason="In hỏng", actor=world.hoa)


def test_the_page_asks_and_shows_what_was_chosen(proposal: Proposal, world: World, client: Client) -> None:
    client.force_login(world.hoa)
    address = reverse("office:decision-new", args=[proposal.pk])
    text = decision_text()
    sent = {
        "takes_number": "on",
        "number": "/QĐ-UBND",
        "signed_on": f"{text.signed_on:%d/%m/%Y}",
        "issuer": text.issuer,
        "signatory": text.signatory,
        "signatory_title": text.signatory_title,
        "legal_basis": text.legal_basis,
    }
    asked = client.post(address, sent).content.decode()
    assert "Kiểm tra trước khi ban hành" in asked
    assert 'name="takes_number" value="True"' in asked
    assert client.post(address, sent | {"takes_number": "True", "confirmed": "1"}).status_code == 302
    assert Decision.objects.get(proposal=proposal).number == "01/QĐ-UBND"
