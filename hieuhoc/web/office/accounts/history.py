"""What was done at my places, who read personal data there, and whether the journals still verify."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.audit.models import Block, Reading
from hieuhoc.audit.reads import history_within
from hieuhoc.lib.vietnamese import title_sort_key
from hieuhoc.places.reads import among
from hieuhoc.web.choices import full_titles
from hieuhoc.web.deeds import VERBS, deed_words
from hieuhoc.web.guards import needs
from hieuhoc.web.office.work_filters import Filter, chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import subjects_of
from hieuhoc.web.ui.paging import key_page


@needs("audit.read_history")
def history(request: Request) -> HttpResponse:
    entries = history_within(among("place_id", request.scope))
    if room := request.GET.get("room", ""):
        entries = entries.filter(deed__startswith=f"{room}.")
    deed = deed_filter(request)
    entries = entries.filter(deed=deed.chosen) if deed.chosen else entries
    page = key_page(entries, request, order=["-id"])
    named = subjects_of(request, page.rows)
    address = reverse("office:history")
    context = {
        "page": page,
        "rows": [(entry, deed_words(entry.deed), named.get(entry.pk)) for entry in page.rows],
        "names": full_titles(entry.place_id for entry in page.rows),
        "room": room,
        "sealed": last_seal(Block.Journal.ENTRY),
        "filters": [deed],
        "chips": chips_of([deed], address),
        "clear_url": address,
    }
    return render(request, "office/accounts/history.html", context)


def deed_filter(request: Request) -> Filter:
    """Every deed that has words, by them."""
    words = {deed: str(said) for deed, said in VERBS.items()}
    in_order = sorted(words, key=lambda deed: title_sort_key(words[deed]))
    return filter_of(request, "deed", _("Việc"), [(deed, words[deed]) for deed in in_order])


@needs("audit.read_history")
def readings(request: Request) -> HttpResponse:
    rows = Reading.objects.filter(among("place_id", request.scope)).select_related("actor")
    page = key_page(rows, request, order=["-id"])
    names = full_titles(row.place_id for row in page.rows)
    shown = [(row, deed_words(row.purpose)) for row in page.rows]
    return render(request, "office/accounts/readings.html", {"page": page, "rows": shown, "names": names})


def last_seal(journal: Block.Journal) -> Block | None:
    return Block.objects.filter(journal=journal).order_by("-first_id").first()
