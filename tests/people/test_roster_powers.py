"""A roster does no more than the single deeds let its sender do: heads of households, units and branches."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hieuhoc.accounts.actions import add_user, delegate_role
from hieuhoc.accounts.models import User
from hieuhoc.people.actions import NewUnit, add_branch, add_unit, join_unit
from hieuhoc.people.models import Citizen, Membership, UnitSpell, WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.sheets.actions import confirm_batch
from hieuhoc.sheets.models import Batch, Problem
from tests.cast import Cast
from tests.people.makers import LONG_AGO
from tests.refusals import refused
from tests.sheets.files import causes, csv_of, imported, outcomes, received

pytestmark = pytest.mark.django_db
SINCE: dict[str, Any] = {"since": "2024-01-01"}
HEADERS = [
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh",
    "Thôn, buôn",
    "Mã hộ",
    "Chủ hộ",
    "Mã đơn vị",
    "Mã chi hội",
]
NUMBER = "066080001234"


def row(
    *, name: str = "Y Chủ Niê", head: str = "", unit: str = "", branch: str = "", number: str = NUMBER
) -> list[str]:
    return [name, "05/03/1980", "Nam", number, "Buôn Drăh", "H7", head, unit, branch]


@pytest.fixture
def stand_in(cast: Cast) -> User:
    deputy = add_user("thay", "Người Thay", actor=None)
    day = timezone.localdate()
    delegate_role(cast.minh.grants.get(), deputy, since=day, until=day + timedelta(days=9), actor=cast.minh)
    return User.objects.get(pk=deputy.pk)


def unit(code: str, place: Place) -> WorkUnit:
    kinds = UnitSpell.Level.COMMUNE, UnitSpell.Kind.SCHOOL
    return add_unit(NewUnit(code, f"Trường {code}", place, *kinds, LONG_AGO), actor=None)


def roles(name: str = "Y Chủ Niê") -> list[str]:
    return list(
        Membership.objects.open().filter(citizen__name=name, group__isnull=False).values_list("role", flat=True)
    )


def message_of(batch: Batch, cause: str) -> Problem:
    return Problem.objects.get(batch=batch, cause=cause)


def test_who_stands_in_names_no_head_of_a_household_by_a_list(cast: Cast, stand_in: User) -> None:
    batch = imported("roster", csv_of(HEADERS, [row(head="Có")]), cast.commune, actor=stand_in, **SINCE)
    assert outcomes(batch) == {"new": 1}
    assert message_of(batch, "head_not_named").column == "is_head"
    assert roles() == ["member"], "the person and the household are written all the same"
    again = imported("roster", csv_of(HEADERS, [row(head="Có")]), cast.commune, actor=stand_in, **SINCE)
    assert (outcomes(again), causes(again), roles()) == ({"same": 1}, {"head_not_named"}, ["member"])
    lasting = imported("roster", csv_of(HEADERS, [row(head="Có")]), cast.commune, actor=cast.minh, **SINCE)
    assert (outcomes(lasting), causes(lasting), roles()) == ({"changed": 1}, set(), ["head"])
    same = imported("roster", csv_of(HEADERS, [row(head="Có")]), cast.commune, actor=stand_in, **SINCE)
    assert (outcomes(same), causes(same), roles()) == ({"same": 1}, set(), ["head"]), "a head stays one"


def test_nobody_names_themselves_head_by_a_list(cast: Cast) -> None:
    imported("roster", csv_of(HEADERS, [row()]), cast.commune, actor=cast.minh, **SINCE)
    Citizen.objects.filter(name="Y Chủ Niê").update(user=cast.minh)
    batch = imported("roster", csv_of(HEADERS, [row(head="Có")]), cast.commune, actor=cast.minh, **SINCE)
    assert causes(batch) == {"head_not_named"}
    assert roles() == ["member"]


def test_who_stands_in_does_not_confirm_the_heads_of_another(cast: Cast, stand_in: User) -> None:
    batch = received("roster", csv_of(HEADERS, [row(head="Có")]), cast.commune, actor=cast.minh, **SINCE)
    with refused("sent_by_another"):
        confirm_batch(batch, workers=1, actor=stand_in)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.CHECKED
    confirm_batch(batch, workers=1, actor=cast.minh)
    assert roles() == ["head"]
    plain = [row(name="Y Khác Niê", number="066080001235")]
    batch = received("roster", csv_of(HEADERS, plain), cast.commune, actor=cast.minh, **SINCE)
    assert confirm_batch(batch, workers=1, actor=stand_in).status == Batch.Status.DONE


def test_a_list_enters_nobody_into_a_unit_or_a_branch_elsewhere(cast: Cast) -> None:
    unit("GAN", cast.commune), unit("XA", cast.other_commune)
    add_branch("CH", "Chi hội", cast.other_commune, since=LONG_AGO, actor=None)
    rows = [row(unit="XA", branch="CH"), row(name="Y Gần Niê", unit="GAN", number="066080001235")]
    batch = imported("roster", csv_of(HEADERS, rows), cast.commune, actor=cast.minh, **SINCE)
    assert (outcomes(batch), causes(batch)) == ({"new": 2}, {"unit_elsewhere", "branch_elsewhere"})
    held = Membership.objects.open().exclude(unit=None, branch=None).exclude(citizen__in=[cast.lan, cast.khoa])
    assert [(one.citizen.name, str(one.body)) for one in held] == [("Y Gần Niê", "Trường GAN (GAN)")]
    province = imported("roster", csv_of(HEADERS, rows), cast.commune, actor=cast.hoa, **SINCE)
    assert (outcomes(province), causes(province)) == ({"changed": 1, "same": 1}, set())
    again = imported("roster", csv_of(HEADERS, rows), cast.commune, actor=cast.minh, **SINCE)
    assert (outcomes(again), causes(again)) == ({"same": 2}, set()), "what is so already is no fault"


def test_a_list_takes_nobody_out_of_a_unit_elsewhere_for_one_it_may_not_enter(cast: Cast) -> None:
    home, far = unit("GAN", cast.commune), unit("XA", cast.other_commune)
    imported("roster", csv_of(HEADERS, [row()]), cast.commune, actor=cast.minh, **SINCE)
    person = Citizen.objects.get(name="Y Chủ Niê")
    join_unit(person, home, since=LONG_AGO, actor=None)
    batch = imported("roster", csv_of(HEADERS, [row(unit="XA")]), cast.commune, actor=cast.minh, **SINCE)
    assert (outcomes(batch), causes(batch)) == ({"same": 1}, {"unit_elsewhere"})
    assert far.memberships.count() == 0
    assert Membership.objects.open().filter(citizen=person).main_unit().get().unit == home
