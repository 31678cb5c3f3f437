"""A council's meetings: called, exceptions noted by tick and by filter, held, their minutes."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.assessment.actions import call_meeting, cancel_meeting, except_lines, hold_meeting
from hieuhoc.assessment.actions.meetings import Invited
from hieuhoc.assessment.council import council_groups, counts_of
from hieuhoc.assessment.minutes import KIND, SUBJECT
from hieuhoc.assessment.models import Meeting, MeetingLine, Round
from hieuhoc.audit.actions import record_reading
from hieuhoc.documents.reads import standing_number
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.models import Place
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.story import story
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Họp hội đồng")
EIGHT = time(8, 0)


class MeetingForm(forms.Form):
    """`groups` = (token, words) of where dossiers wait; members one a line: name; post; user name of their account."""

    group = forms.ChoiceField(label=gettext_lazy("Hồ sơ của"))
    day = DayField(label=gettext_lazy("Họp ngày"))
    hour = forms.TimeField(label=gettext_lazy("Lúc"), initial=EIGHT, help_text=gettext_lazy("Ví dụ 08:00."))
    venue = forms.CharField(label=gettext_lazy("Tại"), max_length=200)
    members = forms.CharField(
        label=gettext_lazy("Thành viên hội đồng"),
        widget=forms.Textarea,
        help_text=gettext_lazy("Mỗi dòng một người: họ tên; chức vụ; tên đăng nhập nếu có tài khoản."),
    )

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        assert isinstance(group, forms.ChoiceField)
        group.choices = groups

    def clean_members(self) -> list[Invited]:
        lines = [line.split(";") for line in self.cleaned_data["members"].splitlines() if line.strip()]
        parts = [[part.strip() for part in (*line, "", "")][:3] for line in lines]
        users = User.objects.in_bulk([name for _name, _post, name in parts if name], field_name="username")
        unknown = [name for _name, _post, name in parts if name and name not in users]
        if unknown:
            raise forms.ValidationError(
                _("Không có tài khoản %(names)s; bỏ trống nếu người ấy không có tài khoản.")
                % {"names": ", ".join(unknown)}
            )
        return [Invited(name[:120], post[:120], users.get(username)) for name, post, username in parts]

    @property
    def meets_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))


class HoldForm(forms.Form):
    present = forms.MultipleChoiceField(label=gettext_lazy("Có mặt"), widget=forms.CheckboxSelectMultiple)
    remark = forms.CharField(
        label=gettext_lazy("Ý kiến ghi vào biên bản"), widget=forms.Textarea, required=False, max_length=4000
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = self.fields["present"]
        assert isinstance(present, forms.MultipleChoiceField)
        members = meeting.members.order_by("pk")
        present.choices = [(str(row.pk), f"{row.name}, {row.post}".rstrip(", ")) for row in members]


class ExceptForm(forms.Form):
    votes_against = forms.IntegerField(min_value=0, max_value=99)
    below = forms.IntegerField(min_value=1, max_value=1000, required=False)
    reason = forms.CharField(max_length=300, required=False)


@needs("assessment.call_meeting")
def meeting_list(request: Request) -> HttpResponse:
    page = key_page(Meeting.objects.within(request.scope).select_related("round"), request, order=["-id"])
    groups = council_groups(request.scope)
    names = titles([*(row.place_id for row in page.rows), *(group.place for group in groups)])
    context = {
        "page": page,
        "rows": [(row, names.get(row.place_id, "–")) for row in page.rows],
        "waiting": [(names.get(group.place, "–"), group.year, group.count) for group in groups],
    }
    return render(request, "office/assessment/meetings.html", context)


@needs("assessment.call_meeting")
def meeting_new(request: Request) -> HttpResponse:
    groups = council_groups(request.scope)
    names = titles(group.place for group in groups)
    words = _("%(place)s, năm %(year)d: %(count)s hồ sơ")
    options = [
        (
            f"{group.round}:{group.place}",
            words % {"place": names.get(group.place, "–"), "year": group.year, "count": number(group.count)},
        )
        for group in groups
    ]
    form = MeetingForm(request.POST or None, groups=options)
    back = reverse("office:meeting-list")
    warning = "" if options else _("Không có hồ sơ nào chờ hội đồng.")
    lead = _("Mọi hồ sơ đang chờ hội đồng được đưa ra họp; thành viên có tài khoản được mời qua thông báo.")
    page = FormPage(_("Mời họp hội đồng"), _("Mời họp"), lead, back, [(str(TITLE), back)], warning)

    def deed(given: dict[str, Any]) -> str:
        round_id, _colon, place_id = given["group"].partition(":")
        meeting = call_meeting(
            Round.objects.get(pk=int(round_id)),
            Place.objects.get(pk=int(place_id)),
            given["members"],
            meets_at=form.meets_at,
            venue=given["venue"],
            actor=request.user,
        )
        came_of_it(request, _("Đã mời họp: ghi những hồ sơ có phiếu không đồng ý, rồi ghi kết quả họp."))
        return reverse("office:meeting", args=[meeting.pk])

    return ask(request, form, page, deed)


@needs("assessment.call_meeting")
def meeting(request: Request, pk: int) -> HttpResponse:
    meeting = reached(request, pk)
    lines = meeting.lines.select_related("dossier__citizen")
    page = key_page(lines, request, order=["-is_excepted", "id"])
    people_read(request, meeting, len(page.rows))
    deeds = deeds_for(request.user, meeting)
    names = titles([meeting.place_id, *(line.dossier.place_id for line in page.rows)])
    context = {
        "meeting": meeting,
        "place_name": names.get(meeting.place_id, ""),
        "members": list(meeting.members.order_by("pk")),
        "page": page,
        "rows": [
            (line, names.get(line.dossier.place_id, "–"), public_id("meetingline", line.pk)) for line in page.rows
        ],
        "sentence": sentence_of(meeting),
        "number": standing_number(SUBJECT, meeting.pk, KIND),
        "may_except": any(deed.name == "meeting-hold" for deed in deeds),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "events": story("meeting", meeting.pk),
    }
    return render(request, "office/assessment/meeting.html", context)


@needs("assessment.except_lines")
def meeting_except(request: Request, pk: int) -> HttpResponse:
    """What was ticked, or (`below`) every dossier with fewer points."""
    meeting, form = reached(request, pk), ExceptForm(request.POST)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        count = except_lines(
            meeting,
            chosen_lines(request, meeting, given["below"]),
            votes_against=given["votes_against"],
            reason=given["reason"],
            actor=request.user,
        )
        came_of_it(request, _("Đã ghi phiếu của %(count)s hồ sơ.") % {"count": number(count)})
    return redirect("office:meeting", meeting.pk)


def chosen_lines(request: Request, meeting: Meeting, below: int | None) -> QuerySet[MeetingLine]:
    if below:
        return meeting.lines.filter(dossier__total__lt=below)
    return meeting.lines.filter(pk__in=ticked(request, "meetingline"))


@needs("assessment.hold_meeting")
def meeting_hold(request: Request, pk: int) -> HttpResponse:
    meeting = reached(request, pk)
    form = HoldForm(request.POST or None, meeting=meeting)

    def deed(given: dict[str, Any]) -> str:
        present = [int(member) for member in given["present"]]
        held = hold_meeting(meeting, present, remark=given["remark"], actor=request.user)
        paper = reverse("office:meeting-minutes", args=[held.pk])
        came_of_it(request, _("Đã ghi kết quả họp và lập biên bản."), (_("Tải biên bản (.pdf)"), paper))
        return reverse("office:meeting", args=[held.pk])

    lead = _("Hồ sơ không ghi phiếu riêng thì mọi người có mặt đồng ý. Ghi xong không sửa được.")
    return ask(request, form, form_page(meeting, _("Ghi kết quả họp"), lead), deed)


@needs("assessment.cancel_meeting")
def meeting_cancel(request: Request, pk: int) -> HttpResponse:
    meeting = reached(request, pk)

    def deed(_given: dict[str, Any]) -> str:
        cancel_meeting(meeting, actor=request.user)
        came_of_it(request, _("Đã ghi là không họp; hồ sơ chờ cuộc họp khác."))
        return reverse("office:meeting", args=[meeting.pk])

    form = confirmation(request)
    return ask(request, form, form_page(meeting, _("Không họp"), _("Hồ sơ vẫn chờ hội đồng.")), deed)


def people_read(request: Request, meeting: Meeting, count: int) -> None:
    if count:
        record_reading(
            "assessment.read_dossiers",
            actor=request.user,
            subject_kind="meeting",
            subject_id=meeting.pk,
            place=meeting.place_id,
            person_count=count,
        )


def form_page(meeting: Meeting, title: str, lead: str) -> FormPage:
    address = reverse("office:meeting", args=[meeting.pk])
    crumbs = [(str(TITLE), reverse("office:meeting-list")), (_("Cuộc họp"), address)]
    return FormPage(title, title, lead, address, crumbs)


def reached(request: Request, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.within(request.scope).select_related("round", "minutes"), pk=pk)


def sentence_of(meeting: Meeting) -> str:
    counts = counts_of(meeting)
    if meeting.status != Meeting.Status.HELD:
        return _("%(laid)s hồ sơ được đưa ra họp, %(excepted)s hồ sơ ghi phiếu riêng.") % {
            "laid": number(counts["laid"]),
            "excepted": number(counts["excepted"]),
        }
    return _("Đồng ý %(agreed)s hồ sơ, không đồng ý %(refused)s hồ sơ.") % {
        "agreed": number(counts["agreed"]),
        "refused": number(counts["refused"]),
    }


def deeds_for(user: User, meeting: Meeting) -> list[NextDeed]:
    is_called, is_held = meeting.status == Meeting.Status.CALLED, meeting.status == Meeting.Status.HELD
    is_on = is_called or is_held
    deeds = [
        OfferedDeed("meeting-hold", "assessment.hold_meeting", _("Ghi kết quả họp"), "gavel", is_called),
        OfferedDeed(
            "meeting-paper", "assessment.call_meeting", _("Tải danh sách trình xét (.pdf)"), "list-check", is_on
        ),
        OfferedDeed(
            "meeting-paper-docx", "assessment.call_meeting", _("Tải danh sách trình xét (.docx)"), "list-check", is_on
        ),
        OfferedDeed("meeting-invitation", "assessment.call_meeting", _("Tải giấy mời (.pdf)"), "mail", is_called),
        OfferedDeed("meeting-invitation-docx", "assessment.call_meeting", _("Tải giấy mời (.docx)"), "mail", is_called),
        OfferedDeed("meeting-minutes", "assessment.call_meeting", _("Tải biên bản (.pdf)"), "file-text", is_held),
        OfferedDeed("meeting-minutes-docx", "assessment.call_meeting", _("Tải biên bản (.docx)"), "file-text", is_held),
        OfferedDeed("meeting-number", "documents.take_number", _("Cấp số biên bản"), "book-2", is_held),
        OfferedDeed("meeting-cancel", "assessment.cancel_meeting", _("Không họp"), "ban", is_called),
    ]
    return offered(user, meeting, deeds, place=meeting)
