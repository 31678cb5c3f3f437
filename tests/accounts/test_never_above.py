"""Who may do what with whose account: every officer, every account, every deed, said independently of the code."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from hieuhoc.accounts.actions import (
    add_user,
    delegate_role,
    disable_user,
    enable_user,
    end_grant,
    end_service,
    grant_role,
    reset_password,
    reset_second_factor,
)
from hieuhoc.accounts.models import DisableReason, Grant, Role, User
from hieuhoc.audit.models import Entry
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from tests.cast import Cast, make_cast, officer
from tests.made_once import made_once
from tests.refusals import refused

pytestmark = pytest.mark.django_db
# Weaker to stronger; who looks after an account stands higher than all it holds, the province beside itself.
MANAGERS = {"commune": {"none", "village"}, "province": {"none", "village", "commune", "viewer", "province"}}

type Deed = Callable[[User, User], object]


class Town:
    """Accounts of every strength in two communes of one province, and one of another province."""

    def __init__(self, cast: Cast) -> None:
        land = cast.land
        self.near, self.far, self.province = land.near, land.far, land.province
        # name → (who, how strong, where: a commune, or the whole province)
        self.accounts = {
            "minh": (cast.minh, "commune", "near"),
            "son": (cast.son, "commune", "far"),
            "hoa": (cast.hoa, "province", "province"),
            "ba": (officer("ba", Role.PROVINCE, land.province), "province", "province"),
            "near_village": (officer("thon", Role.VILLAGE, land.near_village), "village", "near"),
            "far_village": (officer("xom", Role.VILLAGE, land.far_village), "village", "far"),
            "near_peer": (officer("dong", Role.COMMUNE, land.near), "commune", "near"),
            "near_viewer": (officer("xem", Role.VIEWER, land.near), "viewer", "near"),
            "near_citizen": (cast.lan_user, "none", "near"),
            "near_empty": (add_user("moi", "Mới", home=land.near, actor=None), "none", "near"),
            "far_empty": (add_user("kia", "Kia", home=land.far, actor=None), "none", "far"),
            "homeless": (add_user("la", "Lạ", actor=None), "none", "nowhere"),
            "later": (self._later(cast), "commune", "near"),
        }
        self.stand_in = add_user("thay", "Người Thay", actor=None)
        delegate_role(
            cast.minh.grants.get(),
            self.stand_in,
            since=timezone.localdate(),
            until=timezone.localdate() + timedelta(days=9),
            actor=cast.minh,
        )

    def _later(self, cast: Cast) -> User:
        """Nothing today, an officer of the commune from next week on."""
        user = add_user("sap", "Sắp", home=cast.land.near, actor=None)
        grant_role(user, Role.COMMUNE, cast.land.near, since=timezone.localdate() + timedelta(days=7), actor=None)
        return user

    def may(self, actor: str, other: str) -> bool:
        _user, strength, reach = self.accounts[actor]
        _other, theirs, there = self.accounts[other]
        if actor in {other, "later"} or theirs not in MANAGERS.get(strength, ()):
            return False
        return reach == "province" or reach == there


@made_once
def town() -> Town:
    return Town(make_cast())


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def with_factor(user: User) -> User:
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    return user


DEEDS: dict[str, Deed] = {
    "disable": lambda user, actor: disable_user(user, reason=DisableReason.UNUSED, actor=actor),
    "enable": lambda user, actor: enable_user(user, actor=actor),
    "leave": lambda user, actor: end_service(user, actor=actor),
    "password": lambda user, actor: reset_password(user, actor=actor),
    "factor": lambda user, actor: reset_second_factor(with_factor(user), actor=actor),
    "end role": lambda user, actor: [
        end_grant(grant, on=timezone.localdate(), actor=actor) for grant in user.grants.all()
    ],
}


def is_done(deed: Deed, user: User, actor: User) -> bool:
    """Tried and taken back."""
    try:
        with transaction.atomic():
            deed(fresh(user), fresh(actor))
            transaction.set_rollback(True)
    except (PermissionDenied, Refusal):
        return False
    return True


@pytest.mark.parametrize("name", DEEDS)
def test_an_account_is_managed_only_from_above_and_never_by_its_holder(town: Town, name: str) -> None:
    wrong = []
    for actor, (actor_user, _strength, _reach) in town.accounts.items():
        for other, (user, strength, _there) in town.accounts.items():
            if name == "end role" and (strength == "none" or actor == other):
                continue  # nothing to end; one's own role one may give back
            done = is_done(DEEDS[name], user, actor_user)
            if done != town.may(actor, other):
                wrong.append((actor, other, done))
    assert wrong == []


@pytest.mark.parametrize("name", DEEDS)
def test_who_stands_in_for_an_officer_manages_no_account(town: Town, name: str) -> None:
    village = town.accounts["near_village"][0]
    assert not is_done(DEEDS[name], village, town.stand_in)


def give(role: Role, place: Place, user: User, actor: User) -> Grant:
    return grant_role(user, role, place, since=timezone.localdate(), actor=actor)


def open_at(home: Place | None, _user: User, actor: User) -> User:
    return add_user("hoan-toan-moi", "Hoàn Toàn Mới", home=home, actor=actor)


def test_a_role_is_given_only_from_above_and_where_it_belongs(town: Town) -> None:
    places = {"near": town.near, "far": town.far, "province": town.province}
    places |= {"near village": Grant.objects.get(user=town.accounts["near_village"][0]).place}
    fits = {"village": {"near village"}, "commune": {"near", "far"}, "province": {"province"}}
    new, wrong = add_user("chua", "Chưa Có", home=town.near, actor=None), []
    for actor in ("minh", "son", "hoa", "near_village", "near_viewer", "homeless"):
        user, strength, reach = town.accounts[actor]
        for role in (Role.VILLAGE, Role.COMMUNE, Role.PROVINCE, Role.VIEWER):
            for where, place in places.items():
                reaches = reach == "province" or where.startswith(reach)
                expected = reaches and role in MANAGERS.get(strength, ()) and where in fits.get(role, places)
                given = is_done(partial(give, role, place), new, user)
                if given != expected:
                    wrong.append((actor, role, where, given))
    assert wrong == []


def test_an_account_is_opened_only_at_ones_own_places(town: Town) -> None:
    wrong = []
    places: dict[str, Place | None] = {"near": town.near, "far": town.far, "nowhere": None}
    for actor, expected in (("minh", {"near"}), ("son", {"far"}), ("hoa", {"near", "far"}), ("near_village", set())):
        user = town.accounts[actor][0]
        for where, place in places.items():
            made = is_done(partial(open_at, place), user, user)
            if made != (where in expected):
                wrong.append((actor, where, made))
    assert wrong == []


def test_who_speaks_for_a_clan_elsewhere_is_not_managed_by_the_commune_they_live_in(town: Town) -> None:
    khoa = User.objects.get(username="khoa")
    assert is_done(DEEDS["password"], khoa, town.accounts["minh"][0])
    clan = Citizen.objects.get(user=khoa).memberships.get(role="head").group
    assert clan is not None
    type(clan).objects.filter(pk=clan.pk).update(place=town.far)
    assert not is_done(DEEDS["password"], khoa, town.accounts["minh"][0])
    assert not is_done(DEEDS["password"], khoa, town.accounts["son"][0])
    assert is_done(DEEDS["password"], khoa, town.accounts["hoa"][0])


def test_the_last_manager_of_the_province_is_neither_closed_nor_let_go(town: Town) -> None:
    ba, hoa = town.accounts["ba"][0], town.accounts["hoa"][0]
    disable_user(ba, reason=DisableReason.UNUSED, actor=hoa)
    assert not any(is_done(DEEDS[name], hoa, fresh(ba)) for name in ("disable", "leave"))
    other = officer("tu", Role.PROVINCE, town.province)
    end_grant(other.grants.get(), on=timezone.localdate(), actor=hoa)
    grant_role(
        hoa, Role.PROVINCE, town.province, since=timezone.localdate(), actor=None
    )  # twice the same person is not two
    third = officer("nam", Role.PROVINCE, town.province)
    User.objects.filter(pk=third.pk).update(is_active=False)
    assert not is_done(DEEDS["disable"], hoa, third)


def test_a_manager_whose_own_role_ends_sooner_is_not_enough(town: Town) -> None:
    ba, hoa = town.accounts["ba"][0], town.accounts["hoa"][0]
    ba.grants.update(until=timezone.localdate() + timedelta(days=2))
    for name in ("end role", "disable", "leave"):
        assert not is_done(DEEDS[name], hoa, ba), name
    assert is_done(DEEDS["end role"], ba, hoa)


def test_what_the_province_closed_the_commune_does_not_open(town: Town) -> None:
    village, minh, hoa = (town.accounts[name][0] for name in ("near_village", "minh", "hoa"))
    disable_user(village, reason=DisableReason.MISUSED, actor=hoa)
    with refused("closed_above"):
        enable_user(fresh(village), actor=minh)
    assert enable_user(fresh(village), actor=hoa).is_active
    disable_user(fresh(village), reason=DisableReason.UNUSED, actor=minh)
    assert enable_user(fresh(village), actor=minh).is_active


def test_a_role_held_already_is_not_given_otherwise_without_a_word(town: Town) -> None:
    hoa, stand_in = town.accounts["hoa"][0], town.stand_in
    with refused("held_already", match="được uỷ quyền"):
        grant_role(stand_in, Role.COMMUNE, town.near, since=timezone.localdate(), actor=hoa)
    first = grant_role(stand_in, Role.VIEWER, town.near, since=timezone.localdate(), actor=hoa)
    assert grant_role(stand_in, Role.VIEWER, town.near, since=timezone.localdate(), actor=hoa) == first
    with refused("held_already", match="chưa định ngày thôi"):
        grant_role(
            stand_in,
            Role.VIEWER,
            town.near,
            since=timezone.localdate(),
            until=timezone.localdate() + timedelta(days=5),
            actor=hoa,
        )
    own = town.accounts["minh"][0].grants.get()
    with refused("held_already"):
        delegate_role(
            own, stand_in, since=timezone.localdate(), until=timezone.localdate() + timedelta(days=2), actor=own.user
        )


def test_a_user_name_typed_at_a_guess_tells_nobody_by_name(town: Town) -> None:
    """Only officers are named; other accounts are people, wherever they live."""
    add_user("dang.ky.12", "Trần Thị Kín", home=town.far, actor=None)
    with pytest.raises(Refusal, match=r"dang\.ky\.12") as told:
        add_user("dangky12", "Ai Đó", home=town.near, actor=town.accounts["minh"][0])
    assert "Kín" not in told.value.sentence
    with refused("looks_alike", match="Sơn"):
        add_user("s0n", "Ai Đó", home=town.near, actor=town.accounts["minh"][0])


def test_every_such_deed_stands_in_the_history(town: Town) -> None:
    hoa, user = town.accounts["hoa"][0], town.accounts["near_village"][0]
    for name in ("password", "factor", "disable", "enable", "leave"):
        DEEDS[name](fresh(user), hoa)
    written = set(
        Entry.objects.filter(subject_kind="user", subject_id=user.pk, actor=hoa).values_list("deed", flat=True)
    )
    assert written >= {
        "accounts.reset_password",
        "accounts.reset_second_factor",
        "accounts.disable_user",
        "accounts.enable_user",
        "accounts.end_service",
        "accounts.end_grant",
    }
