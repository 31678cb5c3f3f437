"""A power held for a time makes none that lasts; nobody gives themselves a power, and none is dated back."""

import ast
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from hieuhoc.accounts.abilities import registry
from hieuhoc.accounts.actions import add_user, delegate_role, end_grant, grant_role
from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.models import Entry
from hieuhoc.people.actions import NewUnit, add_unit, join_citizens, join_group, join_unit
from hieuhoc.people.models import Citizen, Membership, UnitSpell, WorkUnit
from hieuhoc.recognition.actions import set_signing_default
from hieuhoc.web.office.accounts.forms import UserForm
from tests import house
from tests.cast import Cast, make_cast, officer
from tests.people.makers import LONG_AGO, add
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
# Who makes a row of these gives a power that does not end with the giver's own.
POWERS = {"Grant", "User", "SigningDefault"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def stand_in(cast: Cast) -> User:
    """Hoa's deputy while she is away."""
    deputy = add_user("thay", "Người Thay", actor=None)
    grant = cast.hoa.grants.get()
    delegate_role(grant, deputy, since=TODAY, until=TODAY + timedelta(days=9), actor=cast.hoa)
    return User.objects.get(pk=deputy.pk)


def unit_of(cast: Cast) -> WorkUnit:
    school = NewUnit("THCS", "Trường THCS", cast.land.near, UnitSpell.Level.COMMUNE, UnitSpell.Kind.SCHOOL, LONG_AGO)
    return add_unit(school, actor=None)


def test_a_delegated_power_gives_no_role_and_makes_no_account(cast: Cast, stand_in: User) -> None:
    assert stand_in.has_perm("people.read_citizens", cast.land.near), "the deputy does the daily work"
    for user in (stand_in, cast.lan_user):
        with pytest.raises(PermissionDenied):
            grant_role(user, Role.PROVINCE, cast.land.province, since=TODAY, actor=stand_in)
    with pytest.raises(PermissionDenied):
        add_user("moi", "Tài khoản mới", actor=stand_in)
    assert not Grant.objects.filter(given_by=stand_in).exists()


def test_no_lasting_power_comes_by_a_delegation(cast: Cast, stand_in: User) -> None:
    """Whatever ability a room calls lasting: the deputy has it neither at a place nor anywhere, the holder has it."""
    held = {ability for ability in registry.lasting if cast.hoa.has_perm(ability, cast.land.near)}
    assert len(held) >= 4
    assert [one for one in registry.lasting if stand_in.has_perm(one) or stand_in.has_perm(one, cast.land.near)] == []


def test_a_deputy_names_nobody_who_speaks_for_a_unit_or_a_clan(cast: Cast, stand_in: User) -> None:
    unit = unit_of(cast)
    with pytest.raises(PermissionDenied):
        join_unit(cast.lan, unit, since=TODAY, role=Membership.Role.HR, actor=stand_in)
    other = add(cast.land.near_village, "H'Bia Niê")
    with pytest.raises(PermissionDenied):
        join_group(other, cast.clan, since=TODAY, role=Membership.Role.HEAD, actor=stand_in)
    assert join_unit(cast.lan, unit, since=TODAY, actor=stand_in).role == Membership.Role.STAFF


def test_a_deputy_does_not_say_who_decides(cast: Cast, stand_in: User) -> None:
    with pytest.raises(PermissionDenied):
        set_signing_default(
            cast.land.near,
            issuer="Uỷ ban",
            signatory="",
            signatory_title="Chủ tịch",
            number_suffix="",
            legal_basis="Luật",
            commune_decides=True,
            actor=stand_in,
        )


def test_nobody_gives_themselves_a_power(cast: Cast) -> None:
    with refused("own"):
        grant_role(cast.hoa, Role.COMMUNE, cast.land.near, since=TODAY, actor=cast.hoa)
    minh = add(cast.land.near_village, "Nguyễn Văn Minh")
    Citizen.objects.filter(pk=minh.pk).update(user=cast.minh)
    minh.refresh_from_db()
    with refused("own"):
        join_unit(minh, unit_of(cast), since=TODAY, role=Membership.Role.HR, actor=cast.minh)
    with refused("own"):
        join_citizens(minh, cast.lan, reason="Một người", actor=cast.minh)


def test_no_role_is_dated_back(cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    with refused("dated_back"):
        grant_role(cast.lan_user, Role.VIEWER, cast.land.near, since=yesterday, actor=cast.hoa)
    until = TODAY + timedelta(days=3)
    with refused("dated_back"):
        delegate_role(cast.minh.grants.get(), cast.lan_user, since=yesterday, until=until, actor=cast.minh)
    with refused("dated_back"):
        end_grant(cast.minh.grants.get(), on=yesterday, actor=cast.hoa)


def creators(module: house.Module) -> list[str]:
    """Functions that make a row of POWERS."""
    made = []
    for name, node in module.functions.items():
        called = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
        models = {
            one.value.value.id
            for one in called
            if isinstance(one, ast.Attribute)
            and "create" in one.attr
            and isinstance(one.value, ast.Attribute)
            and isinstance(one.value.value, ast.Name)
        }
        if models & POWERS:
            made.append(name)
    return made


def required(node: ast.FunctionDef) -> set[str]:
    return {
        str(one.args[1].value)
        for one in ast.walk(node)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Name)
        and one.func.id == "require"
        and isinstance(one.args[1], ast.Constant)
    }


def test_every_deed_that_makes_a_power_asks_for_a_lasting_one() -> None:
    makers = {
        f"{module.name}.{name}": required(module.functions[name])
        for module in house.modules().values()
        if ".actions" in module.name
        for name in creators(module)
    }
    assert len(makers) >= 4
    assert [name for name, asked in makers.items() if not asked & registry.lasting] == []
    planted = house.read_module(
        "x", 'def give(*, actor):\n    require(actor, "x.y")\n    Grant.objects.create(user=actor)\n'
    )
    assert creators(planted) == ["give"]


def test_the_officers_of_the_cast_hold_what_they_held(cast: Cast) -> None:
    other = officer("ba", Role.PROVINCE, cast.land.province)
    assert other.has_perm("accounts.grant_role", cast.land.near)


def test_the_last_who_manages_accounts_does_not_end_that_role(cast: Cast) -> None:
    grant = cast.hoa.grants.get()
    with refused("last_manager"):
        end_grant(grant, on=TODAY, actor=cast.hoa)
    officer("ba", Role.PROVINCE, cast.land.province)
    assert end_grant(grant, on=TODAY, actor=cast.hoa).until == TODAY


def test_an_account_that_is_locked_does_not_count_as_one_that_is_left(cast: Cast) -> None:
    other = officer("ba", Role.PROVINCE, cast.land.province)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with refused("last_manager"):
        end_grant(cast.hoa.grants.get(), on=TODAY, actor=cast.hoa)


def test_the_last_resort_makes_the_first_account_and_lets_a_known_one_in(cast: Cast) -> None:
    call_command("open_account", "dau-tien", "--name", "Người Đầu Tiên", "--province", "66")
    first = User.objects.get(username="dau-tien")
    assert first.has_perm("accounts.grant_role", cast.land.province)
    User.objects.filter(pk=cast.hoa.pk).update(is_active=False)
    Authenticator.objects.create(user=cast.hoa, type=Authenticator.Type.TOTP, data={})
    call_command("open_account", "hoa", "--province", "66")
    hoa = User.objects.get(pk=cast.hoa.pk)
    assert hoa.is_active
    assert not Authenticator.objects.filter(user=hoa).exists()
    assert Entry.objects.filter(deed="accounts.let_in", subject_id=hoa.pk).exists()
    with pytest.raises(CommandError):
        call_command("open_account", "ai-do", "--province", "00")


def test_a_password_is_unlike_the_name() -> None:
    form = UserForm({"username": "nguyenvanminh", "full_name": "Nguyễn Văn Minh", "password": "nguyenvanminh1"})
    assert "password" in form.errors
