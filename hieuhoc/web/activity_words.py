"""An activity in words: when it is held (one session, or a series with its rule and its exceptions), where, for whom; and
a year of what somebody learned."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hieuhoc.learning.models import Activity
from hieuhoc.learning.record import LearningYear
from hieuhoc.learning.rules import Recurrence, Repeat, ordinal_of
from hieuhoc.web.ui.formats import day, number


def year_words(year: LearningYear) -> str:
    """What is recorded is counted; what the person learned elsewhere stands beside it."""
    words = {"on": year.year, "count": number(year.recorded), "hours": number(year.hours, 1)}
    if not year.stated:
        return _("Năm %(on)s: %(count)s lần học, %(hours)s giờ") % words
    words["stated"] = number(year.stated)
    if not year.recorded:
        return _("Năm %(on)s: %(stated)s điều tự học") % words
    return _("Năm %(on)s: %(count)s lần học, %(hours)s giờ; %(stated)s điều tự học") % words


def clock_words(activity: Activity) -> str:
    return f"{activity.starts_at:%H:%M}–{activity.ends_at:%H:%M}"


def held_words(activity: Activity) -> str:
    """ "Thứ Năm hằng tuần, 05/03/2026–25/06/2026, 19:00–20:30"."""
    return f"{days_words(activity.recurrence)}, {clock_words(activity)}"


def days_words(rule: Recurrence) -> str:
    return _days_words(rule, get_language())


@lru_cache(maxsize=10_000)  # lists say the same series again and again
def _days_words(rule: Recurrence, _language: str | None) -> str:
    weekday = format_date(rule.first, "l")
    if rule.repeat == Repeat.ONCE:
        return days_listed((rule.first, *rule.added)) if rule.added else f"{weekday} {day(rule.first)}"
    patterns = {
        Repeat.DAILY: _("hằng ngày"),
        Repeat.WEEKLY: _("%(weekday)s hằng tuần"),
        Repeat.FORTNIGHTLY: _("%(weekday)s cách tuần"),
        Repeat.MONTHLY: _("%(weekday)s lần thứ %(ordinal)s trong tháng"),
    }
    said = patterns[rule.repeat] % {"weekday": weekday, "ordinal": ordinal_of(rule.first)}
    said = f"{said[:1].upper()}{said[1:]}, {day(rule.first)}–{day(rule.last)}"
    if rule.left_out:
        said += _(", trừ %(days)s") % {"days": days_listed(rule.left_out)}
    if rule.added:
        said += _(", thêm %(days)s") % {"days": days_listed(rule.added)}
    return said


def days_listed(days: Iterable[date]) -> str:
    return "; ".join(day(listed) for listed in days)


def facts_of(activity: Activity, place_name: str) -> list[tuple[object, ...]]:
    """As `summary_list` shows them."""
    access = ", ".join(filter(None, [_("xe lăn vào được") if activity.is_step_free else "", activity.access_note]))
    week = _("Tuần lễ hưởng ứng học tập suốt đời") if activity.in_learning_week else ""
    facts: list[tuple[object, ...]] = [
        (_("Lý do huỷ"), activity.cancel_reason),
        (_("Thời gian"), held_words(activity)),
        (_("Số buổi"), number(len(activity.days)) if len(activity.days) > 1 else ""),
        (_("Trong dịp"), week),
        (_("Nơi"), where_words(activity, place_name)),
        (_("Hỗ trợ người khuyết tật"), access[:1].upper() + access[1:]),
        (_("Đường dẫn trực tuyến"), activity.link, activity.link, _("Mở")),
        (_("Chủ đề"), activity.topic),
        (_("Dành cho"), activity.get_audience_display()),
        (_("Ngôn ngữ"), activity.get_language_display()),
        (_("Số chỗ"), _("không giới hạn") if activity.seats is None else number(activity.seats)),
        (_("Chi phí"), cost_words(activity)),
        (_("Đơn vị tổ chức"), activity.organiser),
        (_("Liên hệ"), activity.contact),
    ]
    return [fact for fact in facts if fact[1]]


def where_words(activity: Activity, place_name: str) -> str:
    return ", ".join(filter(None, [activity.venue, place_name]))


def cost_words(activity: Activity) -> str:
    return _("%(amount)s đồng") % {"amount": number(activity.cost)} if activity.cost else _("không mất tiền")
