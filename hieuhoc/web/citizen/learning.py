"""What I take part in: enrolling and leaving, which days I was there, how many hours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.actions import enrol_person, leave_activity
from hieuhoc.learning.models import Activity, Participation
from hieuhoc.learning.seats import free_seats
from hieuhoc.people.models import Citizen
from hieuhoc.web.activity_words import held_words
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page


@signed_in
def learning(request: Request) -> HttpResponse:
    citizen = me(request)
    rows = Participation.objects.filter(citizen=citizen).exclude(status=Participation.Status.LEFT)
    page = key_page(rows.select_related("activity"), request, order=["-queued_at", "-id"])
    record_reading(
        "citizen.read_own", actor=request.user, subject_kind="citizen", subject_id=citizen.pk, person_count=1
    )
    context = {"page": page, "rows": [(row, held_words(row.activity)) for row in page.rows]}
    return render(request, "citizen/learning.html", context)


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
        "may_leave": part is not None and is_in and not part.attended,
    }
    return render(request, "citizen/activity.html", context)


def _done(request: Request, activity: Activity, citizen: Citizen, part: Participation | None) -> str:
    if request.POST.get("deed") == "leave" and part is not None:
        leave_activity(part, actor=request.user)
        return _("Đã thôi dự; chỗ được nhường cho người chờ.")
    row = enrol_person(activity, citizen, actor=request.user)
    if row.status == Participation.Status.WAITING:
        return _("Đã hết chỗ; có chỗ thì được báo ở trang này.")
    return _("Đã đăng ký.")


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
