"""The forms of a course and of its lessons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import User
from hieuhoc.criteria.models import Version
from hieuhoc.learning.actions import LessonPlan
from hieuhoc.learning.course_rules import LONGEST_LESSON
from hieuhoc.learning.models import Lesson
from hieuhoc.learning.models.trainings import USUAL_SHARE
from hieuhoc.lib.scope import Scope
from hieuhoc.web.clock_field import ClockField
from hieuhoc.web.office.homes import places_for
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField


class LessonForm(forms.Form):
    day = DayField(label=_("Ngày"))
    starts_at = ClockField(label=_("Giờ bắt đầu"))
    minutes = DecimalTextField(label=_("Số phút"), min_value=1, max_value=LONGEST_LESSON, decimal_places=0)
    venue = forms.CharField(
        label=_("Địa điểm"), max_length=200, required=False, help_text=_("Ví dụ: Hội trường UBND xã.")
    )
    link = forms.CharField(
        label=_("Đường dẫn trực tuyến"), max_length=500, required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}), help_text=_("Nếu học trực tuyến; dạng https://…"),
    )  # fmt: skip
    trainers = forms.MultipleChoiceField(
        label=_("Báo cáo viên"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ người được chọn mở được mã điểm danh của buổi."),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trainers = self.fields["trainers"]
        assert isinstance(trainers, forms.MultipleChoiceField)
        self.users = {str(user.pk): user for user in offered}
        trainers.choices = [(pk, user.full_name) for pk, user in self.users.items()]


class CourseForm(LessonForm):
    title = forms.CharField(label=_("Tên lớp"), max_length=200)
    version = forms.ModelChoiceField(
        label=_("Bộ tiêu chí được học"),
        empty_label=_("Chọn bộ tiêu chí"),
        queryset=Version.objects.filter(status=Version.Status.IN_FORCE).order_by("-since"),
    )
    place = forms.TypedChoiceField(
        label=_("Nơi tổ chức"), coerce=int, help_text=_("Danh sách mời lấy từ các chi hội ở đây.")
    )
    organiser = forms.CharField(label=_("Đơn vị tổ chức"), max_length=200, required=False)
    about = forms.CharField(
        label=_("Nội dung"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    least_share = DecimalTextField(
        label=_("Dự ít nhất bao nhiêu phần trăm số buổi thì hoàn thành"),
        min_value=1, max_value=100, decimal_places=0, initial=USUAL_SHARE,
    )  # fmt: skip
    field_order = ["title", "version", "place", "organiser", "about", "least_share"]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        place.choices = places_for(scope)


def lesson_plan(given: dict[str, Any], users: dict[str, User]) -> LessonPlan:
    starts_at = timezone.make_aware(datetime.combine(given["day"], given["starts_at"]))
    trainers = tuple(users[pk] for pk in given["trainers"])
    return LessonPlan(starts_at, int(given["minutes"]), given["venue"], given["link"], trainers)


def lesson_values(lesson: Lesson) -> dict[str, Any]:
    """What the form of a lesson begins with."""
    starts_at = timezone.localtime(lesson.starts_at)
    return {
        "day": starts_at.date(),
        "starts_at": f"{starts_at:%H:%M}",
        "minutes": int((lesson.ends_at - lesson.starts_at).total_seconds()) // 60,
        "venue": lesson.venue,
        "link": lesson.link,
        "trainers": sorted(str(pk) for pk in lesson.trainers.values_list("pk", flat=True)),
    }
