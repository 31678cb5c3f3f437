"""What a revision changes: the deeds that wait for one, and figures before and after, foretold or counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.indicators import reads
from hieuhoc.indicators.comparing import Difference, differences, foretold, waiting_deeds
from hieuhoc.indicators.models import Revision
from hieuhoc.indicators.rules import counting_day
from hieuhoc.indicators.sentences import value_in_words
from hieuhoc.places.reads import labels
from hieuhoc.web.addresses import may_open, record_address
from hieuhoc.web.choices import full_titles
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.guards import needs
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

SHOWN = 100  # differences on one page, the highest places first


@dataclass(frozen=True)
class DifferenceRow:
    place: str
    code: str
    name: str
    before: str
    after: str
    readings: tuple[str, str] | None  # where they differ


@needs("indicators.revise_year")
def waiting(request: Request, year: int) -> HttpResponse:
    """Each deed by name; with `preview`, the figures a revision made now would change."""
    page = key_page(waiting_deeds(year), request, order=["-id"])
    names = full_titles(entry.place_id for entry in page.rows)
    is_asked = "preview" in request.GET
    changes = foretold(year) if is_asked else None
    context = {
        "year": year,
        "page_year": year,
        "page": page,
        "rows": [(entry, deed_words(entry.deed), _record(request, entry)) for entry in page.rows],
        "names": names,
        "count": reads.waiting_changes(year),
        "is_closed": Revision.objects.filter(year=year, number=0, is_open=False).exists(),
        "is_asked": is_asked,
        "is_too_much": is_asked and changes is None,
        "differences": _rows(changes or [], year),
        "other_count": len((changes or [])[SHOWN:]),
    }
    return render(request, "office/figures/waiting.html", context)


@needs("indicators.revise_year")
def revision(request: Request, pk: int) -> HttpResponse:
    """A counted revision against the one before it."""
    revised = get_object_or_404(Revision.objects.select_related("made_by"), pk=pk)
    changes = differences(revised)
    context = {
        "revision": revised,
        "page_year": revised.year,
        "differences": _rows(changes, revised.year),
        "other_count": len(changes[SHOWN:]),
    }
    return render(request, "office/figures/revision.html", context)


def _record(request: Request, entry: Entry) -> str:
    """The address of the record the deed was about; its page holds the record's history."""
    page = f"office:{entry.subject_kind.replace('_', '-')}"
    return record_address(page, entry.subject_id) if entry.subject_id and may_open(request.user, page) else ""


def _rows(changes: Sequence[Difference], year: int) -> list[DifferenceRow]:
    shown = changes[:SHOWN]
    names = labels({change.place_id for change in shown}, counting_day(year, timezone.localdate()))
    return [
        DifferenceRow(
            place=names[change.place_id].title if change.place_id in names else "–",
            code=change.indicator.code,
            name=str(change.indicator.name),
            before=value_in_words(change.indicator, change.readings[0], change.before),
            after=value_in_words(change.indicator, change.readings[1], change.after),
            readings=None
            if change.readings[0] == change.readings[1]
            else (
                str(change.indicator.reading(change.readings[0]).name),
                str(change.indicator.reading(change.readings[1]).name),
            ),
        )
        for change in shown
    ]
