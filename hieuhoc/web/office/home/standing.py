"""What the home of the office says of one's own standing: the days that come, the one thing to do first, a role that ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import Grant, User
from hieuhoc.assessment.models import Round
from hieuhoc.places.reads import name_of
from hieuhoc.web.menu import address_of
from hieuhoc.web.ui.formats import day, number
from hieuhoc.web.ui.shapes import DeedLink, Task


@dataclass(frozen=True)
class Deadline:
    """`left` in words: "còn 3 ngày"."""

    text: str
    on: date
    left: str
    url: str


def deadlines(user: User, today: date) -> list[Deadline]:
    """Those of open rounds that are still to come, the nearest first, for who sends or reviews dossiers."""
    kinds = (
        ("assessment.submit_dossier", "submit_by", _("Hạn gửi hồ sơ đợt %(year)s")),
        ("assessment.review_dossier", "review_by", _("Hạn xét hồ sơ đợt %(year)s")),
    )
    mine = [(field, text) for ability, field, text in kinds if user.has_perm(ability)]
    if not mine:
        return []
    may_open = user.has_perm("assessment.read_rounds")
    coming = [
        Deadline(
            text % {"year": round_.year},
            getattr(round_, field),
            _days_left((getattr(round_, field) - today).days),
            reverse("office:round", args=[round_.pk]) if may_open else "",
        )
        for round_ in Round.objects.filter(status=Round.Status.OPEN)
        for field, text in mine
        if getattr(round_, field) >= today
    ]
    return sorted(coming, key=lambda deadline: deadline.on)


def _days_left(days: int) -> str:
    return _("còn %(count)s ngày") % {"count": number(days)} if days else _("hôm nay")


def first_deed(user: User, tasks: Sequence[Task]) -> DeedLink | None:
    """What is late or waits longest; with nothing waiting, where one's work begins."""
    if tasks:
        return DeedLink(_("Làm việc đầu tiên"), tasks[0].url, "arrow-right")
    begins = (
        ("people.add_citizen", _("Khai báo người dân"), "office:citizen-new", "plus"),
        ("people.read_citizens", _("Xem danh sách người"), "office:citizen-list", "users"),
        ("indicators.read_figures", _("Xem số liệu"), "office:figures", "chart-bar"),
    )
    return next(
        (DeedLink(words, address_of(page), icon) for deed, words, page, icon in begins if user.has_perm(deed)), None
    )


def role_ended(user: User, today: date) -> str:
    """Of whoever holds no role today and held one: when it ended and whom to ask. Empty for who never held one."""
    held = Grant.objects.filter(user=user).select_related("given_by").order_by("-until", "-id")
    last = held.filter(until__lte=today).first()
    if last is None:
        return ""
    words = {
        "role": last.get_role_display(),
        "place": name_of(last.place_id, today),
        "on": day(last.until),
        "giver": last.given_by.get_full_name() if last.given_by and last.given_by.is_active else "",
    }
    said = _("Vai trò %(role)s ở %(place)s kết thúc từ ngày %(on)s.") % words
    ask = (
        _("Cần làm tiếp thì hỏi %(giver)s, người đã giao vai trò này.")
        if words["giver"]
        else _("Cần làm tiếp thì hỏi cán bộ quản lý tài khoản của nơi đó, hoặc của cấp trên.")
    )
    return f"{said} {ask % words}"
