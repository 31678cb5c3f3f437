"""I was at a lesson: the code I scanned becomes my presence with one button; scans kept on my telephone are sent from here."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.learning.actions import ScanOutcome, SentScan, check_in
from hieuhoc.learning.models import Lesson, Presence
from hieuhoc.people.models import Citizen
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.course_words import lesson_words
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request
from hieuhoc.web.scans import NotScans, answered, read_kept, scanned_of, words_of


@signed_in
def checkin(request: Request, pk: int) -> HttpResponse:
    """The scan whose code the server saw already; one button for coming, one for leaving."""
    if not request.citizen:
        messages.info(request, _("Liên kết tài khoản với hồ sơ của mình trước, rồi điểm danh."))
        return redirect("citizen:link")
    lesson = get_object_or_404(Lesson.objects.select_related("training"), pk=pk)
    scanned = scanned_of(request, pk)
    if scanned is None:
        return redirect("public:checkin", pk)
    if request.method == "POST":
        return _done(request, lesson, me(request))
    here = Presence.objects.filter(lesson=lesson, trainee__citizen=me(request)).select_related("lesson").first()
    context = {
        "lesson": lesson,
        "words": lesson_words(lesson),
        "taken_at": scanned.scan.taken_at,
        "presence": here,
    }
    return render(request, "citizen/checkin.html", context)


def _done(request: Request, lesson: Lesson, citizen: Citizen) -> HttpResponseRedirect:
    scanned = scanned_of(request, lesson.pk)
    assert scanned is not None
    is_leaving = request.POST.get("deed") == "leaving"
    scan = SentScan(scanned.scan.key, scanned.scan.code, scanned.scan.taken_at, is_leaving)
    outcome = check_in(lesson, citizen, [scan], seen_at=scanned.seen_at, actor=request.user)[scan.key]
    if outcome == ScanOutcome.TAKEN:
        words = {"time": f"{timezone.localtime(scan.taken_at):%H:%M}"}
        messages.success(request, _("Đã ghi lúc %(time)s.") % words)
    else:
        messages.info(request, words_of()[outcome])
    return redirect("citizen:course", lesson.training_id)


@signed_in
def checkins(request: Request) -> HttpResponse:
    """Sends what my telephone kept while there was no network."""
    if not request.citizen:
        return redirect("citizen:link")
    if request.method != "POST":
        return render(request, "citizen/checkins.html")
    try:
        of_lesson = read_kept(request.POST.get("scans", ""))
    except NotScans:
        return JsonResponse({"error": "scans"}, status=400)
    return answered(_sent(request, me(request), of_lesson))


@transaction.atomic
def _sent(request: Request, citizen: Citizen, of_lesson: dict[int, list[SentScan]]) -> dict[UUID, ScanOutcome]:
    """Those of a lesson that is no more are answered too: they would be sent for ever."""
    lessons = Lesson.objects.select_related("training").in_bulk(of_lesson)
    outcomes: dict[UUID, ScanOutcome] = {}
    for pk, scans in sorted(of_lesson.items()):
        if pk in lessons:
            outcomes |= check_in(lessons[pk], citizen, scans, actor=request.user)
        else:
            outcomes |= {scan.key: ScanOutcome.WRONG_CODE for scan in scans}
    return outcomes
