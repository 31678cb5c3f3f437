"""One person's record: facts, homes, belongings, titles by year, skills, history, and who has read it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Entry, Reading
from hieuhoc.audit.private import read_private
from hieuhoc.people.actions import read_numbers
from hieuhoc.people.models import Citizen, Residence, Sex
from hieuhoc.people.reads import Card, card
from hieuhoc.places.reads import among
from hieuhoc.privacy.reads import open_consents, purposes
from hieuhoc.web.choices import titles
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.guards import needs
from hieuhoc.web.office.groups.members import may_end
from hieuhoc.web.office.people.leads import leads_of
from hieuhoc.web.office.people.record_rows import (
    dossiers_of,
    latest_history,
    latest_readings,
    skills_of,
    titles_of,
    trainings_of,
)
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.shapes import DeedLink, Event

SHOWN_HISTORY, SHOWN_READINGS, SHOWN_LOOKS = 30, 50, 10
LIVING, LEFT, DIED = "living", "left", "died"


class PersonDeed(NamedTuple):
    """`name` of its page; `states` of the record in which it makes sense."""

    ability: str
    text: str | Promise
    name: str
    icon: str
    states: frozenset[str]


DEEDS = (
    PersonDeed("people.correct_citizen", gettext_lazy("Sửa thông tin"), "citizen-correct", "pencil", frozenset({LIVING, LEFT, DIED})),
    PersonDeed("assessment.open_dossier", gettext_lazy("Lập hồ sơ đánh giá"), "dossier-new", "file-text", frozenset({LIVING})),
    PersonDeed("people.add_identity_number", gettext_lazy("Thêm số định danh"), "number-new", "id", frozenset({LIVING, LEFT, DIED})),
    PersonDeed("people.move_citizen", gettext_lazy("Chuyển nơi ở"), "citizen-move", "home", frozenset({LIVING})),
    PersonDeed("skills.record_skill_fact", gettext_lazy("Ghi nhận kỹ năng số"), "skill-new", "device-mobile", frozenset({LIVING})),
    PersonDeed("people.make_link_code", gettext_lazy("In mã liên kết tài khoản"), "link-code", "qrcode", frozenset({LIVING})),
    PersonDeed("people.undo_link", gettext_lazy("Gỡ liên kết tài khoản"), "link-undo", "ban", frozenset({LIVING, LEFT, DIED})),
    PersonDeed("people.join_citizens", gettext_lazy("Gộp hồ sơ trùng"), "citizen-join", "git-merge", frozenset({LIVING, LEFT, DIED})),
    PersonDeed("people.record_departure", gettext_lazy("Ghi nhận rời tỉnh"), "citizen-depart", "door-exit", frozenset({LIVING})),
    PersonDeed("people.record_return", gettext_lazy("Ghi nhận trở về"), "citizen-return", "arrow-back-up", frozenset({LEFT})),
    PersonDeed("people.record_death", gettext_lazy("Ghi nhận đã mất"), "citizen-death", "calendar", frozenset({LIVING, LEFT})),
    PersonDeed("people.withdraw_death", gettext_lazy("Rút ghi nhận đã mất"), "citizen-death-withdraw", "arrow-back-up", frozenset({DIED})),
    PersonDeed("privacy.ask_data_request", gettext_lazy("Ghi yêu cầu về dữ liệu"), "data-request-new", "eye", frozenset({LIVING, LEFT, DIED})),
    PersonDeed("privacy.ask_erasure", gettext_lazy("Ghi yêu cầu xoá thông tin"), "erasure-new", "trash", frozenset({LIVING, LEFT, DIED})),
)  # fmt: skip

LABELS = {
    "name": gettext_lazy("Họ và tên"),
    "given_name": gettext_lazy("Tên gọi"),
    "birth": gettext_lazy("Ngày sinh"),
    "birth_date": gettext_lazy("Ngày sinh"),
    "birth_year": gettext_lazy("Năm sinh"),
    "sex": gettext_lazy("Giới tính"),
    "place": gettext_lazy("Nơi ở"),
    "since": gettext_lazy("Từ ngày"),
    "until": gettext_lazy("Đến trước ngày"),
    "died_on": gettext_lazy("Ngày mất"),
    "left_on": gettext_lazy("Ngày rời tỉnh"),
    "withdrawn_on": gettext_lazy("Thôi dùng từ"),
    "reason": gettext_lazy("Lý do"),
}


def shown(request: Request, pk: int) -> Citizen:
    """The person within reach, or 404; looking is on record once per request, whatever its method."""
    citizen = get_object_or_404(Citizen.objects.within(request.scope).select_related("joined_into"), pk=pk)
    person_read(request, citizen)
    return citizen


@needs("people.read_citizens")
def citizen(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)
    if person.joined_into_id is not None:
        return redirect("office:citizen", person.joined_into_id)
    record_card = card(person, timezone.localdate())
    deeds = deeds_for(person, request.user)
    whole = request.user.has_perm("people.read_record", person)
    context: dict[str, Any] = {
        "person": person,
        "card": record_card,
        "state": state_of(person),
        "sentence": sentence(record_card),
        "facts": facts(record_card, request.user, whole=whole),
        "first": next(iter(deeds), None),
        "deeds": deeds[1:],
        "names": titles([person.home_id, record_card.waiting.source_id if record_card.waiting else None]),
        "titles": titles_of(person.pk),
        "skills": skills_of(person.pk),
        "trainings": trainings_of(person.pk),
        "whole": whole,
        **endings(record_card, request.user),
    }
    if whole:
        context |= file_of(person) | {"correctable": _correctable(request, record_card)}
    context["leads"] = leads_of(
        request.user, record_card.belongings, context["ends"], context["titles"], context.get("dossiers", ())
    )
    return render(request, "office/people/citizen.html", context)


def endings(record_card: Card, user: User) -> dict[str, set[int]]:
    """Ids of the memberships this account may end, and of those among them that it may make the main one. Whoever speaks
    for one body only may not end what the person belongs to besides."""
    if record_card.citizen.is_erased:
        return {"ends": set(), "may_be_main": set()}
    of_units = user.has_perm("people.leave_unit")
    goes_on = [row.membership for row in record_card.belongings if row.is_open and may_end(user, row.membership)]
    ends = [row for row in goes_on if (user.has_perm("people.leave_group") if row.group_id else of_units)]
    may_choose = user.has_perm("people.set_main_membership")
    return {
        "ends": {row.pk for row in ends},
        "may_be_main": {row.pk for row in ends if may_choose and not row.is_main and not row.group_id},
    }


def _correctable(request: Request, record_card: Card) -> set[int]:
    """The stays in places of this office: the open one is where the person was reached; earlier ones are asked for."""
    person = record_card.citizen
    if person.is_erased or not request.user.has_perm("people.correct_residence", person):
        return set()
    stays = {stay.residence.pk for stay in record_card.stays}
    if len(stays) < 2:
        return stays
    return set(Residence.objects.filter(among("place", request.scope), pk__in=stays).values_list("pk", flat=True))


def file_of(person: Citizen) -> dict[str, Any]:
    """What only an office sees (people.read_record)."""
    consents = open_consents(person)
    return {
        "dossiers": dossiers_of(person.pk),
        "consents": [(purpose, consents.get(purpose.code)) for purpose in purposes()],
        "events": events(latest_history(person.pk, SHOWN_HISTORY), person),
        "readings": looks(latest_readings(person.pk, SHOWN_READINGS)),
    }


def looks(readings: Iterable[Reading]) -> list[tuple[Reading, str, int]]:
    """Newest first: the latest look of a reader on a day for a purpose, its words, and how many there were."""
    groups = groupby(readings, key=lambda row: (timezone.localdate(row.at), row.actor_id, row.purpose))
    listed = [list(rows) for _same, rows in groups]
    return [(rows[0], deed_words(rows[0].purpose), len(rows)) for rows in listed[:SHOWN_LOOKS]]


@needs("people.read_number")
def numbers(request: Request, pk: int) -> HttpResponse:
    """The numbers in clear, only when asked for: the deed writes the reading."""
    person = get_object_or_404(Citizen.objects.within(request.scope), pk=pk)
    rows = read_numbers(person, actor=request.user)
    return render(request, "office/people/numbers.html", {"person": person, "rows": rows, "crumbs": crumbs(person)})


def crumbs(person: Citizen) -> list[tuple[str, str]]:
    return [
        (_("Người dân"), reverse("office:citizen-list")),
        (person.name, reverse("office:citizen", args=[person.pk])),
    ]


def state_of(person: Citizen) -> str:
    return DIED if person.died_on else LEFT if person.left_on else LIVING


def sentence(record_card: Card) -> str:
    """The state of the record in one sentence."""
    person = record_card.citizen
    if person.is_erased:
        return _("Thông tin đã xoá theo yêu cầu; còn những gì số liệu đếm.")
    if person.died_on:
        return _("Đã mất ngày %(on)s; hồ sơ giữ những gì đã đạt.") % {"on": day(person.died_on)}
    if person.left_on:
        return _("Đã rời tỉnh từ %(on)s.") % {"on": day(person.left_on)}
    if record_card.waiting is not None:
        return _("Đang chờ phân về đơn vị mới sau khi địa giới thay đổi.")
    return _("Ở %(where)s.") % {"where": record_card.stays[0].path} if record_card.stays else _("Chưa có nơi ở.")


def facts(record_card: Card, user: User, *, whole: bool) -> list[tuple[Any, ...]]:
    person = record_card.citizen
    endings = ", ".join(f"…{ending}" for ending in record_card.number_endings)
    may_read = bool(endings) and user.has_perm("people.read_number")
    number_url = reverse("office:citizen-numbers", args=[person.pk]) if may_read else ""
    rows: list[tuple[Any, ...]] = [
        (_("Họ và tên"), person.name),
        (_("Tên gọi"), person.given_name),
        (_("Ngày sinh"), person.birth_text or "–"),
        (_("Giới tính"), person.get_sex_display() if person.sex else "–"),
    ]
    if not whole:
        return rows
    return [
        *rows,
        (_("Số định danh"), endings or _("Chưa có"), number_url, _("Hiện số")),
        (_("Điện thoại"), record_card.phone or "–"),
        (_("Thư điện tử"), record_card.email or "–"),
        (_("Tài khoản"), _("Đã liên kết") if person.user_id else _("Chưa liên kết")),
    ]


def deeds_for(person: Citizen, user: User) -> list[DeedLink]:
    state = "" if person.is_erased else state_of(person)
    return [
        DeedLink(str(deed.text), reverse(f"office:{deed.name}", args=[person.pk]), deed.icon)
        for deed in DEEDS
        if state in deed.states
        and user.has_perm(deed.ability)
        and not (deed.name == "link-code" and person.user_id)
        and not (deed.name == "link-undo" and person.user_id is None)
    ]


def events(entries: Iterable[Entry], person: Citizen) -> list[Event]:
    """History with old and new values; what was sealed for this person is opened, numbers stay closed."""
    rows = [(entry, _values(entry, person)) for entry in entries]
    places = {value for _entry, values in rows for value in values.get("place", ()) if isinstance(value, int)}
    names = titles(places)
    return [
        Event(
            who=entry.actor.get_full_name() if entry.actor else _("Hệ thống"),
            at=entry.at,
            what=deed_words(entry.deed),
            changes=[(str(LABELS[key]), *_words(key, pair, names)) for key, pair in values.items()],
        )
        for entry, values in rows
    ]


def _values(entry: Entry, person: Citizen) -> dict[str, Any]:
    private = read_private(bytes(entry.private_changes or b""), bytes(person.secret)) or {}
    merged = {**(entry.changes or {}), **private}
    return {
        key: pair
        for key, pair in merged.items()
        if key in LABELS and isinstance(pair, list) and len(pair) == 2 and pair[0] != pair[1]
    }


def _words(key: str, pair: list[Any], names: dict[int, str]) -> tuple[str, str]:
    old, new = (_word(key, value, names) for value in pair)
    return old, new


def _word(key: str, value: Any, names: dict[int, str]) -> str:
    if value in (None, ""):
        return ""
    if key == "place":
        return names.get(value, "–") if isinstance(value, int) else "–"
    if key == "sex" and value in Sex.values:
        return str(Sex(value).label)
    text = str(value)
    year, _dash, rest = text.partition("-")
    return "/".join(reversed(text.split("-"))) if len(text) == 10 and year.isdigit() and rest.count("-") == 1 else text
