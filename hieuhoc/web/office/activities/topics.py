"""The list of topics, as the province keeps it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.criteria.models import Version
from hieuhoc.criteria.published import english_of
from hieuhoc.criteria.rules import KEPT
from hieuhoc.learning.actions import TopicWords, add_topic, change_topic
from hieuhoc.learning.models import Topic
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.wording import plainly_worded

LONGEST = 90  # letters of a criterion in a select box


class TopicForm(forms.Form):
    """With a select box for each set that judges or judged: for which of its criteria the topic speaks."""

    name = forms.CharField(label=gettext_lazy("Tên chủ đề"), max_length=120)
    english = forms.CharField(label=gettext_lazy("Tên tiếng Anh"), max_length=120, required=False)
    position = DecimalTextField(
        label=gettext_lazy("Thứ tự"), max_digits=3, decimal_places=0, min_value=1, required=False,
        help_text=gettext_lazy("Để trống là cuối danh sách."),
    )  # fmt: skip
    since = DayField(label=gettext_lazy("Dùng từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Thôi dùng từ ngày"), required=False)
    source = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers: dict[str, str] = {}
        for version in versions_linked():
            key = f"criterion_{version.pk}"
            self.numbers[key] = version.number
            english = english_of(version)
            rows = version.criteria.order_by("position").values_list("position", "text")
            choices = [(str(turn), f"{turn}. {plainly_worded(text, english)[:LONGEST]}") for turn, text in rows]
            label = _("Minh chứng cho chỉ số của %(number)s") % {"number": version.number}
            self.fields[key] = forms.ChoiceField(
                label=label, choices=[("", _("Không chỉ số nào")), *choices], required=False
            )

    def words(self) -> TopicWords:
        given = self.cleaned_data
        criteria = {number: int(given[key]) if given[key] else None for key, number in self.numbers.items()}
        plain = {name: given[name] for name in ("name", "english", "since", "until", "source")}
        return TopicWords(**plain, position=int(given["position"]) if given["position"] else None, criteria=criteria)


def versions_linked() -> list[Version]:
    """The newest edition of each set that is or was in force."""
    newest = {version.number: version for version in Version.objects.filter(status__in=KEPT).order_by("edition", "pk")}
    return sorted(newest.values(), key=lambda version: (str(version.since), version.pk), reverse=True)


@needs("learning.read_activities")
def topic_list(request: Request) -> HttpResponse:
    page = key_page(Topic.objects.prefetch_related("criteria"), request, order=["position", "id"])
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [(row, _linked(row), row.until is None or row.until > today) for row in page.rows],
        "may_change": request.user.has_perm("learning.change_topic"),
    }
    return render(request, "office/activities/topics.html", context)


def _linked(topic: Topic) -> str:
    """The criteria it speaks for, in words: the newest set first."""
    return "; ".join(sorted((f"{row.version_number}: {row.position}" for row in topic.criteria.all()), reverse=True))


@needs("learning.add_topic")
def topic_new(request: Request) -> HttpResponse:
    form = TopicForm(request.POST or None)

    def deed(_given: dict[str, Any]) -> str:
        topic = add_topic(form.words(), actor=request.user)
        came_of_it(request, _("Đã thêm chủ đề “%(name)s”; chọn được từ ngày bắt đầu dùng.") % {"name": topic.name})
        return reverse("office:topic-list")

    return ask(request, form, _page(_("Thêm chủ đề"), _("Thêm")), deed)


@needs("learning.change_topic")
def topic_change(request: Request, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)

    def known() -> dict[str, object]:
        row = Topic.objects.get(pk=pk)
        values = {name: getattr(row, name) for name in ("name", "english", "position", "since", "until", "source")}
        linked = dict(row.criteria.values_list("version_number", "position"))
        return values | {f"criterion_{v.pk}": str(linked.get(v.number, "")) for v in versions_linked()}

    form = TopicForm(request.POST or None, initial=known())

    def deed(_given: dict[str, Any]) -> str:
        changed = change_topic(topic, form.words(), actor=request.user)
        came_of_it(request, _("Đã sửa chủ đề “%(name)s”.") % {"name": changed.name})
        return reverse("office:topic-list")

    lead = _("Hoạt động đã mang chủ đề này hiện theo tên mới; thôi dùng thì hoạt động cũ vẫn giữ.")
    return ask(request, form, _page(_("Sửa chủ đề"), _("Lưu"), lead), deed, known=known)


def _page(title: str, submit: str, lead: str = "") -> FormPage:
    back = reverse("office:topic-list")
    crumbs = [(_("Hoạt động học tập"), reverse("office:activity-list")), (_("Chủ đề"), back)]
    return FormPage(title, submit, lead, back, crumbs)
