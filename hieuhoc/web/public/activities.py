"""Learning activities for everybody: a search, and a page of each that search engines read too."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hieuhoc.learning.models import Activity
from hieuhoc.learning.seats import free_seats
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.near import Middle, nearest_commune
from hieuhoc.web.activity_words import clock_words, facts_of, held_words, where_words
from hieuhoc.web.choices import full_titles
from hieuhoc.web.filters import chips_of, query_of
from hieuhoc.web.guards import public
from hieuhoc.web.public.activity_search import search_of
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
ON_A_TELEPHONE = 20  # rows of a page
FILTERS_SHOWN = 3  # where and about what; the others are folded away
NEAR, LAST_DAYS = 20, 10  # km around whoever asks what is near; sessions told to search engines
IN_HTML = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}  # a title cannot end the script it stands in


@public
def activities(request: HttpRequest) -> HttpResponse:
    """What a browser says of where it is comes by POST, and only the commune goes on into the address."""
    if request.method == "POST":
        return redirect(_around(request))
    search = search_of(request)
    page = key_page(search.rows(), request, order=["next_on", "starts_at", "id"], size=ON_A_TELEPHONE)
    names, address = full_titles(row.place_id for row in page.rows), reverse("public:activities")
    query, folded = query_of(search.filters), search.filters[FILTERS_SHOWN:]
    context = {
        "page": page,
        "rows": [(row, clock_words(row), where_words(row, names.get(row.place_id, ""))) for row in page.rows],
        "shown_filters": search.filters[:FILTERS_SHOWN],
        "folded_filters": folded,
        "is_unfolded": any(filter_.chosen for filter_ in folded),
        "chips": chips_of(search.filters, address),
        "clear_url": address,
        "calendar_url": f"{reverse('public:activities-calendar')}?{query}",
    }
    return render(request, "public/activities.html", context)


def _around(request: HttpRequest) -> str:
    address = reverse("public:activities")
    point = _point(request)
    commune = nearest_commune(point, timezone.localdate()) if point else None
    return address if commune is None else f"{address}?place={public_id('place', commune)}&within={NEAR}"


def _point(request: HttpRequest) -> Middle | None:
    try:
        latitude, longitude = (float(request.POST.get(name, "")) for name in ("latitude", "longitude"))
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


@public
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    activity = told(pk)
    place_name = full_titles([activity.place_id]).get(activity.place_id, "")
    today = timezone.localdate()
    coming = [day for day in activity.days if day >= today]
    context = {
        "activity": activity,
        "sentence": held_words(activity),
        "facts": facts_of(activity, place_name),
        "next_on": coming[0] if coming else None,
        "may_enrol": bool(coming) and activity.status == Activity.Status.PUBLISHED,
        "seats_words": seats_words(activity) if coming else "",
        "is_cancelled": activity.status == Activity.Status.CANCELLED,
        "description": f"{held_words(activity)}. {where_words(activity, place_name)}. {activity.about}"[:300],
        "address": address_of(activity),
        "events": events_for_engines(activity, place_name),
    }
    return render(request, "public/activity.html", context)


def seats_words(activity: Activity) -> str:
    free = free_seats(activity)
    if free is None:
        return ""
    return _("Còn %(free)s chỗ.") % {"free": number(free)} if free else _("Đã hết chỗ; đăng ký để chờ chỗ.")


def told(pk: int) -> Activity:
    """One that is published, or was until it was called off; drafts are nobody's to see."""
    rows = Activity.objects.exclude(status=Activity.Status.DRAFT).select_related("topic")
    return get_object_or_404(rows, pk=pk)


def address_of(activity: Activity) -> str:
    """Whole, as it is printed and sent on."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("public:activity", args=[activity.pk])


def events_for_engines(activity: Activity, place_name: str) -> SafeString:
    """schema.org Event, one for each of the first sessions to come, as JSON-LD."""
    now = datetime.now(HERE)
    sessions = [(begins.replace(tzinfo=HERE), ends.replace(tzinfo=HERE)) for begins, ends in activity.sessions]
    shown = [session for session in sessions if session[1] >= now][:LAST_DAYS] or sessions[-1:]
    written = json.dumps([_event(activity, place_name, *session) for session in shown], ensure_ascii=False)
    return mark_safe(written.translate(IN_HTML))  # noqa: S308  what could end the script is escaped


def _event(activity: Activity, place_name: str, begins: datetime, ends: datetime) -> dict[str, object]:
    is_cancelled = activity.status == Activity.Status.CANCELLED
    country = {"@type": "PostalAddress", "streetAddress": place_name, "addressCountry": "VN"}
    there: dict[str, object] = {"@type": "Place", "name": activity.venue or place_name, "address": country}
    online = {"@type": "VirtualLocation", "url": activity.link}
    return {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": activity.title,
        "description": activity.about or activity.topic.name,
        "startDate": begins.isoformat(),
        "endDate": ends.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if is_cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{'Mixed' if activity.link else 'Offline'}EventAttendanceMode",
        "location": [there, online] if activity.link else there,
        "organizer": {"@type": "Organization", "name": activity.organiser},
        "inLanguage": activity.language,
        "isAccessibleForFree": not activity.cost,
        "url": address_of(activity),
    }
