"""The people behind a figure: by key, within reach of the reader, every page of it logged as a reading."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record_reading
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.models import Figure
from hieuhoc.indicators.rows import PAGE, MemberRow, Which, rows_behind
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.people.models import Citizen, UnitSpell
from hieuhoc.places.reads import label_of, labels
from hieuhoc.web.addresses import record_address
from hieuhoc.web.guards import needs
from hieuhoc.web.office.figures.pages import Asked, asked_of, place_within
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.marks import state_mark

WORDS = {
    "numerator": gettext_lazy("Người đã đạt"),
    "denominator": gettext_lazy("Tất cả người được tính"),
    "missing": gettext_lazy("Người chưa đạt"),
}
PARTS = {
    "own": gettext_lazy("Tính trực tiếp tại cấp này"),
    "unassigned": gettext_lazy("Chưa được phân về xã nào"),
}


@needs("indicators.read_rows")
def rows(request: Request, pk: int) -> HttpResponse:
    place_within(request.scope, pk)
    asked = asked_of(request)
    code, reading = asked.indicator, asked.reading
    if not reading:
        raise Http404
    found = _page(request, pk, asked, reading)
    shown = found[:PAGE]
    record_reading("indicators.read_rows", actor=request.user, subject_kind="figure", place=pk, person_count=len(shown))
    which = which_of(request)
    kept = {"reading": reading, "part": part_of(request), "level": asked.level}
    context = {
        "asked": asked,
        "place": label_of(pk, asked.day),
        "page_year": asked.year,
        "indicator": registry[code],
        "reading": registry[code].reading(reading),
        "rows": listed(shown, asked.day, request.user),
        "next": public_id("citizen", shown[-1].citizen_id) if len(found) > PAGE else "",
        "which": which,
        "tabs": [(key, word, asked.query(which=key, **kept)) for key, word in WORDS.items()],
        "back": reverse("office:figures-place", args=[pk]) + asked.query(),
        "narrowed": [
            name for name in (dict(UnitSpell.Level.choices).get(asked.level), PARTS.get(part_of(request))) if name
        ],
    }
    return render(request, "office/figures/rows.html", context)


def listed(people: Sequence[MemberRow], on: date, reader: User) -> list[tuple[str, ...]]:
    """Address (none for a reader who may open nobody's page), name, result and counting place of each."""
    may_open = reader.has_perm("people.read_citizens")
    names = dict(Citizen.objects.filter(pk__in=[row.citizen_id for row in people]).values_list("pk", "name"))
    homes = labels({row.place_id for row in people}, on)
    results = {True: state_mark("done", _("Đạt")), False: state_mark("neutral", _("Chưa đạt"))}
    return [
        (
            record_address("office:citizen", row.citizen_id) if may_open else "",
            names[row.citizen_id],
            results[row.is_counted],
            homes[row.place_id].title if row.place_id in homes else "–",
        )
        for row in people
        if row.citizen_id in names
    ]


def _page(request: Request, pk: int, asked: Asked, reading: str) -> list[MemberRow]:
    """One more than a page holds, so that the page knows whether there is a next."""
    return rows_behind(
        asked.indicator,
        reading,
        pk,
        asked.year,
        which=which_of(request),
        part=part_of(request),
        level=asked.level,
        map_date=asked.map_date,
        after=after_of(request),
        limit=PAGE + 1,
    )


def which_of(request: Request) -> Which:
    which = request.GET.get("which", "denominator")
    return cast(Which, which) if which in WORDS else "denominator"


def part_of(request: Request) -> str:
    part = request.GET.get("part", "")
    return part if part in Figure.Part.values else ""


def after_of(request: Request) -> int:
    """The citizen the page before ended with, under its public name."""
    try:
        return read_public_id("citizen", request.GET["after"]) if request.GET.get("after") else 0
    except Unreadable:
        return 0
