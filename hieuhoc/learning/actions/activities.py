"""Activities: told to the public, changed, called off."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require, scope_of
from hieuhoc.audit.actions import record
from hieuhoc.audit.models import Entry
from hieuhoc.learning.models import Activity, Audience, Language, Participation, Topic
from hieuhoc.learning.rules import LONGEST, MOST_DAYS
from hieuhoc.learning.seats import fill_seats
from hieuhoc.learning.telling import tell_all
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import Place

SUBJECT = "activity"
is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class ActivityWords:
    """All that is said of an activity. `minutes` of each session, `cost` in đồng; `seats` None: as many as come. Without a
    `code` it gets one."""

    title: str
    topic: Topic
    place: Place
    days: tuple[date, ...]
    starts_at: time
    minutes: int
    organiser: str
    code: str = ""
    about: str = ""
    audience: str = Audience.EVERYBODY
    language: str = Language.VIETNAMESE
    venue: str = ""
    is_step_free: bool = False
    access_note: str = ""
    link: str = ""
    seats: int | None = None
    cost: int = 0
    unit: WorkUnit | None = None
    contact: str = ""
    in_learning_week: bool = False
    is_published: bool = field(default=True, kw_only=True)

    @property
    def authority_place_id(self) -> int:
        return self.place.pk

    @property
    def unit_id(self) -> int | None:
        return None if self.unit is None else self.unit.pk


PLAIN = (
    *("about", "audience", "language", "venue", "is_step_free", "access_note", "link", "starts_at", "minutes"),
    *("seats", "cost", "contact", "in_learning_week"),
)
SAID = ("title", "topic_id", "place_id", "days", "unit_id", "organiser", "status", *PLAIN)
WHEN_AND_WHERE = {"days", "starts_at", "place_id", "venue", "link"}
IN_HISTORY = {
    "title": "activity_title",
    "days": "held_days",
    "topic_id": "topic",
    "place_id": "place",
    "unit_id": "unit",
}


@transaction.atomic
def add_activity(words: ActivityWords, *, actor: User | None) -> Activity:
    require(actor, "learning.add_activity", words)
    _refuse(words, actor)
    activity = Activity(code=words.code.strip() or get_random_string(20))
    _write(activity, words)
    try:
        with transaction.atomic():
            activity.save()
    except IntegrityError:
        raise Refusal(
            _("Đã có hoạt động mang mã {code}.").format(code=activity.code),
            remedy=_("Chọn mã khác, hoặc để trống."),
            code="code_taken",
        ) from None
    if not words.code.strip():
        activity.code = f"HD-{activity.pk}"
        activity.save(update_fields=["code"])
    _record("learning.add_activity", activity, actor, _as_new(activity))
    return activity


@transaction.atomic
def change_activity(activity: Activity, words: ActivityWords, *, actor: User | None) -> Activity:
    """All that is said of it at once. Its code stays; called off, it is not changed any more."""
    require(actor, "learning.change_activity", activity)
    require(actor, "learning.change_activity", words)
    activity = locked_activity(activity)
    _refuse_cancelled(activity)
    _refuse(words, actor, was=activity)
    _refuse_leaving_out(words, activity)
    before = {name: getattr(activity, name) for name in SAID}
    _write(activity, words)
    changes = {name: [old, getattr(activity, name)] for name, old in before.items() if old != getattr(activity, name)}
    if not changes:
        return activity
    activity.save()
    entry = _record("learning.change_activity", activity, actor, _plain(changes))
    if "seats" in changes:
        fill_seats(activity)
    if not WHEN_AND_WHERE.isdisjoint(changes):
        tell_all(activity, gettext_lazy("Hoạt động học tập đổi lịch"), occasion=f"changed.{entry.pk}")
    return activity


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, actor: User | None) -> Activity:
    """It does not take place, and everybody is told why. Nothing takes that back: it is published anew as another one."""
    require(actor, "learning.cancel_activity", activity)
    activity = locked_activity(activity)
    _refuse_cancelled(activity)
    if not reason.strip():
        raise Refusal(
            _("Chưa ghi lý do huỷ."), remedy=_("Ghi một câu để người đã định dự biết vì sao."), code="no_reason"
        )
    before, activity.status, activity.cancel_reason = activity.status, Activity.Status.CANCELLED, reason.strip()
    activity.save(update_fields=["status", "cancel_reason"])
    changes = {"status": [before, activity.status], "reason": [None, activity.cancel_reason]}
    _record("learning.cancel_activity", activity, actor, changes)
    reason = activity.cancel_reason
    tell_all(activity, gettext_lazy("Hoạt động học tập đã huỷ"), occasion=f"cancelled.{activity.pk}", more=reason)
    return activity


def locked_activity(activity: Activity) -> Activity:
    return Activity.objects.select_for_update(of=("self",)).select_related("topic", "unit").get(pk=activity.pk)


def _write(activity: Activity, words: ActivityWords) -> None:
    for name in PLAIN:
        setattr(activity, name, getattr(words, name))
    activity.title, activity.organiser = words.title.strip(), words.organiser.strip()
    activity.topic, activity.place, activity.unit = words.topic, words.place, words.unit
    activity.days = sorted(set(words.days))
    activity.status = Activity.Status.PUBLISHED if words.is_published else Activity.Status.DRAFT


def _refuse_cancelled(activity: Activity) -> None:
    if activity.status == Activity.Status.CANCELLED:
        raise Refusal(
            _("Hoạt động này đã huỷ."), remedy=_("Chép thành hoạt động mới nếu vẫn tổ chức."), code="wrong_step"
        )


def _refuse(words: ActivityWords, actor: User | None, was: Activity | None = None) -> None:
    if not words.title.strip() or not words.organiser.strip():
        raise Refusal(_("Nhập tên hoạt động và đơn vị tổ chức."), code="words_missing")
    _refuse_times(words)
    if (words.seats is not None and words.seats < 1) or words.cost < 0:
        raise Refusal(_("Số chỗ phải từ 1 trở lên; chi phí không thể âm."), code="out_of_bounds")
    if words.link:
        try:
            is_web_address(words.link)
        except ValidationError:
            raise Refusal(_("Đường dẫn này không đúng; cần dạng https://…"), code="not_an_address") from None
    if words.unit is not None and (was is None or was.unit_id != words.unit.pk):
        _refuse_foreign_unit(words.unit, actor)


def _refuse_leaving_out(words: ActivityWords, activity: Activity) -> None:
    """Nobody who is in it loses their seat or the page of it unseen."""
    held = Participation.objects.filter(activity=activity).exclude(status=Participation.Status.LEFT)
    taken = held.filter(status=Participation.Status.ENROLLED).count()
    if words.seats is not None and words.seats < taken:
        raise Refusal(
            _("Đã có %(count)s người có chỗ.") % {"count": taken},
            remedy=_("Giữ ít nhất từng ấy chỗ, hoặc để người thôi dự trước."),
            code="seats_taken",
        )
    if not words.is_published and held.exists():
        raise Refusal(
            _("Đã có người đăng ký nên không đưa về dự thảo được."),
            remedy=_("Huỷ hoạt động, có lý do."),
            code="has_people",
        )


def _refuse_times(words: ActivityWords) -> None:
    if not words.days:
        raise Refusal(_("Chưa có ngày nào."), code="no_day")
    if len(set(words.days)) > MOST_DAYS:
        raise Refusal(
            _("Một hoạt động có nhiều nhất %(count)s buổi.") % {"count": MOST_DAYS},
            remedy=_("Chia thành nhiều hoạt động."),
            code="too_many_days",
        )
    if not 1 <= words.minutes <= LONGEST:
        raise Refusal(_("Một buổi dài từ 1 phút đến 24 giờ."), code="out_of_bounds")


def _refuse_foreign_unit(unit: WorkUnit, actor: User | None) -> None:
    """Nobody speaks in the name of a unit out of their reach."""
    if not WorkUnit.objects.within(scope_of(actor, "learning.add_activity")).filter(pk=unit.pk).exists():
        raise Refusal(_("Đơn vị này ở nơi khác."), remedy=_("Ghi tên đơn vị ở ô Đơn vị tổ chức."), code="elsewhere")


def _as_new(activity: Activity) -> dict[str, Any]:
    days = _days_in_words(activity.days)
    return {"activity_title": [None, activity.title], "held_days": [None, days], "status": [None, activity.status]}


def _plain(changes: dict[str, list[Any]]) -> dict[str, Any]:
    """As the history shows it: a place by its id, days in one text."""
    named = {IN_HISTORY.get(name, name): pair for name, pair in changes.items()}
    if "held_days" in named:
        named["held_days"] = [_days_in_words(days) for days in named["held_days"]]
    return named


def _days_in_words(days: list[date]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in days)


def _record(deed: str, activity: Activity, actor: User | None, changes: dict[str, Any]) -> Entry:
    return record(
        deed, actor=actor, subject_kind=SUBJECT, subject_id=activity.pk, place=activity.place_id, changes=changes
    )
