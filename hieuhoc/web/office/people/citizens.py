"""The people of a place as a list: search without tone marks, filters, export of exactly what is shown."""

from collections.abc import Sequence

from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.models import Citizen, Sex
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.places.reads import commune_of, standing_within, told_apart, villages_of
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.name_searches import keep_search
from hieuhoc.web.office.people.exports import wishes_from
from hieuhoc.web.office.people.filters import (
    AGES,
    STATES,
    WHOSE,
    Filters,
    chips,
    filtered,
    has_both,
    homes_of,
    matching,
    query,
    read_filters,
)
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import KeyPage, Over, key_page
from hieuhoc.web.ui.sorting import Sorting, SortWay, sorting_of

WAYS = (SortWay("name", ("name_key", "id")), SortWay("birth", ("birth_order", "name_key", "id")))


@needs("people.read_citizens")
def citizen_list(request: Request) -> HttpResponse:
    filters = read_filters(request)
    if request.method == "POST":
        typed = request.POST.get("name", "").strip()
        word = keep_search(request, typed) if typed else ""
        return redirect(f"{reverse('office:citizen-list')}?{query(filters, search=word)}")
    communes = standing_within(request.scope, Tier.COMMUNE)
    asks_place = len(communes) > 1 and not filters.is_narrow
    # Who searches a name looks for somebody: counting all who bear a part of it costs more than finding the first.
    is_counted = not filters.name and (filters.place is not None or len(communes) == 1)
    sorting = sorting_of(request, *WAYS)
    page = _page(request, filters, asks_place, sorting, is_counted=is_counted)
    if page.rows:
        count = len(page.rows)
        record_reading(
            "people.read_citizens", actor=request.user, subject_kind="list", place=filters.place, person_count=count
        )
    address = reverse("office:citizen-list")
    context = {
        "page": page,
        "sorting": sorting,
        "filters": filters,
        "chips": chips(filters, address),
        "asks_place": asks_place,
        "places": _places(request, filters, communes),
        "rows": _shown(page.rows),
        "sexes": Sex.choices,
        "ages": AGES.items(),
        "states": STATES.items(),
        "whose": WHOSE.items() if has_both(request.scope) else (),
        "query": query(filters),
        "more": more_of(request),
        "new_url": reverse("office:citizen-new") if request.user.has_perm("people.add_citizen") else "",
    }
    return render(request, "office/people/list.html", context)


@needs("people.read_citizens")
def citizen_export(request: Request) -> HttpResponseBase:
    """The rows of the list as a workbook; identity numbers and phones are not in it."""
    return exported(request, "people.citizens", wishes_from(read_filters(request)))


def _shown(people: Sequence[Citizen]) -> list[tuple[str, ...]]:
    """Address, name, birth, sex and home of each."""
    names, words = (
        titles(person.home_id for person in people),
        {value: str(label) for value, label in Sex.choices},
    )
    return [
        (
            record_address("office:citizen", person.pk),
            person.name,
            person.birth_text or "–",
            words.get(person.sex or "", "–"),
            names.get(person.home_id or 0, "–"),
        )
        for person in people
    ]


def _page(
    request: Request, filters: Filters, asks_place: bool, sorting: Sorting, *, is_counted: bool
) -> KeyPage[Citizen]:
    if asks_place:
        return KeyPage([], "", "", None)
    homes = homes_of(request.scope, filters)
    if homes is None:
        rows, over = filtered(request.scope, filters), None
        counted = rows
    else:
        rows, over = matching(Citizen.objects.all(), filters, request.scope), Over("home", homes)
        counted = rows.filter(home__in=homes)
    total = counted.count if is_counted else None
    if sorting.way.key == "birth":  # in no index: the people of the homes are sorted
        rows, over = counted.annotate(birth_order=Coalesce("birth_year", 0)), None
    return key_page(rows, request, order=sorting.order, total=total, over=over)


def _places(request: Request, filters: Filters, communes: list[PlaceSpell]) -> list[tuple[str, str]]:
    """What the filter of places offers: the villages of the commune chosen (or of one's own), else the communes."""
    on = request.scope.on
    chosen = communes[0].place_id if len(communes) == 1 else None
    if filters.place is not None and chosen is None:
        above = commune_of(filters.place, on)
        chosen = above if above in {spell.place_id for spell in communes} else None
    spells = communes
    if chosen is not None:
        spells = [*(spell for spell in communes if spell.place_id == chosen), *villages_of(chosen, on)]
    return [(public_id("place", pk), title) for pk, title in told_apart(spells).items()]


def more_of(request: Request) -> list[tuple[str, str, str]]:
    """(words, address, icon) of what else is done about people here and elsewhere."""
    offered = (
        ("people.move_citizen", _("Ghi nhận người chuyển đến"), "office:citizen-arrive", "login"),
        ("people.ask_other_office", _("Người ghi ở nơi khác"), "office:look-list", "help-circle"),
        ("people.contest_departure", _("Người chuyển đi"), "office:departure-list", "door-exit"),
    )
    return [(words, reverse(name), icon) for ability, words, name, icon in offered if request.user.has_perm(ability)]
