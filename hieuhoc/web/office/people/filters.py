"""What the list of people shows: filters in the address, a typed name only in the session under an opaque word."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen, Sex, WaitingEntry
from hieuhoc.people.models.citizens import CitizenQuerySet
from hieuhoc.places.reads import reached_ids
from hieuhoc.web.choices import titles
from hieuhoc.web.office.homes import place_asked
from hieuhoc.web.office.name_searches import searched_for
from hieuhoc.web.office.people_meant import meant
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Chip

MOST_HOMES = 400  # a commune has some dozens of villages; a province's list is asked for by name
ELDER_AGE = 60
AGES = {
    "child": gettext_lazy("Dưới 18 tuổi"),
    "adult": gettext_lazy("Từ 18 tuổi"),
    "elder": gettext_lazy("Từ 60 tuổi"),
}
STATES = {
    "living": gettext_lazy("Đang cư trú"),
    "waiting": gettext_lazy("Chờ phân về đơn vị mới"),
    "left": gettext_lazy("Đã rời tỉnh"),
    "died": gettext_lazy("Đã mất"),
}

WHOSE = {
    "units": gettext_lazy("Người của đơn vị phụ trách"),
    "groups": gettext_lazy("Gia đình, dòng họ"),
    "all": gettext_lazy("Tất cả"),
}
KEYS = ("place", "sex", "age", "state", "whose", "search")


@dataclass(frozen=True)
class Filters:
    place: int | None = None
    sex: str = ""
    age: str = ""
    state: str = "living"
    whose: str = ""  # of who minds a unit and speaks for a family too: whose people
    search: str = ""  # the opaque word
    name: str = ""  # what was typed
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def is_narrow(self) -> bool:
        """Does it point at one place or one name? A whole province is not shown as a list of people."""
        return self.place is not None or bool(self.name)


def read_filters(request: Request) -> Filters:
    asked = {key: request.GET[key] for key in KEYS if request.GET.get(key)}
    return Filters(
        place=place_asked(request, "place"),
        sex=asked.get("sex", "") if asked.get("sex") in Sex.values else "",
        age=asked.get("age", "") if asked.get("age") in AGES else "",
        state=asked.get("state", "") if asked.get("state") in STATES else "living",
        whose=asked.get("whose", "") if asked.get("whose") in WHOSE else _whose_first(request.scope),
        search=asked.get("search", ""),
        name=searched_for(request),
        asked=asked,
    )


def _whose_first(scope: Scope) -> str:
    """A unit one minds is work; one's family is not what a list of people begins with."""
    return "units" if has_both(scope) else ""


def has_both(scope: Scope) -> bool:
    return bool(scope.units and scope.groups) and not scope.places and not scope.everything


def _narrowed(scope: Scope, whose: str) -> Scope:
    if not has_both(scope) or whose not in {"units", "groups"}:
        return scope
    return Scope(on=scope.on, units=scope.units) if whose == "units" else Scope(on=scope.on, groups=scope.groups)


def filtered(scope: Scope, filters: Filters) -> CitizenQuerySet:
    rows = Citizen.objects.within(_narrowed(scope, filters.whose))
    if filters.place is not None:
        rows = rows.filter(home__in=reached_ids(Scope(on=timezone.localdate(), places=frozenset({filters.place}))))
    return matching(rows, filters, scope)


def matching(rows: CitizenQuerySet, filters: Filters, scope: Scope) -> CitizenQuerySet:
    """What is asked of the people themselves, wherever they live; `scope`: whose households a typed code may mean."""
    today = timezone.localdate()
    rows = rows.counted()
    if filters.sex:
        rows = rows.filter(sex=filters.sex)
    rows = _of_age(rows, filters.age, today)
    rows = _of_state(rows, filters.state, today)
    return meant(rows, filters.name, scope) if filters.name else rows


def homes_of(scope: Scope, filters: Filters) -> list[int] | None:
    """The homes within the scope whose people the list shows; None when it is not by homes, or by too many."""
    if scope.everything or scope.units or scope.groups:
        return None
    homes = set(reached_ids(scope))
    if filters.place is not None:
        homes &= set(reached_ids(Scope(on=timezone.localdate(), places=frozenset({filters.place}))))
    return sorted(homes) if len(homes) <= MOST_HOMES else None


def _of_age(rows: CitizenQuerySet, age: str, today: date) -> CitizenQuerySet:
    if age == "child":
        return rows.filter(birth_year__gt=today.year - ADULT_AGE)
    if age:
        return rows.filter(birth_year__lte=today.year - (ADULT_AGE if age == "adult" else ELDER_AGE))
    return rows


def _of_state(rows: CitizenQuerySet, state: str, today: date) -> CitizenQuerySet:
    if state == "died":
        return rows.filter(died_on__lte=today)
    if state == "left":
        return rows.filter(left_on__lte=today, died_on__isnull=True)
    living = rows.living(today)
    if state == "waiting":
        return living.filter(Exists(WaitingEntry.objects.open().filter(citizen=OuterRef("pk"))))
    return living


def chips(filters: Filters, address: str) -> list[Chip]:
    """The filters that are on, each with the page without it."""
    shown: list[tuple[str, Any, Any]] = []
    if filters.place is not None:
        shown.append(("place", _("Địa bàn"), titles([filters.place]).get(filters.place, "")))
    if filters.name:
        shown.append(("search", _("Tìm"), filters.name))
    if filters.sex:
        shown.append(("sex", _("Giới tính"), Sex(filters.sex).label))
    if filters.age:
        shown.append(("age", _("Tuổi"), AGES[filters.age]))
    if filters.whose == "groups":
        shown.append(("whose", _("Của"), WHOSE[filters.whose]))
    if filters.state != "living":
        shown.append(("state", _("Tình trạng"), STATES[filters.state]))
    return [Chip(str(label), str(value), f"{address}?{query(filters, **{key: ''})}") for key, label, value in shown]


def query(filters: Filters, **changed: str) -> str:
    """The address's parameters with some changed; an empty value drops one."""
    return urlencode({key: value for key, value in {**filters.asked, **changed}.items() if value})
