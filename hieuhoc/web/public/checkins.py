"""What the code on a trainer's screen leads to. The time of the scan is fixed here, before anybody signs in; without a network
a worker of the browser shows a page that keeps the scan."""

from uuid import uuid4

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from hieuhoc.learning.checkin_keys import key_of
from hieuhoc.learning.checkin_rules import proven_time
from hieuhoc.learning.models import Lesson
from hieuhoc.web.course_words import lesson_words
from hieuhoc.web.guards import public
from hieuhoc.web.scans import keep_scanned


@public
def checkin(request: HttpRequest, pk: int) -> HttpResponse:
    """With the code of the screen: led on to one's own page. Without one, or with a wrong one: asked for it."""
    lesson = get_object_or_404(Lesson.objects.select_related("training"), pk=pk)
    code, now, wrong = "".join(request.GET.get("code", "").split())[:20], timezone.now(), ""
    if code:
        taken_at = proven_time(key_of(lesson), code, now)
        if taken_at is not None and lesson.times.takes_scan_of(taken_at):
            keep_scanned(request, pk, code=code, taken_at=taken_at, seen_at=now, key=uuid4())
            return redirect("citizen:checkin", pk)
        if too_many := consume_or_429(request, action="wrong_checkin", limit_get=True):
            return too_many  # type: ignore[no-any-return]
        wrong = _("Mã này không đúng hoặc đã đổi. Nhập mã đang hiện trên màn hình.")
    context = {"lesson": lesson, "words": lesson_words(lesson), "wrong": wrong}
    answer = render(request, "public/checkin.html", context)
    add_never_cache_headers(answer)
    return answer


@public
def checkin_kept(request: HttpRequest) -> HttpResponse:
    """The same for everybody: browsers keep it for when there is no network."""
    return render(request, "public/checkin_kept.html")


@public
def checkin_worker(request: HttpRequest) -> HttpResponse:
    """The script that answers below /checkin/ when the network does not."""
    context = {"kept": reverse("public:checkin-kept")}
    answer = render(request, "public/checkin_worker.js", context, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
