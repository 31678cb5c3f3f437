"""Whether those who came passed more often: like compared with like, and never more said than the numbers hold."""

from dataclasses import replace
from datetime import timedelta
from math import sqrt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.assessment.models import Dossier
from hieuhoc.learning.models import Participation
from hieuhoc.lib.scope import Scope
from hieuhoc.trials.comparison import Stratum, compared, summed
from hieuhoc.trials.effects import activity_effect
from tests.assessment.makers import make_dossier
from tests.cast import World
from tests.learning.makers import make_activity
from tests.people.makers import add

counts = st.integers(1, 400)


@st.composite
def strata(draw: st.DrawFn) -> Stratum:
    came, stayed = draw(counts), draw(counts)
    return Stratum(came, draw(st.integers(0, came)), stayed, draw(st.integers(0, stayed)))


@given(strata())
def test_one_stratum_is_the_plain_difference_of_shares(row: Stratum) -> None:
    answer = compared([row])
    assert answer is not None
    assert answer.difference == pytest.approx(row.came_passed / row.came - row.stayed_passed / row.stayed)
    assert answer.low <= answer.difference <= answer.high


@given(st.lists(strata(), min_size=1, max_size=8))
def test_told_the_other_way_round_it_is_the_same_with_another_sign(rows: list[Stratum]) -> None:
    turned = [Stratum(row.stayed, row.stayed_passed, row.came, row.came_passed) for row in rows]
    here, there = compared(rows), compared(turned)
    assert here is not None
    assert there is not None
    assert here.difference == pytest.approx(-there.difference)
    assert here.low == pytest.approx(-there.high, abs=1e-9)


def test_in_one_large_stratum_the_interval_is_the_textbooks() -> None:
    row = Stratum(4_000, 2_600, 6_000, 3_300)
    here, there = row.came_passed / row.came, row.stayed_passed / row.stayed
    error = sqrt(here * (1 - here) / row.came + there * (1 - there) / row.stayed)
    answer = compared([row])
    assert answer is not None
    assert (answer.high - answer.low) / 2 == pytest.approx(1.96 * error, rel=0.02)


def test_a_commune_where_all_pass_and_many_come_makes_no_effect() -> None:
    rows = [Stratum(90, 81, 10, 9), Stratum(10, 1, 90, 9)]
    whole = summed(rows)
    assert whole.came_passed / whole.came - whole.stayed_passed / whole.stayed == pytest.approx(0.64)
    answer = compared(rows)
    assert answer is not None
    assert answer.difference == pytest.approx(0)
    assert answer.low < 0 < answer.high
    assert compared([replace(rows[0], stayed=0, stayed_passed=0)]) is None


@pytest.mark.django_db
def test_only_what_was_learned_before_the_decision_counts_and_few_say_nothing(world: World, client: Client) -> None:
    today = timezone.localdate()
    activity = make_activity(world.village)
    for number, (held_on, status) in enumerate([(0, "passed"), (1, "passed"), (None, "failed")]):
        citizen = add(world.village, f"Y Bin {number}")
        dossier = make_dossier(citizen, world.round)
        Dossier.objects.filter(pk=dossier.pk).update(status=status, decided_at=timezone.now())
        if held_on is not None:
            day = today + timedelta(held_on)
            Participation.objects.create(
                activity=activity, citizen=citizen, status="enrolled", queued_at=timezone.now(), attended=[day]
            )
    effect = activity_effect(world.round.year, Scope(on=today, everything=True), today)
    assert (effect.whole, effect.strata, effect.answer) == (Stratum(1, 1, 2, 1), 1, None)
    client.force_login(world.minh)
    page = client.get(reverse("office:activity-effect")).text
    assert "chưa đủ hồ sơ đã xét" in page
    assert "Con số này không chứng minh" in page
