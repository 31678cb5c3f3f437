"""A learning record as its person shows it to whoever holds the link."""

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.models import RecordLink
from hieuhoc.web.activity_words import year_words
from hieuhoc.web.guards import public
from hieuhoc.web.learning_records import code_of, shared_record
from hieuhoc.web.readings import SHARED


@public
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A link that ended is not told from one that never was. Each look is counted and put on record; no search engine
    keeps the page, and no other site learns its address."""
    links = RecordLink.objects.of_token(token).standing(timezone.localdate())
    link = links.select_related("citizen").first()
    if link is None and (too_many := consume_or_429(request, action="unknown_code", limit_get=True)):
        return too_many  # type: ignore[no-any-return]
    answer = render(request, "public/shared_record.html", _shown(link), status=200 if link else 404)
    add_never_cache_headers(answer)
    answer["X-Robots-Tag"], answer["Referrer-Policy"] = "noindex, nofollow", "no-referrer"
    if link is not None and request.method == "GET":
        links.note_opening()
        record_reading(
            SHARED,
            actor=None,
            subject_kind="citizen",
            subject_id=link.citizen_id,
            place=link.citizen.home_id,
            person_count=1,
        )
    return answer


def _shown(link: RecordLink | None) -> dict[str, object]:
    if link is None:
        return {"link": None}
    record = shared_record(link)
    return {
        "link": link,
        "record": record,
        "titles": [(title, code_of(title)) for title in record.titles],
        "years": [(year, year_words(year)) for year in record.years],
        "names": record.places,
    }
