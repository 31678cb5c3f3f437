"""Office home: what waits for me, the five targets of my place, what was done lately."""

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import grants_on, scope_of
from hieuhoc.audit.models import Entry
from hieuhoc.audit.reads import history_within
from hieuhoc.indicators import reads
from hieuhoc.indicators.reads import YearsShown
from hieuhoc.lib.numbers import format_number
from hieuhoc.people.abilities import member_scope
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.reads import among, commune_of, name_of
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.figures.shown import companions
from hieuhoc.web.guards import signed_in
from hieuhoc.web.kept import kept
from hieuhoc.web.office.figures.units import UnitFigure, unit_figures
from hieuhoc.web.office.home.standing import deadlines, first_deed, role_ended
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Event
from hieuhoc.web.waiting import tasks_of

RECENT = 8


@signed_in
def home(request: Request) -> HttpResponse:
    today = timezone.localdate()
    grants = grants_on(request.user, today)
    place = grants[0].place_id if grants else None
    counted, shown, gauges = kept(("office home", place), lambda: gauges_of(place))
    year = shown.main
    tasks = tasks_of(request.user)
    context: dict[str, object] = {
        "tasks": tasks,
        "first": first_deed(request.user, tasks),
        "deadlines": deadlines(request.user, today),
        "role_ended": "" if grants else role_ended(request.user, today),
        "place_name": name_of(place, today) if place else "",
        "gauges": gauges,
        "units": spoken_for(request.user, shown) if year and not place else (),
        "is_being_recounted": counted is not None
        and shown.last is not None
        and reads.is_being_recounted(counted, shown.last),
        "events": recent_events(request.user),
    }
    if year:
        context["page_year"] = year
    return render(request, "office/home/home.html", context)


def gauges_of(place: int | None) -> tuple[int | None, YearsShown, SafeString]:
    """Whose figures these are, the years there is something to read of, and the five targets drawn ("" without a place),
    the closed year with the open one beside it. Figures begin with communes: a village reads those of its commune, which
    lead nowhere it could not go."""
    commune = commune_of(place, timezone.localdate()) if place else None
    counted, leads = commune or place, commune in {None, place}
    shown = reads.years_shown(counted, reads.years_known())
    cards = reads.cards(counted, shown.main) if counted and shown.main else ()
    ongoing = reads.cards(counted, shown.ongoing) if counted and shown.ongoing else ()
    name = "" if leads or counted is None else name_of(counted, timezone.localdate())
    address = reverse("office:figures-place", args=[counted]) + "?indicator=" if leads and counted else ""

    def open_year(code: str) -> str:
        return address and f"{address}{code}&year={shown.ongoing}"

    beside = companions(ongoing, open_year)
    drawn_cards = [(card, address and address + card.indicator.code, beside.get(card.indicator.code)) for card in cards]
    context = {"name": name, "cards": drawn_cards}
    drawn = render_to_string("office/home/gauges.html", context) if cards else ""
    return counted, shown, mark_safe(drawn)  # noqa: S308  drawn by a template


def spoken_for(user: User, shown: YearsShown) -> list[UnitFigure]:
    """The figures of units whose staff the person looks after, who has no place of their own."""
    wanted = [unit for kind, unit in member_scope(user) if kind == "unit"]
    units = WorkUnit.objects.filter(pk__in=wanted).order_by("name_key")[:5]
    return [figure for unit in units for figure in unit_figures(unit, shown)]


def recent_events(user: User) -> list[Event]:
    if not user.has_perm("audit.read_history"):
        return []
    entries = history_within(among("place_id", scope_of(user, "audit.read_history")))[: 5 * RECENT]
    alike: dict[object, list[Entry]] = {}
    for entry in entries:
        alike.setdefault((timezone.localdate(entry.at), entry.actor_id, entry.deed), []).append(entry)
    return [_event(same) for same in islice(alike.values(), RECENT)]


def _event(alike: list[Entry]) -> Event:
    """The same deed of one person, done several times on a day, told once."""
    last = alike[0]
    who = last.actor.get_full_name() if last.actor else _("Hệ thống")
    times = _("%(times)s lần trong ngày") % {"times": format_number(len(alike))} if len(alike) > 1 else ""
    return Event(who, last.at, deed_words(last.deed), note=times)
