"""Families, clans, communities and units registered or recognised for a year, as recorded facts."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Group, UnitSpell
from hieuhoc.places.models import PlaceSpell
from hieuhoc.places.reads import told_apart
from hieuhoc.recognition.actions import GroupFact, record_group_recognition, remove_group_recognition
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.groups.groups import families_read
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_meant import as_typed
from hieuhoc.web.office.recognition.forms import RecognitionForm
from hieuhoc.web.office.recognition.models_meant import meant
from hieuhoc.web.office.work_filters import chips_of, filter_of, year_filter
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page


@needs("recognition.read_group_recognitions")
def recognition_list(request: Request) -> HttpResponse:
    year = year_filter(request)
    status = filter_of(request, "status", _("Kết quả"), GroupRecognition.Status.choices)
    rows = GroupRecognition.objects.within(request.scope).select_related("group", "unit")
    rows = rows.filter(year=int(year.chosen)) if year.chosen else rows
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    page = key_page(rows, request, order=["-id"])
    families_read(request, (row.group for row in page.rows))
    filters, address = [year, status], reverse("office:recognition-list")
    names, places = _names_of(page.rows)
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": names,
        "places": places,
        "may_record": request.user.has_perm("recognition.record_group_recognition"),
    }
    return render(request, "office/recognition/recognitions.html", context)


def _names_of(rows: Sequence[GroupRecognition]) -> tuple[dict[int, str], dict[int, str]]:
    """Names of the villages that are models, told apart; and by row where the model is: its commune, home or seat."""
    spells = list(PlaceSpell.objects.filter(place__in=[row.village_id for row in rows if row.village_id], until=None))
    seats = UnitSpell.objects.filter(unit__in=[row.unit_id for row in rows if row.unit_id], until=None)
    seat_of, parent_of = dict(seats.values_list("unit", "place")), {spell.place_id: spell.parent_id for spell in spells}
    place_of = {
        row.pk: row.group.place_id if row.group else seat_of.get(row.unit_id or 0) or parent_of.get(row.village_id or 0)
        for row in rows
    }
    names = titles(set(place_of.values()) | {row.village_id for row in rows})
    return names | told_apart(spells), {pk: names[place] for pk, place in place_of.items() if place}


@needs("recognition.record_group_recognition")
def recognition_new(request: Request) -> HttpResponse:
    """Named by code or name; where several bear it, they are shown to choose from, which is no mistake."""
    form = RecognitionForm(request.POST or None, scope=request.scope)
    named = ("kind", "place", "code")
    alike = meant(request.scope, *(form.cleaned_data[name] for name in named)) if form.is_valid() else []
    subjects = {bearer.token: bearer.subject for bearer in alike}
    is_looking = len(alike) > 1 and request.POST.get("chosen") not in subjects
    if len(alike) > 1:
        given = None if is_looking else request.POST
        families_read(request, (bearer.subject for bearer in alike if isinstance(bearer.subject, Group)))
        form = RecognitionForm(given, initial=as_typed(request), scope=request.scope, alike=alike)
    back = reverse("office:recognition-list")
    page = FormPage(
        _("Ghi nhận mô hình học tập"),
        _("Ghi nhận"),
        _("Gia đình, dòng họ, cộng đồng hoặc đơn vị đã đăng ký hay được công nhận trong một năm."),
        back,
        [(_("Mô hình học tập"), back)],
        notice=_("%(count)s nơi cùng mã hoặc cùng tên. Chọn đúng nơi ở dưới.") % {"count": number(len(alike))}
        if is_looking
        else "",
    )

    def deed(given: dict[str, Any]) -> str:
        names = ("year", "status", "decision_number", "decided_on")
        subject = subjects.get(given.get("chosen", "")) or next(iter(subjects.values()), None)
        if subject is None:
            raise Refusal(
                _("Không tìm thấy “%(code)s” ở nơi đã chọn.") % {"code": given["code"]},
                remedy=_("Xem lại mã và xã."),
                code="unknown_subject",
            )
        facts = {name: given[name] for name in names}
        facts[given["kind"] if given["kind"] in {"unit", "village"} else "group"] = subject
        record_group_recognition(GroupFact(**facts), actor=request.user)
        said = _("Đã ghi nhận mô hình năm %(year)s; chỉ tiêu của nơi đó đang được tính lại.") % {"year": given["year"]}
        came_of_it(request, said, (_("Ghi nhận mô hình khác"), request.path))
        return back

    return ask(request, form, page, deed)


@needs("recognition.remove_group_recognition")
def recognition_remove(request: Request, pk: int) -> HttpResponse:
    rows = GroupRecognition.objects.within(request.scope).select_related("group", "unit", "village")
    recognition = get_object_or_404(rows, pk=pk)
    back = reverse("office:recognition-list")
    lead = _("Dùng khi ghi nhận nhầm. Nhật ký vẫn giữ nội dung đã ghi.")
    page = FormPage(_("Bỏ ghi nhận"), _("Bỏ ghi nhận"), lead, back, [(_("Mô hình học tập"), back)])

    def deed(_given: dict[str, Any]) -> str:
        remove_group_recognition(recognition, actor=request.user)
        came_of_it(request, _("Đã bỏ ghi nhận; chỉ tiêu của nơi đó đang được tính lại."))
        return back

    return ask(request, confirmation(request), page, deed)
