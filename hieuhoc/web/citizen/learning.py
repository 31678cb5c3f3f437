"""What I take part in: enrolling and leaving, which days I was there, how many hours."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.actions import enrol_person, leave_activity, record_wish, use_as_evidence, withdraw_wish
from hieuhoc.learning.models import Activity, LearningWish, Participation, Topic
from hieuhoc.learning.reads import EVIDENCE, is_agreed
from hieuhoc.learning.seats import free_seats
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import give_consent
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.web.activity_words import held_words, year_words
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.citizen.record_paper import record_on_paper
from hieuhoc.web.guards import signed_in
from hieuhoc.web.learning_records import OwnRecord, own_record, record_file
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.wish_words import WishForm, wish_values, wish_words


@signed_in
def learning(request: Request) -> HttpResponse:
    citizen = me(request)
    rows = Participation.objects.filter(citizen=citizen).exclude(status=Participation.Status.LEFT)
    page = key_page(rows.select_related("activity"), request, order=["-queued_at", "-id"])
    record_reading(
        "citizen.read_own", actor=request.user, subject_kind="citizen", subject_id=citizen.pk, person_count=1
    )
    today = timezone.localdate()
    wish = LearningWish.objects.filter(citizen=citizen, year=today.year).first()
    record = own_record(citizen)
    context = {
        "page": page,
        "rows": [(row, held_words(row.activity)) for row in page.rows],
        "record": record,
        "years": [(year, year_words(year)) for year in record.years],
        "names": record.places,
        "own_page": "citizen:own-learning-change",
        "wish": wish,
        "wished": wish_words(wish, Topic.objects.filter(pk__in=wish.topics)) if wish else "",
        "this_year": today.year,
    }
    return render(request, "citizen/learning.html", context)


@signed_in
def learning_paper(request: Request) -> HttpResponse:
    """My whole learning record, to print and to show."""
    content = record_on_paper(_taken_along(request), made_on=timezone.localdate())
    headers = {"Content-Disposition": 'attachment; filename="ho-so-hoc-tap.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@signed_in
def learning_file(request: Request) -> HttpResponse:
    """The same for programs, with the signed credentials of titles."""
    content = record_file(_taken_along(request), made_on=timezone.localdate())
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="ho-so-hoc-tap.json"'
    return answer


def _taken_along(request: Request) -> OwnRecord:
    citizen = me(request)
    record_reading(
        "citizen.read_own_copy", actor=request.user, subject_kind="citizen", subject_id=citizen.pk, person_count=1
    )
    return own_record(citizen)


@signed_in
def wish(request: Request) -> HttpResponse:
    """What I would like to learn this year: one answer, changed or taken back whenever I like."""
    if not request.citizen:
        messages.info(request, _("Liên kết tài khoản với hồ sơ của mình trước, rồi trả lời."))
        return redirect("citizen:link")
    citizen, year = me(request), timezone.localdate().year
    known = LearningWish.objects.select_related("citizen").filter(citizen=citizen, year=year).first()
    if request.method == "POST" and request.POST.get("deed") == "withdraw" and known is not None:
        withdraw_wish(known, actor=request.user)
        messages.success(request, _("Đã rút câu trả lời."))
        return redirect("citizen:learning")
    form, status = WishForm(request.POST or None, initial=wish_values(known)), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            record_wish(citizen, topics=list(given["topics"]), other=given["other"], actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã ghi; xã, phường dựa vào đây để mở lớp."))
            return redirect("citizen:learning")
    return render(request, "citizen/wish.html", {"form": form, "year": year, "wish": known}, status=status)


@signed_in
def activity(request: Request, pk: int) -> HttpResponse:
    """One page and one button: enrol, or leave again."""
    if not request.citizen:
        messages.info(request, _("Liên kết tài khoản với hồ sơ của mình trước, rồi đăng ký."))
        return redirect("citizen:link")
    citizen = me(request)
    activity = get_object_or_404(Activity.objects.exclude(status=Activity.Status.DRAFT).select_related("topic"), pk=pk)
    part = (
        Participation.objects.select_related("activity", "citizen").filter(activity=activity, citizen=citizen).first()
    )
    if request.method == "POST":
        messages.success(request, _done(request, activity, citizen, part))
        return redirect("citizen:activity", pk)
    is_open = activity.status == Activity.Status.PUBLISHED and not activity.is_over(timezone.localdate())
    is_in = part is not None and part.status != Participation.Status.LEFT
    context = {
        "activity": activity,
        "part": part if is_in else None,
        "sentence": held_words(activity),
        "standing": standing_words(part, activity),
        "may_enrol": is_open and not is_in,
        "evidence": evidence_words(part, citizen) if part is not None and part.completed_on else None,
        "may_leave": part is not None and is_in and not part.attended,
    }
    return render(request, "citizen/activity.html", context)


def _done(request: Request, activity: Activity, citizen: Citizen, part: Participation | None) -> str:
    deed = request.POST.get("deed")
    if deed in {"use", "take-out"} and part is not None:
        return _used(request, part, citizen, is_used=deed == "use")
    if deed == "leave" and part is not None:
        leave_activity(part, actor=request.user)
        return _("Đã thôi dự; chỗ được nhường cho người chờ.")
    row = enrol_person(activity, citizen, actor=request.user)
    if row.status == Participation.Status.WAITING:
        return _("Đã hết chỗ; có chỗ thì được báo ở trang này.")
    return _("Đã đăng ký.")


def _used(request: Request, part: Participation, citizen: Citizen, *, is_used: bool) -> str:
    """Whoever presses the button has read what it is used for above it: that is the consent."""
    if not is_used:
        use_as_evidence(part, is_used=False, actor=request.user)
        return _("Đã bỏ khỏi minh chứng.")
    give_consent(citizen, purpose_of_evidence(), way=Consent.Way.ONLINE, actor=request.user)
    use_as_evidence(part, is_used=True, actor=request.user)
    return _("Hoạt động này là minh chứng trong hồ sơ của năm đó.")


def purpose_of_evidence() -> Purpose:
    return Purpose.objects.get(code=EVIDENCE)


@dataclass(frozen=True)
class EvidenceWords:
    """Whether it shows in the dossier, and what somebody agrees to who lets it."""

    is_used: bool
    purpose: str


def evidence_words(part: Participation, citizen: Citizen) -> EvidenceWords:
    purpose = purpose_of_evidence()
    return EvidenceWords(part.is_evidence and is_agreed(citizen), purpose.text)


def standing_words(part: Participation | None, activity: Activity) -> str:
    """Where I stand with it, in one sentence."""
    if part is None or part.status == Participation.Status.LEFT:
        free = free_seats(activity)
        if free is None:
            return _("Chưa đăng ký.")
        return _("Chưa đăng ký; còn %(free)s chỗ.") % {"free": number(free)} if free else _("Chưa đăng ký; đã hết chỗ.")
    if part.completed_on is not None:
        return _("Đã hoàn thành, %(hours)s giờ.") % {"hours": number(part.hours, 1)}
    if part.attended:
        return _("Đã dự %(count)s buổi, %(hours)s giờ.") % {
            "count": number(len(part.attended)),
            "hours": number(part.hours, 1),
        }
    return _("Đã đăng ký, có chỗ.") if part.status == Participation.Status.ENROLLED else _("Đang chờ chỗ.")
