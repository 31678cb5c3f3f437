"""Four eyes: nobody judges their own or their family's, what they entered, or a link they made; two people may decide."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.assessment.actions import (
    confirm_dossiers,
    open_dossier,
    return_dossier,
    review_dossier,
    save_self_scores,
    submit_dossier,
)
from hieuhoc.assessment.models import Dossier
from hieuhoc.outbox.models import Message
from hieuhoc.people import sealing
from hieuhoc.people.actions import (
    add_identity_number,
    change_group,
    correct_citizen,
    facts_of,
    join_citizens,
    leave_group,
    make_link_code,
    record_death,
    take_apart_join,
    undo_link,
    use_link_code,
    withdraw_identity_number,
)
from hieuhoc.people.models import Citizen, Membership
from hieuhoc.recognition.actions import (
    GroupFact,
    issue_decision,
    make_proposal,
    record_group_recognition,
    reissue_certificate,
    restore_line,
    revoke_title,
    send_proposal,
    set_signing_default,
    strike_line,
)
from hieuhoc.recognition.models import Title
from hieuhoc.recognition.rules import DecisionText
from tests.assessment.makers import EIGHTY, make_passed, make_submitted, make_unit
from tests.cast import World, account, officer
from tests.people.makers import add, make_citizen
from tests.recognition.kin import family_of, kin_of, own_of
from tests.refusals import refusal_code, refused
from tests.sheets.files import ROSTER, causes, csv_of, imported, received

pytestmark = pytest.mark.django_db
LONG = "2016-01-01"


def decision_text() -> DecisionText:
    return DecisionText("5/QĐ-UBND", timezone.localdate(), "Uỷ ban", "Ông A", "Chủ tịch", "Quyết định 324")


def communes_decide(world: World, *, two_people: bool = False) -> None:
    set_signing_default(
        world.commune,
        issuer="Uỷ ban",
        signatory="",
        signatory_title="Chủ tịch",
        number_suffix="",
        legal_basis="Luật",
        commune_decides=True,
        two_people=two_people,
        actor=None,
    )


WHOSE: dict[str, Callable[[World, User], Citizen]] = {"own": own_of, "family": kin_of}


@pytest.mark.parametrize("whose", WHOSE)
def test_no_step_of_judging_is_open_for_ones_own_and_ones_familys_dossier(world: World, whose: str) -> None:
    minh = world.minh
    communes_decide(world)
    person = WHOSE[whose](world, minh)
    dossier = make_submitted(person, world.round)
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=minh)) == whose
    assert refusal_code(lambda: return_dossier(dossier, note="Thiếu", actor=minh)) == whose
    assert [row.pk for row, _why in confirm_dossiers([dossier], actor=minh).left] == [dossier.pk]
    dossier = review_dossier(dossier, EIGHTY, actor=world.hoa)
    assert refusal_code(lambda: make_proposal(world.round, world.commune, dossiers=[dossier.pk], actor=minh)) == whose
    make_passed(make_citizen("Y Khác", world.village), world.round)
    proposal = make_proposal(world.round, world.commune, actor=minh)
    assert dossier.pk not in proposal.lines.values_list("dossier_id", flat=True)
    make_proposal(world.round, world.commune, actor=world.hoa)
    line = proposal.lines.get(dossier=dossier)
    assert refusal_code(lambda: strike_line(line, reason="Chưa nên", actor=minh)) == whose
    assert refusal_code(lambda: send_proposal(proposal, actor=minh)) == whose
    strike_line(line, reason="Chưa nên", actor=world.hoa)
    assert refusal_code(lambda: restore_line(line, actor=minh)) == whose
    restore_line(line, actor=world.hoa)
    proposal = send_proposal(proposal, actor=world.hoa)
    assert refusal_code(lambda: issue_decision(proposal, decision_text(), actor=minh)) == whose
    issue_decision(proposal, decision_text(), actor=world.hoa)
    title = Title.objects.get(citizen=person)
    text = DecisionText("9/QĐ-UBND", timezone.localdate(), "Uỷ ban", "Ông A", "Chủ tịch", "Quyết định 324")
    assert refusal_code(lambda: revoke_title(title, text, reason="Nhầm", actor=minh)) == whose


def test_opening_filling_and_sending_on_behalf_of_the_family_stays_allowed(world: World) -> None:
    child = kin_of(world, world.minh)
    group = world.round.version.applicant_groups.order_by("position")[0]
    dossier = open_dossier(child, world.round, applicant_group=group, consent_way="paper", actor=world.minh)
    save_self_scores(dossier, EIGHTY, actor=world.minh)
    assert submit_dossier(dossier, actor=world.minh).status == Dossier.Status.SUBMITTED


def test_who_left_the_family_yesterday_does_not_judge_it_today(world: World) -> None:
    dossier = make_submitted(kin_of(world, world.minh), world.round)
    Membership.objects.filter(citizen__user=world.minh).update(until=timezone.localdate() - timedelta(days=1))
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=world.minh)) == "family"
    Membership.objects.filter(citizen__user=world.minh).update(until=timezone.localdate() - timedelta(days=400))
    assert review_dossier(dossier, EIGHTY, actor=world.minh).status == "passed"


def test_who_takes_off_the_link_to_their_record_does_not_judge_it(world: World) -> None:
    own = own_of(world, world.minh)
    dossier = make_submitted(own, world.round)
    undo_link(own, actor=world.minh)
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=world.minh)) == "own"
    family = family_of(world, own)
    assert (
        refusal_code(
            lambda: record_group_recognition(
                GroupFact(timezone.localdate().year, "registered", group=family), actor=world.minh
            )
        )
        == "family"
    )


def test_nor_when_it_was_joined_into_another_record(world: World) -> None:
    own, other = own_of(world, world.minh), make_citizen("Lê Minh", world.land.near_village, account("khac"))
    join_citizens(other, own, reason="Trùng", actor=world.hoa)
    dossier = make_submitted(other, world.round)
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=world.minh)) == "own"


def test_nobody_leaves_their_own_family_on_a_day_gone_by(world: World) -> None:
    """Or they would judge it tomorrow."""
    dossier = make_submitted(kin_of(world, world.minh), world.round)
    held = Membership.objects.get(citizen__user=world.minh)
    assert held.group is not None
    long_ago = timezone.localdate() - timedelta(days=400)
    for membership in Membership.objects.filter(group=held.group):
        with refused("family"):
            leave_group(membership, until=long_ago, actor=world.minh)
    with refused("family"):
        change_group(held.group, until=long_ago, actor=world.minh)
    leave_group(held, until=timezone.localdate(), actor=world.minh)
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=world.minh)) == "family"
    fact = GroupFact(timezone.localdate().year, "registered", group=held.group)
    assert refusal_code(lambda: record_group_recognition(fact, actor=world.minh)) == "family"


def test_a_death_noted_on_a_day_long_gone_makes_nobody_a_stranger(world: World) -> None:
    child = kin_of(world, world.minh)
    dossier = make_submitted(child, world.round)
    record_death(child, died_on=timezone.localdate() - timedelta(days=500), actor=world.minh)
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=world.minh)) == "family"


def test_a_sheet_takes_nobody_out_of_the_family_of_who_sends_it(world: World) -> None:
    child = add(world.village, "Y Con", birth_date=date(2000, 1, 2), sex="m", number="066200004321")
    household = family_of(world, own_of(world, world.minh), child)
    row = [child.name, "02/01/2000", "Nam", "066200004321", "", "Buôn Drăh", "H77", "", "01/01/2016"]
    batch = imported("roster", csv_of(ROSTER, [row]), world.commune, actor=world.minh, since="2016-01-01")
    assert "own_family" in causes(batch)
    assert Membership.objects.get(citizen=child, until=None).group == household
    imported("roster", csv_of(ROSTER, [row]), world.commune, actor=world.hoa, since="2016-01-01")
    assert Membership.objects.get(citizen=child, until=None).group != household


@pytest.mark.parametrize("whose", WHOSE)
def test_nobody_joins_or_takes_apart_records_of_their_own_and_of_their_family(world: World, whose: str) -> None:
    """Dossiers and titles go over with a record."""
    mine, other = WHOSE[whose](world, world.minh), make_citizen("Y Người", world.village)
    assert refusal_code(lambda: join_citizens(mine, other, reason="Trùng", actor=world.minh)) == whose
    assert refusal_code(lambda: join_citizens(other, mine, reason="Trùng", actor=world.minh)) == whose
    join = join_citizens(mine, other, reason="Trùng", actor=world.hoa)
    assert refusal_code(lambda: take_apart_join(join, reason="Nhầm", actor=world.minh)) == whose
    take_apart_join(join, reason="Nhầm", actor=world.hoa)


def test_who_entered_points_does_not_review_them(world: World) -> None:
    dossier = save_self_scores(make_submitted_draft(world), EIGHTY, actor=world.minh)
    dossier = submit_dossier(dossier, actor=world.minh)
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=world.minh)) == "entered"
    assert [row.pk for row, _why in confirm_dossiers([dossier], actor=world.minh).left] == [dossier.pk]
    assert review_dossier(dossier, EIGHTY, actor=world.hoa).status == "passed"


def make_submitted_draft(world: World) -> Dossier:
    group = world.round.version.applicant_groups.order_by("position")[0]
    return open_dossier(world.lan, world.round, applicant_group=group, consent_way="paper", actor=world.minh)


def test_the_staff_officer_of_a_unit_and_another_officer_are_bound_alike(world: World) -> None:
    other = officer("Ba", Role.COMMUNE, world.commune)
    dossier = make_submitted(own_of(world, other), world.round)
    assert refusal_code(lambda: review_dossier(dossier, EIGHTY, actor=other)) == "own"
    assert review_dossier(dossier, EIGHTY, actor=world.minh).status == "passed"


def test_where_two_people_are_demanded_who_made_or_sent_the_list_does_not_decide(world: World) -> None:
    communes_decide(world, two_people=True)
    make_passed(world.lan, world.round)
    proposal = send_proposal(make_proposal(world.round, world.commune, actor=world.minh), actor=world.minh)
    assert refusal_code(lambda: issue_decision(proposal, decision_text(), actor=world.minh)) == "one_hand"
    other = officer("Ba", Role.COMMUNE, world.commune)
    assert issue_decision(proposal, decision_text(), actor=other).made_by == other


def test_nobody_recognises_their_own_family(world: World) -> None:
    family = family_of(world, own_of(world, world.minh))
    fact = GroupFact(timezone.localdate().year, "registered", group=family)
    assert refusal_code(lambda: record_group_recognition(fact, actor=world.minh)) == "family"
    assert record_group_recognition(fact, actor=world.hoa).group == family


def test_who_printed_a_link_code_does_not_use_it(world: World) -> None:
    other = make_citizen("Y Người", world.village)
    code = make_link_code(other, actor=world.minh)
    assert refusal_code(lambda: use_link_code(code, actor=world.minh)) == "own"
    other.refresh_from_db()
    assert other.user is None


def test_a_link_is_told_to_the_person_and_undone_by_both_sides(world: World) -> None:
    person, user = make_citizen("Y Người", world.village), account("Y")
    Citizen.objects.filter(pk=person.pk).update(email=sealing.seal("y@example.org", sealing.EMAIL))
    for undoer in (user, world.minh):
        use_link_code(make_link_code(person, actor=world.minh), actor=user)
        person.refresh_from_db()
        undo_link(person, actor=undoer)
        person.refresh_from_db()
        assert person.user is None
    told = Message.objects.filter(key__startswith="people.link.")
    assert told.filter(recipient=user).count() == 4
    assert told.filter(channel=Message.Channel.MAIL, address__isnull=False).count() == 4, "and to the person's own mail"


def test_a_stranger_undoes_no_link(world: World) -> None:
    for who in (world.son, account("ai")):
        with pytest.raises(PermissionDenied):
            undo_link(world.lan, actor=who)


@pytest.mark.parametrize("whose", WHOSE)
def test_nobody_writes_down_who_they_or_their_family_are(world: World, whose: str) -> None:
    """A title and its paper go by the record: with another name it would be somebody else's."""
    person = WHOSE[whose](world, world.minh)
    facts = facts_of(person)
    for changed in (
        replace(facts, name="Y Khác Hẳn", given_name=""),
        replace(facts, birth_year=1981),
        replace(facts, sex="m"),
    ):
        with refused(whose):
            correct_citizen(person, changed, actor=world.minh)
    correct_citizen(person, replace(facts, phone="0905123456"), actor=world.minh)
    with refused(whose):
        add_identity_number(person, "066080001111", actor=world.minh)
    add_identity_number(person, "066080001111", actor=world.hoa)
    number = person.identity_numbers.get()
    with refused(whose):
        withdraw_identity_number(number, withdrawn_on=timezone.localdate(), actor=world.minh)
    row = ["Y Khác", "1980", "", "066080001111", "", "Buôn Drăh", "", "", ""]
    assert "own_family" in causes(
        received("roster", csv_of(ROSTER, [row]), world.commune, actor=world.minh, since=LONG)
    )
    assert "own_family" not in causes(
        received("roster", csv_of(ROSTER, [row]), world.commune, actor=world.hoa, since=LONG)
    )
    make_passed(person, world.round)
    proposal = send_proposal(make_proposal(world.round, world.commune, actor=world.hoa), actor=world.hoa)
    issue_decision(proposal, decision_text(), actor=world.hoa)
    with refused(whose):
        reissue_certificate(Title.objects.get(citizen=person), actor=world.minh)


def test_a_sheet_of_the_commune_somebody_lives_in_ends_no_power_over_a_unit(world: World) -> None:
    staffer = add(world.village, "Y Nhân Sự", birth_date=date(1990, 1, 2), sex="m", number="066090004321")
    unit = make_unit("Trường A", world.other_commune, staffer)
    Membership.objects.filter(citizen=staffer).update(is_main=True)
    other = make_unit("Trường B", world.commune)
    header, row = (
        [*ROSTER, "Mã đơn vị"],
        [staffer.name, "02/01/1990", "Nam", "066090004321", "", "Buôn Drăh", "", "", ""],
    )
    batch = imported("roster", csv_of(header, [[*row, other.code]]), world.commune, actor=world.minh, since=LONG)
    assert "speaks_for_unit" in causes(batch)
    assert Membership.objects.get(citizen=staffer, until=None).unit == unit
