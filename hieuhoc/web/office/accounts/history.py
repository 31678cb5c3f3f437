"""What was done at my places, who read personal data there, and whether the journals still verify."""

from django.http import HttpResponse
from django.shortcuts import render

from hieuhoc.audit.models import Block, Reading
from hieuhoc.audit.reads import history_within
from hieuhoc.places.reads import among
from hieuhoc.web.choices import full_titles
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.guards import needs
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@needs("audit.read_history")
def history(request: Request) -> HttpResponse:
    entries = history_within(among("place_id", request.scope))
    if room := request.GET.get("room", ""):
        entries = entries.filter(deed__startswith=f"{room}.")
    page = key_page(entries, request, order=["-id"])
    rows = [(entry, deed_words(entry.deed)) for entry in page.rows]
    names = full_titles(entry.place_id for entry in page.rows)
    context = {"page": page, "rows": rows, "names": names, "room": room, "sealed": last_seal(Block.Journal.ENTRY)}
    return render(request, "office/accounts/history.html", context)


@needs("audit.read_history")
def readings(request: Request) -> HttpResponse:
    rows = Reading.objects.filter(among("place_id", request.scope)).select_related("actor")
    page = key_page(rows, request, order=["-id"])
    names = full_titles(row.place_id for row in page.rows)
    shown = [(row, deed_words(row.purpose)) for row in page.rows]
    return render(request, "office/accounts/readings.html", {"page": page, "rows": shown, "names": names})


def last_seal(journal: Block.Journal) -> Block | None:
    return Block.objects.filter(journal=journal).order_by("-first_id").first()
