"""Whom the audiences of the rooms mean, and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hieuhoc.accounts.models import Role
from hieuhoc.assessment.actions import review_dossier
from hieuhoc.assessment.models import Round
from hieuhoc.criteria.actions import draft_version, promulgate_version, retire_version
from hieuhoc.learning.actions import NewTraining, add_training, record_attendance
from hieuhoc.news.addressing import audiences
from hieuhoc.news.choosing import count_reachable, people_of
from hieuhoc.news.models import Campaign
from hieuhoc.people.actions import add_branch, join_branch
from hieuhoc.people.models import Citizen
from tests.assessment.makers import SEVENTY, make_passed, make_round, make_submitted
from tests.cast import Cast, World, officer
from tests.news.makers import make_campaign
from tests.people.makers import LONG_AGO, add

pytestmark = pytest.mark.django_db


def members(campaign: Campaign) -> set[int]:
    people = people_of(campaign)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT person FROM ({people.text}) AS p", people.values)
        return {person for (person,) in cursor.fetchall()}


def test_every_audience_is_asked_without_people_and_on_an_empty_map(cast: Cast) -> None:
    assert len(audiences) >= 6
    for code in audiences:
        assert count_reachable(make_campaign(cast.other_commune, audience=code)).people in {0, 1}, code


def test_adults_are_those_who_live_there_and_count(cast: Cast) -> None:
    this_year = timezone.localdate().year
    add(cast.village, "Bé", birth_date=None, birth_year=this_year - 17)
    dead = add(cast.village, "Người mất")
    Citizen.objects.filter(pk=dead.pk).update(died_on=timezone.localdate() - timedelta(days=1))
    add(cast.other_commune, "Xã khác")
    assert members(make_campaign(cast.commune)) == {cast.lan.pk, cast.khoa.pk}
    assert len(members(make_campaign(cast.province))) == 3


def test_heads_of_families_and_clans(cast: Cast) -> None:
    assert members(make_campaign(cast.commune, audience="heads")) == {cast.khoa.pk}
    assert members(make_campaign(cast.commune, audience="heads", values={"kind": "family"})) == set()


def test_those_few_points_short(world: World) -> None:
    """Seventy of eighty: ten short."""
    review_dossier(make_submitted(world.lan, world.round, SEVENTY), SEVENTY, actor=None)
    make_passed(world.khoa, world.round)
    for points, expected in (("9", set()), ("10", {world.lan.pk})):
        campaign = make_campaign(world.commune, audience="points-short", values={"points": points})
        assert members(campaign) == expected, points


def test_the_first_who_fails_in_an_open_year_does_not_hide_those_of_the_closed_one(world: World) -> None:
    review_dossier(make_submitted(world.lan, world.round, SEVENTY), SEVENTY, actor=None)
    closed = {"year": world.round.year - 1, "status": Round.Status.CLOSED}
    Round.objects.filter(pk=world.round.pk).update(**closed)
    review_dossier(make_submitted(world.khoa, make_round(), SEVENTY), SEVENTY, actor=None)
    campaign = make_campaign(world.commune, audience="points-short", values={"points": "10"})
    assert members(campaign) == {world.lan.pk}


def test_members_of_the_association_who_were_not_trained(world: World) -> None:
    branch = add_branch("CH1", "Chi hội", world.commune, since=LONG_AGO, actor=None)
    for citizen in (world.lan, world.khoa):
        join_branch(citizen, branch, since=LONG_AGO, actor=None)
    held = NewTraining("L1", "Tập huấn", world.round.version, timezone.localdate(), world.commune)
    record_attendance(add_training(held, actor=None), [world.khoa], completed=True, actor=None)
    assert members(make_campaign(world.commune, audience="untrained")) == {world.lan.pk}
    corrected = draft_version(world.round.version, number=world.round.version.number, actor=None)
    promulgate_version(corrected, since=timezone.localdate(), actor=None)
    retire_version(world.round.version, until=timezone.localdate() + timedelta(days=1), actor=None)
    assert members(make_campaign(world.commune, audience="untrained")) == {world.lan.pk}, "the same words, corrected"


def test_officers_each_once_whatever_they_hold(cast: Cast) -> None:
    village = officer("Y Sam", Role.VILLAGE, cast.village)
    assert members(make_campaign(cast.commune, audience="officers")) == {cast.minh.pk, village.pk}
    of_villages = make_campaign(cast.commune, audience="officers", values={"role": "village"})
    assert members(of_villages) == {village.pk}
