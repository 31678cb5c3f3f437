"""Two records that are one person: dossiers and titles go over, one title a year, and come back."""

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.people.models import Citizen
from hieuhoc.recognition.actions import issue_decision, make_proposal, send_proposal
from hieuhoc.recognition.models import Title
from tests.assessment.makers import make_passed, make_round
from tests.cast import World
from tests.people.makers import make_citizen
from tests.recognition.test_recognise import decision_text


def title_of(world: World, citizen: Citizen, round_: Round, number: str) -> Title:
    make_passed(citizen, round_)
    proposal = send_proposal(make_proposal(round_, world.commune, actor=None), actor=None)
    return issue_decision(proposal, decision_text(number=number), actor=None).titles.get()


def test_the_kept_record_takes_titles_of_years_in_which_it_has_none(world: World) -> None:
    twin = make_citizen(world.lan.name, world.village)
    this_year, past = world.round, make_round(2024)
    own = title_of(world, world.lan, this_year, "1")
    double = title_of(world, twin, this_year, "2")
    older = title_of(world, twin, past, "3")
    join = join_citizens(world.lan, twin, reason="Khai hai nơi", actor=None)
    assert set(Title.objects.of(world.lan)) == {own, older}
    assert list(Title.objects.of(twin)) == [double]
    assert Dossier.objects.of(world.lan).count() == 2
    take_apart_join(join, reason="Nhầm", actor=None)
    assert set(Title.objects.of(twin)) == {double, older}
    assert Dossier.objects.of(twin).count() == 2
