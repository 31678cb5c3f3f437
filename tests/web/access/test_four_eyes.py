"""Every step of a dossier × whose it is × an officer who holds the power, against the table of four eyes."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from hieuhoc.accounts.models import User
from hieuhoc.assessment.actions import add_evidence, review_dossier, save_self_scores, submit_dossier
from hieuhoc.assessment.impartiality import Bar, refused_for
from hieuhoc.people.models import Citizen
from hieuhoc.recognition.actions import (
    attach_original,
    issue_decision,
    make_proposal,
    send_proposal,
    set_signing_default,
)
from hieuhoc.recognition.documents import render_waiting
from tests.assessment.makers import EIGHTY, make_dossier
from tests.cast import World, make_world
from tests.people.makers import make_citizen
from tests.recognition.kin import kin_of, own_of
from tests.recognition.test_four_eyes import decision_text
from tests.recognition.test_originals import scan
from tests.web.access.addresses import addresses
from tests.web.access.browsing import Browser, text_of
from tests.web.access.four_eyes import KINDS, OF_THE_PROVINCE, WHOSE, steps
from tests.web.access.test_matrix import OPEN
from tests.web.access.world import PNG

pytestmark = pytest.mark.django_db
BARRED = {refused_for(bar).sentence for bar in Bar}
PERSON: dict[str, Callable[[World, User], Citizen]] = {
    "other": lambda world, _officer: make_citizen("Y Khác", world.land.near_village),
    "own": own_of,
    "family": kin_of,
    "entered": lambda world, _officer: make_citizen("Y Nhờ", world.land.near_village),
}


def rows_of(world: World, officer: User, whose: str) -> dict[str, int]:
    """A dossier of that person, and what became of it by the hands of others."""
    person = PERSON[whose](world, officer)
    dossier = make_dossier(person, world.round)
    criterion = world.round.version.criteria.get(position=1)
    evidence = add_evidence(dossier, criterion, content=PNG, file_name="anh.png", actor=None)
    dossier = save_self_scores(dossier, EIGHTY, actor=officer if whose == "entered" else None)
    dossier = review_dossier(submit_dossier(dossier, actor=None), EIGHTY, actor=None)
    proposal = send_proposal(make_proposal(world.round, world.land.near, actor=None), actor=None)
    decision = issue_decision(proposal, decision_text(), actor=None)
    render_waiting(decision.pk)
    attach_original(decision, scan(), file_name="qd.pdf", is_public=False, actor=None)
    return {
        "dossier": dossier.pk,
        "evidence": evidence.pk,
        "proposal": proposal.pk,
        "line": proposal.lines.get().pk,
        "decision": decision.pk,
        "title": decision.titles.get().pk,
    }


def met(officer: User, address: str) -> str:
    answer = Browser(officer).get(address, headers={"HX-Request": "true"})
    if answer.status_code == 409 and any(sentence in text_of(answer) for sentence in BARRED):
        return "barred"
    return "open" if answer.status_code in OPEN else str(answer.status_code)


def test_the_table_names_every_address_that_carries_a_dossier_or_what_became_of_it() -> None:
    carrying = {one.name for one in addresses("office") if KINDS & set(one.kinds.values())}
    assert sorted(steps()) == sorted(carrying)


@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize("name", ["minh", "hoa"])
def test_who_may_take_a_step_hangs_on_whose_dossier_it_is(name: str, whose: str) -> None:
    world = make_world()
    set_signing_default(
        world.land.near,
        issuer="Uỷ ban",
        signatory="",
        signatory_title="Chủ tịch",
        number_suffix="",
        legal_basis="Luật",
        commune_decides=True,
        actor=None,
    )
    officer: User = getattr(world, name)
    rows, wrong = rows_of(world, officer, whose), []
    for one in addresses("office"):
        if one.name not in steps() or (name == "minh" and one.name in OF_THE_PROVINCE):
            continue
        arguments = {argument: rows[kind] for argument, kind in one.kinds.items()} | dict.fromkeys(one.others, 1)
        said = met(officer, reverse(one.full_name, kwargs=arguments))
        if said != steps()[one.name][whose]:
            wrong.append((one.name, said))
    assert wrong == []
