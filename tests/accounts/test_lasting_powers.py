"""A power held for a time makes none that lasts; nobody gives themselves a power, and none is dated back."""

import ast
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.forms import ChangePasswordForm
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from hieuhoc.accounts.abilities import registry
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
    set_sign_in_rule,
)
from hieuhoc.accounts.models import DisableReason, Grant, Role, SignInRule, User
from hieuhoc.accounts.sign_in_rules import factor_needed_from, sign_in_rule
from hieuhoc.audit.models import Entry
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import (
    NewUnit,
    add_unit,
    join_citizens,
    join_group,
    join_unit,
    make_link_code,
    use_link_code,
)
from hieuhoc.people.models import Citizen, Membership, UnitSpell, WorkUnit
from hieuhoc.recognition.actions import set_signing_default
from tests import house
from tests.cast import Cast, World, officer
from tests.people.makers import LONG_AGO, add, make_citizen
from tests.recognition.kin import family_of, own_of
from tests.refusals import refused

pytestmark = pytest.mark.django_db
# Who makes a row of these gives a power that does not end with the giver's own.
POWERS = {"Grant", "User", "SigningDefault"}


@pytest.fixture
def stand_in(cast: Cast) -> User:
    """Hoa's deputy while she is away."""
    deputy = add_user("thay", "Người Thay", actor=None)
    grant = cast.hoa.grants.get()
    delegate_role(
        grant, deputy, since=timezone.localdate(), until=timezone.localdate() + timedelta(days=9), actor=cast.hoa
    )
    return User.objects.get(pk=deputy.pk)


def unit_of(cast: Cast) -> WorkUnit:
    school = NewUnit("THCS", "Trường THCS", cast.land.near, UnitSpell.Level.COMMUNE, UnitSpell.Kind.SCHOOL, LONG_AGO)
    return add_unit(school, actor=None)


def test_a_delegated_power_gives_no_role_and_makes_no_account(cast: Cast, stand_in: User) -> None:
    assert stand_in.has_perm("people.read_citizens", cast.land.near), "the deputy does the daily work"
    for user in (stand_in, cast.lan_user):
        with pytest.raises(PermissionDenied):
            grant_role(user, Role.PROVINCE, cast.land.province, since=timezone.localdate(), actor=stand_in)
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
        join_unit(cast.lan, unit, since=timezone.localdate(), role=Membership.Role.HR, actor=stand_in)
    other = add(cast.land.near_village, "H'Bia Niê")
    with pytest.raises(PermissionDenied):
        join_group(other, cast.clan, since=timezone.localdate(), role=Membership.Role.HEAD, actor=stand_in)
    assert join_unit(cast.lan, unit, since=timezone.localdate(), actor=stand_in).role == Membership.Role.STAFF


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
        grant_role(cast.hoa, Role.COMMUNE, cast.land.near, since=timezone.localdate(), actor=cast.hoa)
    minh = add(cast.land.near_village, "Nguyễn Văn Minh")
    Citizen.objects.filter(pk=minh.pk).update(user=cast.minh)
    minh.refresh_from_db()
    with refused("own"):
        join_unit(minh, unit_of(cast), since=timezone.localdate(), role=Membership.Role.HR, actor=cast.minh)
    with refused("own"):
        join_citizens(minh, cast.lan, reason="Một người", actor=cast.minh)


