"""What is kept of somebody in this room, for themselves."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person
from hieuhoc.people.models import Citizen, Departure, IdentityNumber, Look, Membership, Residence
from hieuhoc.people.sealing import EMAIL, NUMBER, PHONE, read
from hieuhoc.places.reads import labels

SINCE, UNTIL = gettext_lazy("Từ ngày"), gettext_lazy("Đến ngày")


def _records(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    today = timezone.localdate()
    rows = list(Citizen.objects.filter(pk__in=person.citizens).order_by("joined_into", "pk"))
    homes = labels([row.home_id for row in rows if row.home_id], today)
    for row in rows:
        home = homes.get(row.home_id or 0)
        yield (
            row.name,
            row.birth_date or row.birth_year,
            row.get_sex_display() if row.sex else None,
            read(row.phone, PHONE) or None,
            read(row.email, EMAIL) or None,
            home.title if home else None,
            row.left_on,
            row.died_on,
        )


def _numbers(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in IdentityNumber.objects.filter(citizen__in=person.citizens).order_by("pk"):
        yield read(row.number, NUMBER), row.since, row.withdrawn_on


def _residences(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = list(Residence.objects.filter(citizen__in=person.citizens).order_by("since", "pk"))
    places = labels([row.place_id for row in rows], timezone.localdate())
    for row in rows:
        label = places.get(row.place_id)
        yield (label.title if label else None), row.since, row.until


def _memberships(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Membership.objects.filter(citizen__in=person.citizens).select_related("group", "unit", "branch")
    for row in rows.order_by("since", "pk"):
        body = row.group or row.unit or row.branch
        yield (body.name if body else None), row.get_role_display(), row.since, row.until


def _looks(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = list(Look.objects.filter(citizen__in=person.citizens).order_by("-pk"))
    places = labels([row.place_id for row in rows], timezone.localdate())
    for row in rows:
        label = places.get(row.place_id)
        yield row.looked_at, (label.title if label else None), row.agrees


def _departures(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in Departure.objects.filter(citizen__in=person.citizens).order_by("pk"):
        yield row.recorded_at, row.reason or None, row.is_taken_back


PARTS = (
    OwnPart(
        "people.record",
        gettext_lazy("Hồ sơ người dân"),
        (
            ("name", gettext_lazy("Họ và tên")),
            ("birth", gettext_lazy("Ngày sinh")),
            ("sex", gettext_lazy("Giới tính")),
            ("phone", gettext_lazy("Điện thoại")),
            ("email", gettext_lazy("Thư điện tử")),
            ("home", gettext_lazy("Nơi ở")),
            ("left_on", gettext_lazy("Rời tỉnh ngày")),
            ("died_on", gettext_lazy("Mất ngày")),
        ),
        _records,
        covers=("people.records",),
    ),
    OwnPart(
        "people.numbers",
        gettext_lazy("Số định danh"),
        (("number", gettext_lazy("Số định danh")), ("since", SINCE), ("withdrawn_on", gettext_lazy("Thôi dùng ngày"))),
        _numbers,
        covers=("people.numbers",),
    ),
    OwnPart(
        "people.residences",
        gettext_lazy("Nơi ở qua các năm"),
        (("place", gettext_lazy("Nơi ở")), ("since", SINCE), ("until", UNTIL)),
        _residences,
        covers=("people.homes",),
    ),
    OwnPart(
        "people.memberships",
        gettext_lazy("Gia đình, dòng họ, đơn vị, chi hội"),
        (("body", gettext_lazy("Tên")), ("role", gettext_lazy("Vai trò")), ("since", SINCE), ("until", UNTIL)),
        _memberships,
        covers=("people.families",),
    ),
    OwnPart(
        "people.looks",
        gettext_lazy("Lần nơi khác hỏi số định danh"),
        (
            ("looked_at", gettext_lazy("Lúc")),
            ("place", gettext_lazy("Nơi hỏi")),
            ("agrees", gettext_lazy("Khai đúng họ tên, ngày sinh")),
        ),
        _looks,
        covers=("people.looks",),
    ),
    OwnPart(
        "people.departures",
        gettext_lazy("Lần được ghi chuyển sang nơi khác"),
        (
            ("recorded_at", gettext_lazy("Lúc ghi")),
            ("reason", gettext_lazy("Lý do")),
            ("is_taken_back", gettext_lazy("Đã rút lại")),
        ),
        _departures,
        covers=("people.notes",),
    ),
)
