"""What is taken along of activities: a calendar to subscribe to, a poster to hang up, and the list for search engines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from hieuhoc.documents.documents import render_pdf
from hieuhoc.learning.calendars import calendar_of
from hieuhoc.learning.models import Activity
from hieuhoc.learning.reads import state_of_activities
from hieuhoc.news.models import Article
from hieuhoc.recognition.qr_codes import qr_svg
from hieuhoc.web.activity_words import clock_words, cost_words, days_words, where_words
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import public
from hieuhoc.web.kept import kept_under
from hieuhoc.web.public.activities import address_of, told
from hieuhoc.web.public.activity_search import search_of

MOST_IN_CALENDAR, MOST_IN_SITEMAP, MOST_ON_POSTER = 500, 20_000, 700
PAGES_FOR_ENGINES = ("home", "activities", "articles", "figures", "figures-catalogue", "criteria", "guide", "data")
CALENDAR = "text/calendar; charset=utf-8"


@public
@conditional_page
def activities_calendar(request: HttpRequest) -> HttpResponse:
    """The activities to come of a search, by the same address as its page: a feed for each place and topic. Who asks again
    and has it already is told so."""
    search = search_of(request)
    words = [filter_.words for filter_ in search.filters if filter_.chosen]

    def written() -> bytes:
        rows = sorted(search.rows().order_by("first_on", "id")[:MOST_IN_CALENDAR], key=lambda row: row.next_on)
        return _calendar(rows, " – ".join([_("Hoạt động học tập"), *words]))

    # Telephones ask for the same ones again and again.
    asked = tuple(filter_.chosen for filter_ in search.filters)
    content = kept_under((asked, state_of_activities()), written, among="calendars")
    return _told_as_file(content, "hoat-dong-hoc-tap.ics")


@public
@conditional_page
def activity_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    activity = told(pk)
    return _told_as_file(_calendar([activity], activity.title), "hoat-dong.ics")


def _calendar(rows: list[Activity], name: str) -> bytes:
    names = full_titles(row.place_id for row in rows)
    return calendar_of(
        rows,
        name=name,
        address_of=address_of,
        where_of=lambda activity: where_words(activity, names.get(activity.place_id, "")),
    )


def _told_as_file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)


@public
def activity_poster(request: HttpRequest, pk: int) -> HttpResponse:
    activity = told(pk)
    headers = {"Content-Disposition": 'inline; filename="ap-phich.pdf"'}
    return HttpResponse(render_pdf("poster.typ", _poster(activity)), content_type="application/pdf", headers=headers)


def _poster(activity: Activity) -> dict[str, object]:
    place_name = full_titles([activity.place_id]).get(activity.place_id, "")
    address = address_of(activity)
    facts = [
        (_("Thời gian"), f"{days_words(activity.recurrence)}\n{clock_words(activity)}"),
        (_("Nơi"), where_words(activity, place_name)),
        (
            _("Dành cho"),
            f"{activity.get_audience_display()} · {activity.get_language_display()} · {cost_words(activity)}",
        ),
        (_("Đơn vị tổ chức"), activity.organiser),
    ]
    if activity.status == Activity.Status.CANCELLED:
        facts.insert(0, (_("Đã huỷ"), activity.cancel_reason))
    return {
        "title": activity.title,
        "topic": str(activity.topic),
        "facts": facts,
        "about": _shortened(
            activity.about, len(activity.title + activity.venue + activity.organiser + activity.contact)
        ),
        "organiser": activity.organiser,
        "contact": activity.contact,
        "address": address.partition("://")[2],
        "qr": qr_svg(address),
        "qr_words": _("Quét mã để xem và đăng ký"),
        "lang": get_language() or "vi",
    }


def _shortened(about: str, told_count: int) -> str:
    """What still fits on the page beside so many letters."""
    words, most = " ".join(about.split()), MOST_ON_POSTER - told_count
    return words if len(words) <= most else words[: max(0, most)].rpartition(" ")[0]


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Pages for search engines (sitemaps.org): those that stay, and the activities to come."""
    rows = Activity.objects.published().going_on(timezone.localdate()).order_by("-pk")[:MOST_IN_SITEMAP]
    base = settings.PUBLIC_URL.rstrip("/")
    articles = [
        base + reverse("public:article", args=[row.pk]) for row in Article.objects.published()[:MOST_IN_SITEMAP]
    ]
    pages = [base + reverse(f"public:{name}") for name in PAGES_FOR_ENGINES]
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in (*pages, *articles, *map(address_of, rows)))
    content = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    return HttpResponse(content, content_type="application/xml")