def test_no_role_is_dated_back(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with refused("dated_back"):
        grant_role(cast.lan_user, Role.VIEWER, cast.land.near, since=yesterday, actor=cast.hoa)
    until = timezone.localdate() + timedelta(days=3)
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
        end_grant(grant, on=timezone.localdate(), actor=cast.hoa)
    officer("ba", Role.PROVINCE, cast.land.province)
    assert end_grant(grant, on=timezone.localdate(), actor=cast.hoa).until == timezone.localdate()


def test_an_account_that_is_locked_does_not_count_as_one_that_is_left(cast: Cast) -> None:
    other = officer("ba", Role.PROVINCE, cast.land.province)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with refused("last_manager"):
        end_grant(cast.hoa.grants.get(), on=timezone.localdate(), actor=cast.hoa)


def test_the_last_resort_makes_the_first_account_and_lets_a_known_one_in(cast: Cast) -> None:
    call_command("open_account", "dau-tien", "--name", "Người Đầu Tiên", "--province", "66")
    first = User.objects.get(username="dau-tien")
    assert first.has_perm("accounts.grant_role", cast.land.province)
    assert first.temporary_until is not None, "whoever reads the terminal does not keep the account"
    User.objects.filter(pk=cast.hoa.pk).update(is_active=False)
    Authenticator.objects.create(user=cast.hoa, type=Authenticator.Type.TOTP, data={})
    call_command("open_account", "hoa", "--province", "66")
    hoa = User.objects.get(pk=cast.hoa.pk)
    assert hoa.is_active
    assert not Authenticator.objects.filter(user=hoa).exists()
    assert Entry.objects.filter(deed="accounts.let_in", subject_id=hoa.pk).exists()
    with pytest.raises(CommandError):
        call_command("open_account", "ai-do", "--province", "00")


def test_a_password_is_unlike_the_name(cast: Cast) -> None:
    User.objects.filter(pk=cast.minh.pk).update(username="nguyenvanminh")
    form = ChangePasswordForm(user=User.objects.get(pk=cast.minh.pk), data={"password1": "nguyenvanminh1"})
    assert "password1" in form.errors


def test_from_the_server_an_account_is_let_in_closed_and_opened(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("account", "reset-password", "minh")
    assert User.objects.get(pk=cast.minh.pk).check_password(
        capsys.readouterr().out.split(" signs in with ")[1].split()[0]
    )
    with pytest.raises(CommandError):
        call_command("account", "reset-second-factor", "minh")
    Authenticator.objects.create(user=cast.minh, type=Authenticator.Type.TOTP, data={})
    for verb, is_open in (("reset-second-factor", True), ("disable", False), ("enable", True), ("leave", False)):
        call_command("account", verb, "minh")
        assert User.objects.get(pk=cast.minh.pk).is_active is is_open, verb
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError):
        call_command("account", "enable", "ai-do")


def test_a_closed_account_holds_nothing_it_was_lent_or_lent(cast: Cast, stand_in: User) -> None:
    grant = cast.minh.grants.get()
    delegate_role(
        grant, cast.son, since=timezone.localdate(), until=timezone.localdate() + timedelta(days=9), actor=cast.minh
    )
    other = officer("ba", Role.PROVINCE, cast.land.province)
    disable_user(stand_in, reason=DisableReason.EXPOSED, actor=None)
    disable_user(cast.minh, reason=DisableReason.LEFT, actor=other)
    assert not User.objects.get(pk=cast.son.pk).has_perm("people.read_citizens", cast.land.near)
    assert User.objects.get(pk=cast.hoa.pk).has_perm("people.read_citizens", cast.land.near)
    told = set(Message.objects.values_list("recipient__username", "subject"))
    assert {("son", "Uỷ quyền đã kết thúc"), ("minh", "Tài khoản đã bị khoá"), ("hoa", "Uỷ quyền đã kết thúc")} <= told
    enable_user(cast.minh, actor=other)
    assert User.objects.get(pk=cast.minh.pk).has_perm("people.read_citizens", cast.land.near)
    assert not User.objects.get(pk=cast.son.pk).has_perm("people.read_citizens", cast.land.near)


def test_who_is_told_has_confirmed_the_address(cast: Cast) -> None:
    address = EmailAddress.objects.create(user=cast.minh, email="minh@example.vn", primary=True, verified=False)
    reset_password(cast.minh, actor=cast.hoa)
    assert not Message.objects.filter(channel=Message.Channel.MAIL).exists()
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    password = reset_password(cast.minh, actor=cast.hoa)
    mail = Message.objects.get(channel=Message.Channel.MAIL)
    assert password not in mail.body


def test_a_closed_account_is_opened_before_it_is_let_in(cast: Cast) -> None:
    disable_user(cast.minh, reason=DisableReason.UNUSED, actor=cast.hoa)
    with refused("disabled"):
        reset_password(cast.minh, actor=cast.hoa)
    enable_user(cast.minh, actor=cast.hoa)
    with refused("no_factor"):
        reset_second_factor(cast.minh, actor=cast.hoa)
    end_service(cast.minh, actor=cast.hoa)
    assert not cast.minh.grants.filter(until__isnull=True).exists()


def test_the_rule_of_signing_in_is_set_for_days_to_come(cast: Cast) -> None:
    asked: dict[str, Any] = {
        "officers_need_factor": True,
        "grace_days": 7,
        "officer_idle_minutes": 30,
        "idle_minutes": 60,
    }
    with refused("dated_back"):
        set_sign_in_rule(since=timezone.localdate() - timedelta(days=1), **asked, actor=cast.hoa)
    with refused("minutes"):
        set_sign_in_rule(since=timezone.localdate(), **asked | {"idle_minutes": 2}, actor=cast.hoa)
    with pytest.raises(PermissionDenied):
        set_sign_in_rule(since=timezone.localdate(), **asked, actor=cast.minh)
    assert sign_in_rule(timezone.localdate()).officer_idle_minutes == 60
    set_sign_in_rule(since=timezone.localdate(), **asked, actor=cast.hoa)
    assert sign_in_rule(timezone.localdate()).officer_idle_minutes == 30
    assert factor_needed_from(cast.minh) == timezone.localdate() + timedelta(days=7)
    assert factor_needed_from(cast.lan_user) is None
    set_sign_in_rule(since=timezone.localdate() + timedelta(days=5), **asked | {"idle_minutes": 90}, actor=cast.hoa)
    SignInRule.objects.filter(since=timezone.localdate()).update(since=timezone.localdate() - timedelta(days=5))
    SignInRule.objects.filter(since__gt=timezone.localdate()).update(since=timezone.localdate())
    assert factor_needed_from(cast.minh) == timezone.localdate() + timedelta(days=2), (
        "a rule that asks the same gives no new days"
    )
    Authenticator.objects.create(user=cast.minh, type=Authenticator.Type.TOTP, data={})
    assert factor_needed_from(cast.minh) is None


def test_who_stands_in_names_no_head_of_a_household_and_nobody_names_themselves(world: World) -> None:
    """A head reads and changes the household for good; a village officer names heads, but not of what is their own."""
    stand_in = add_user("thay", "Người Thay", actor=None)
    person = make_citizen("Người Thay", world.village, stand_in)
    grant = world.minh.grants.get()
    delegate_role(
        grant, stand_in, since=timezone.localdate(), until=timezone.localdate() + timedelta(days=1), actor=world.minh
    )
    family = family_of(world, world.lan)
    for who in (person, make_citizen("Y Bạn", world.village)):
        with pytest.raises(PermissionDenied):
            join_group(who, family, since=LONG_AGO, role=Membership.Role.HEAD, actor=stand_in)
    join_group(person, family, since=LONG_AGO, actor=stand_in)
    village = officer("Thôn", Role.VILLAGE, world.village)
    with refused("own"):
        join_group(own_of(world, village), family, since=LONG_AGO, role=Membership.Role.HEAD, actor=village)
    assert join_group(world.khoa, family, since=LONG_AGO, role=Membership.Role.HEAD, actor=village).role == "head"


def test_a_link_code_ends_with_the_power_of_who_printed_it(cast: Cast) -> None:
    person, user = add(cast.village, "Y Người", birth_date=date(1980, 1, 1)), add_user("y", "Y", actor=None)
    stand_in = add_user("thay", "Người Thay", actor=None)
    delegation = delegate_role(
        cast.minh.grants.get(),
        stand_in,
        since=timezone.localdate(),
        until=timezone.localdate() + timedelta(days=1),
        actor=cast.minh,
    )
    code = make_link_code(person, actor=stand_in)
    Grant.objects.filter(pk=delegation.pk).delete()
    with refused("code_unusable"):
        use_link_code(code, actor=user)
    code = make_link_code(person, actor=cast.minh)
    disable_user(cast.minh, reason=DisableReason.LEFT, actor=cast.hoa)
    with refused("code_unusable"):
        use_link_code(code, actor=user)
    assert use_link_code(make_link_code(person, actor=cast.hoa), actor=user) == person
