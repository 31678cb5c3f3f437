"""One lesson: who is there, ticked from a list; the code on the trainer's screen; the codes of people read by the trainer."""

from base64 import urlsafe_b64encode
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hieuhoc.learning.actions import SentScan, mark_presences, record_scans, show_code
from hieuhoc.learning.checkin_rules import STEP, code_of, step_of
from hieuhoc.learning.models import Lesson, Presence, Trainee
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.course_words import lesson_words, where_held
from hieuhoc.web.guards import needs
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.office.trainings.trainings import read_people
from hieuhoc.web.qr import qr_drawing
from hieuhoc.web.requests import Request
from hieuhoc.web.scans import NotScans, answered, read_scans
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page


@needs("learning.mark_presences")
def lesson_list(request: Request) -> HttpResponse:
    """Those I teach, the next one first; lately held ones are still to be confirmed."""
    rows = Lesson.objects.led_by(request.user).at_hand(timezone.now()).with_waiting().select_related("training")
    page = key_page(rows, request, order=["starts_at", "id"])
    now = timezone.now()
    context = {
        "page": page,
        "rows": [(row, lesson_words(row), where_held(row), row.ends_at < now) for row in page.rows],
    }
    return render(request, "office/trainings/led.html", context)


@needs("learning.mark_presences")
def lesson(request: Request, pk: int) -> HttpResponse:
    """The list of the course: who is there, since when; marked from paper, confirmed where it was sent late."""
    lesson = lesson_reached(request, pk)
    rows = Trainee.objects.filter(training=lesson.training_id).select_related("citizen")
    if request.method == "POST":
        return _marked(request, lesson, list(rows.filter(pk__in=ticked(request, "trainee"))))
    here = Presence.objects.filter(lesson=lesson)
    page = key_page(rows, request, order=["citizen__name_key", "id"])
    presence_of = {row.trainee_id: row for row in here.filter(trainee__in=page.rows).select_related("lesson")}
    if page.rows:
        read_people(request, lesson.training, len(page.rows))
    there, waiting = here.filter(is_confirmed=True).count(), here.filter(is_confirmed=False).count()
    context = {
        "lesson": lesson,
        "words": lesson_words(lesson),
        "where": where_held(lesson),
        "page": page,
        "rows": [(public_id("trainee", row.pk), row, presence_of.get(row.pk)) for row in page.rows],
        "there": there,
        "waiting": waiting,
        "is_trainer": lesson.trainers.filter(pk=request.user.pk).exists(),
        "has_begun": lesson.starts_at <= timezone.now(),
    }
    return render(request, "office/trainings/lesson.html", context)


def _marked(request: Request, lesson: Lesson, trainees: list[Trainee]) -> HttpResponseRedirect:
    was_there = request.POST.get("deed") != "not-there"
    rows = mark_presences(lesson, trainees, was_there=was_there, actor=request.user)
    words = _("Đã ghi %(count)s người có mặt.") if was_there else _("Đã bỏ ghi có mặt của %(count)s người.")
    messages.success(request, words % {"count": number(len(rows))})
    return redirect(request.get_full_path())


@needs("learning.mark_presences")
def lesson_screen(request: Request, pk: int) -> HttpResponse:
    """The code that changes, for the trainer's screen. With the page comes the key, so that it goes on without a network;
    where there is no script, the page is loaded anew for each code."""
    lesson = lesson_led(request, pk)
    key, now = show_code(lesson, actor=request.user), timezone.now()
    address = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('public:checkin', args=[pk])}"
    code = code_of(key, step_of(now))
    context = {
        "lesson": lesson,
        "words": lesson_words(lesson),
        "code": code,
        "qr": qr_drawing(f"{address}?{urlencode({'code': code})}"),
        "address": address,
        "shown_address": address.partition("://")[2],
        "key": urlsafe_b64encode(key).decode(),
        "now": int(now.timestamp() * 1000),
        "step": STEP,
    }
    answer = render(request, "office/trainings/screen.html", context)
    add_never_cache_headers(answer)
    return answer


@needs("learning.mark_presences")
def lesson_scans(request: Request, pk: int) -> HttpResponse:
    """Reads people's codes. Scans kept on the device come together as JSON; without a script, one code as a form."""
    lesson = lesson_led(request, pk)
    if request.method == "POST" and "scans" in request.POST:
        try:
            scans = read_scans(request.POST["scans"])
        except NotScans:
            return JsonResponse({"error": "scans"}, status=400)
        return answered(record_scans(lesson, scans, actor=request.user))
    if request.method == "POST":
        return _typed(request, lesson)
    context = {
        "lesson": lesson,
        "words": lesson_words(lesson),
        "there": lesson.presences.filter(is_confirmed=True).count(),
        "token": public_id("lesson", pk),
        "now": int(timezone.now().timestamp() * 1000),
    }
    answer = render(request, "office/trainings/scans.html", context)
    add_never_cache_headers(answer)
    return answer


def _typed(request: Request, lesson: Lesson) -> HttpResponseRedirect:
    key = uuid4()
    is_leaving = request.POST.get("deed") == "leaving"
    scan = SentScan(key, request.POST.get("code", "")[:40], timezone.now(), is_leaving)
    outcome = record_scans(lesson, [scan], actor=request.user)[key]
    words = {
        "taken": _("Đã ghi lúc ra về.") if is_leaving else _("Đã ghi có mặt."),
        "wrong_code": _("Mã này không thuộc người nào của lớp. Xem lại 12 chữ và số."),
        "outside": _("Chưa đến giờ điểm danh của buổi này, hoặc đã qua."),
        "too_late": _("Buổi này đã khép lại việc điểm danh."),
    }
    (messages.success if outcome == "taken" else messages.error)(request, words.get(outcome, str(outcome)))
    return redirect("office:lesson-scans", lesson.pk)


def lesson_reached(request: Request, pk: int) -> Lesson:
    """Of one's places, or one that one teaches."""
    rows = Lesson.objects.reached(request.scope, request.user).select_related("training")
    return get_object_or_404(rows, pk=pk)


def lesson_led(request: Request, pk: int) -> Lesson:
    return get_object_or_404(Lesson.objects.led_by(request.user).select_related("training"), pk=pk)
