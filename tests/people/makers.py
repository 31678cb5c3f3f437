"""A small province with people in it, made through the deeds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.people.actions import Declaration, add_citizen
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place, Tier
from tests.places.small_map import put

LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Land:
    province: Place
    near: Place  # two communes of one district, a village in each
    far: Place
    near_village: Place
    far_village: Place


def make_land() -> Land:
    province = put("Đắk Lắk", Tier.PROVINCE, kind="Tỉnh", code="66")
    district = put("Krông Búk", Tier.DISTRICT, province, kind="Huyện")
    near = put("Cư Né", Tier.COMMUNE, district, kind="Xã", code="24001")
    far = put("Ea Ngai", Tier.COMMUNE, district, kind="Xã", code="24002")
    return Land(
        province,
        near,
        far,
        put("Buôn Drăh", Tier.VILLAGE, near, kind="Buôn"),
        put("Thôn Một", Tier.VILLAGE, far, kind="Thôn"),
    )


def declare(place: Place, name: str = "H'Hen Niê", **values: Any) -> Declaration:
    values = {"birth_date": date(1985, 3, 2), "sex": "f", "since": LONG_AGO, **values}
    return Declaration(name=name, place=place, **values)


def add(place: Place, name: str = "H'Hen Niê", **values: Any) -> Citizen:
    citizen = add_citizen(declare(place, name, **values), actor=None).citizen
    assert citizen is not None
    return citizen


def make_citizen(name: str, home: Place, user: User | None = None) -> Citizen:
    """Born in 1980, there since long before any round; the person behind `user`."""
    citizen = add(home, name, birth_date=None, birth_year=1980, since=date(2000, 1, 1))
    if user is not None:
        citizen.user = user
        citizen.save(update_fields=["user"])
    return citizen
