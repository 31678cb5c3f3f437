"""The accounts of the demo: one per role, with one printed password; invented people all."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hieuhoc.accounts.actions import add_user
from hieuhoc.accounts.models import Grant, Role
from hieuhoc.people.models import Citizen, Membership
from hieuhoc.places.models import Place

PASSWORD = "hieu-hoc-2025"
SINCE = date(2022, 1, 1)
REFORM = date(2025, 7, 1)


CAST = {
    "hoa": "cán bộ cấp tỉnh",
    "thanh": "Sở Giáo dục và Đào tạo",
    "xem": "người xem của tỉnh",
    "minh": "cán bộ cấp xã",
    "son": "cán bộ của một xã khác",
    "bhiu": "cán bộ thôn, buôn",
    "dung": "cán bộ huyện, vai trò đã hết từ 01/7/2025",
    "nhan": "phụ trách nhân sự của một đơn vị",
    "khoa": "trưởng một dòng họ",
    "lan": "người dân",
}


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    what: str


def make_cast(province: Place, commune: Place, other_commune: Place, village: Place, old_district: Place) -> None:
    """Officers by place, an HR officer and a head of clan by membership, a citizen."""
    offices = (
        ("hoa", "Trần Thị Hoa", Role.PROVINCE, province, REFORM, None),
        ("thanh", "Lê Minh Thành", Role.EDUCATION, province, REFORM, None),
        ("xem", "Phạm Văn Xem", Role.VIEWER, province, REFORM, None),
        ("minh", "Nguyễn Văn Minh", Role.COMMUNE, commune, REFORM, None),
        ("son", "Y Sơn Êban", Role.COMMUNE, other_commune, REFORM, None),
        ("bhiu", "Y Bhiu Niê", Role.VILLAGE, village, REFORM, None),
        ("dung", "Võ Thị Dung", Role.DISTRICT, old_district, SINCE, REFORM),
    )
    for username, name, role, place, since, until in offices:
        user = add_user(username, name, password=PASSWORD, actor=None)
        Grant.objects.create(user=user, role=role, place=place, since=since, until=until)
    _link("nhan", _staff_of(commune), Membership.Role.HR)
    _link("khoa", _clan_member_of(commune), Membership.Role.HEAD)
    _link("lan", _resident_of(commune), None)


def _link(username: str, member: tuple[int, int] | None, role: str | None) -> None:
    """An account of an invented citizen, under the citizen's name, with a role in the membership found. A very small
    demo may have nobody fitting: then the account is left out."""
    if member is None:
        return
    citizen_id, membership_id = member
    user = add_user(username, Citizen.objects.get(pk=citizen_id).name, password=PASSWORD, actor=None)
    Citizen.objects.filter(pk=citizen_id).update(user=user)
    if role:
        Membership.objects.filter(pk=membership_id).update(role=role)


def _staff_of(commune: Place) -> tuple[int, int] | None:
    return _first_member(commune, "m.unit_id IS NOT NULL AND m.is_main")


def _clan_member_of(commune: Place) -> tuple[int, int] | None:
    return _first_member(commune, "EXISTS (SELECT FROM people_group g WHERE g.id = m.group_id AND g.kind = 'clan')")


def _resident_of(commune: Place) -> tuple[int, int] | None:
    """Somebody with a title of 2025, so that there is a certificate to see."""
    holds = (
        "EXISTS (SELECT FROM recognition_title t WHERE t.citizen_id = c.id AND t.year = 2025 AND t.revoked_on IS NULL)"
    )
    return _first_member(commune, f"c.sex = 'f' AND {holds}")


def _first_member(commune: Place, condition: str) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT c.id, m.id FROM people_citizen c JOIN people_membership m ON m.citizen_id = c.id AND m.until IS NULL
            JOIN places_ancestry a ON a.descendant_id = c.home_id AND a.ancestor_id = %s AND a.until IS NULL
            WHERE c.user_id IS NULL AND c.died_on IS NULL AND c.left_on IS NULL
              AND c.birth_year BETWEEN 1960 AND 2000 AND {condition} ORDER BY c.id LIMIT 1
            """,
            [commune.pk],
        )
        member: tuple[int, int] | None = cursor.fetchone()
    return member
