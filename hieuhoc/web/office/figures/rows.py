"""The people behind a figure: by key, within reach of the reader, every page of it logged as a reading."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record_reading
from hieuhoc.indicators.definition import LEFT_OUT, Indicator, registry
from hieuhoc.indicators.models import Figure
from hieuhoc.indicators.rows import PAGE, MemberRow, Wanted, Which, rows_behind
from hieuhoc.indicators.rules import Measure
from hieuhoc.indicators.sentences import amount_in_words
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.places.reads import label_of, labels
from hieuhoc.web.addresses import may_open, record_address
from hieuhoc.web.guards import needs
from hieuhoc.web.office.figures.asked import AskedFigures, asked_of, place_within
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
    members = _page(request, pk, asked, reading)
    shown = members[:PAGE]
    record_reading("indicators.read_rows", actor=request.user, subject_kind="figure", place=pk, person_count=len(shown))
    which = which_of(request)
    kept = {"reading": reading, "part": part_of(request), "level": asked.level}
    context = {
        "asked": asked,
        "place": label_of(pk, asked.day),
        "page_year": asked.year,
        "indicator": registry[code],
        "reading": registry[code].reading(reading),
        "rows": listed(registry[code], shown, asked.day, request.user, reading),
        "next": public_id(registry[code].subject.code, shown[-1].subject_id) if len(members) > PAGE else "",
        "which": which,
        "tabs": ()
        if reading.startswith(LEFT_OUT)
        else [(key, word, asked.query(which=key, **kept)) for key, word in WORDS.items()],
        "back": reverse("office:figures-place", args=[pk]) + asked.query(),
        "narrowed": [name for name in (level_words(registry[code], asked.level), PARTS.get(part_of(request))) if name],
    }
    return render(request, "office/figures/rows.html", context)


def level_words(indicator: Indicator, level: str) -> str:
    return indicator.dimension.words(level) if indicator.dimension else ""


def listed(
    indicator: Indicator, rows: Sequence[MemberRow], on: date, reader: User, reading: str = ""
) -> list[tuple[str, ...]]:
    """Address (none for a reader who may open none), name, result and counting place of each; of those who are left
    out, why."""
    why = str(indicator.reading(reading).name) if reading.startswith(LEFT_OUT) else ""
    names = indicator.subject.names([row.subject_id for row in rows])
    page = f"office:{indicator.subject.code}"
    opens = may_open(reader, page)
    homes = labels({row.place_id for row in rows}, on)
    return [
        (
            record_address(page, row.subject_id) if opens else "",
            names[row.subject_id],
            state_mark("neutral", why) if why else result_of(indicator, row),
            homes[row.place_id].title if row.place_id in homes else "–",
        )
        for row in rows
        if row.subject_id in names
    ]


def result_of(indicator: Indicator, row: MemberRow) -> str:
    if indicator.measure is not Measure.SHARE:
        return amount_in_words(indicator, Decimal(row.amount)) if row.amount is not None else ""
    return state_mark("done", _("Đạt")) if row.is_counted else state_mark("neutral", _("Chưa đạt"))


def _page(request: Request, pk: int, asked: AskedFigures, reading: str) -> list[MemberRow]:
    """One more than a page holds, so that the page knows whether there is a next."""
    indicator = registry[asked.indicator]
    return rows_behind(
        Wanted(indicator, indicator.reading(reading), asked.year, which_of(request), asked.level),
        pk,
        part=part_of(request),
        map_date=asked.map_date,
        after=after_of(request, indicator),
        limit=PAGE + 1,
    )


def which_of(request: Request) -> Which:
    which = request.GET.get("which", "denominator")
    return cast(Which, which) if which in WORDS else "denominator"


def part_of(request: Request) -> str:
    part = request.GET.get("part", "")
    return part if part in Figure.Part.values else ""


def after_of(request: Request, indicator: Indicator) -> int:
    """The subject the page before ended with, under its public name."""
    try:
        return read_public_id(indicator.subject.code, request.GET["after"]) if request.GET.get("after") else 0
    except Unreadable:
        return 0
