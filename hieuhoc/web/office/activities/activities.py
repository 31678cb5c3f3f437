"""Activities that people may come and learn at: what is told, what is still to be held, what was."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.learning.models import Activity, Participation, Topic
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.reads import commune_of
from hieuhoc.web.activity_words import facts_of, held_words
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.next_deeds import NextDeed
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.sorting import SortWay, sorting_of

COMING, PAST = "coming", "past"


@needs("learning.read_activities")
def activity_list(request: Request) -> HttpResponse:
    place = place_filter(request)
    topic = filter_of(
        request, "topic", _("Chủ đề"), [(topic.code, topic) for topic in Topic.objects.order_by("position")]
    )
    when = filter_of(request, "when", _("Thời gian"), [(COMING, _("Sắp tới")), (PAST, _("Đã qua"))], COMING)
    status = filter_of(request, "status", _("Trạng thái"), Activity.Status.choices)
    ids, today = place_ids(request, place), timezone.localdate()
    rows = Activity.objects.within(request.scope).select_related("topic")
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(topic__code=topic.chosen) if topic.chosen else rows
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    if when.chosen:
        rows = rows.going_on(today) if when.chosen == COMING else rows.filter(last_on__lt=today)
    ways = (SortWay("day", ("first_on", "id")), SortWay("title", ("title_key", "id")))
    sorting = sorting_of(request, *ways, is_down=when.chosen != COMING)
    page = key_page(rows, request, order=sorting.order)
    filters, address = [place, topic, when, status], reverse("office:activity-list")
    context = {
        "page": page,
        "sorting": sorting,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": f"{address}?when=all",
        "rows": [(row, held_words(row)) for row in page.rows],
        "names": full_titles(row.place_id for row in page.rows),
        "may_add": request.user.has_perm("learning.add_activity"),
        "ways": _ways(request.user),
    }
    return render(request, "office/activities/list.html", context)


def _ways(user: User) -> list[NextDeed]:
    """What belongs to the activities and is no list of them."""
    pages = (
        ("wish-table", "learning.read_wishes", _("Người dân muốn học gì"), "clipboard-list"),
        ("activity-effect", "trials.read_effect", _("Dự rồi có đạt nhiều hơn không"), "chart-bar"),
        ("topic-list", "learning.read_activities", _("Chủ đề"), "list-check"),
    )
    return [
        NextDeed(name, text, icon, reverse(f"office:{name}"))
        for name, ability, text, icon in pages
        if user.has_perm(ability)
    ]


@needs("learning.read_activities")
def activity(request: Request, pk: int) -> HttpResponse:
    rows = Activity.objects.within(request.scope).select_related("topic", "unit")
    activity = get_object_or_404(rows, pk=pk)
    place_name = full_titles([activity.place_id]).get(activity.place_id, "")
    is_standing = activity.status != Activity.Status.CANCELLED
    context = {
        "activity": activity,
        "facts": [*facts_of(activity, place_name), (_("Mã hoạt động"), activity.code)],
        "sentence": held_words(activity),
        "events": story("activity", activity.pk),
        "taking_part": taking_part(activity),
        "may_record": request.user.has_perm("learning.record_presence", activity),
        "may_change": is_standing and request.user.has_perm("learning.change_activity", activity),
        "may_cancel": is_standing and request.user.has_perm("learning.cancel_activity", activity),
        "copy_url": copy_address(activity) if request.user.has_perm("learning.add_activity", activity) else "",
        "page_place": place_name,
        "page_year": activity.days[0].year,
    }
    return render(request, "office/activities/activity.html", context)


def taking_part(activity: Activity) -> str:
    """How many, in one sentence."""
    rows = Participation.objects.filter(activity=activity)
    counts = rows.aggregate(
        enrolled=Count("pk", filter=Q(status=Participation.Status.ENROLLED)),
        waiting=Count("pk", filter=Q(status=Participation.Status.WAITING)),
        came=Count("pk", filter=Q(attended__len__gte=1)),
        completed=Count("pk", filter=Q(completed_on__isnull=False)),
    )
    said = {key: number(count) for key, count in counts.items()}
    return (
        _("%(enrolled)s người có chỗ, %(waiting)s người chờ; %(came)s người đã dự, %(completed)s người hoàn thành.")
        % said
    )


def copy_address(activity: Activity) -> str:
    """The form of a new one, filled in as this one is said."""
    asked = f"from={public_id('activity', activity.pk)}"
    commune = commune_of(activity.place_id, timezone.localdate())
    if commune is not None:
        asked += f"&in={public_id('place', commune)}"
    return f"{reverse('office:activity-new')}?{asked}"
