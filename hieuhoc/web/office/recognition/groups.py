"""Families, clans, communities and units registered or recognised for a year, as recorded facts."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.models import Group, UnitSpell, WorkUnit
from hieuhoc.places.models import Place, PlaceSpell, Tier
from hieuhoc.places.reads import told_apart
from hieuhoc.recognition.actions import GroupFact, record_group_recognition, remove_group_recognition
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, NoFields, ask
from hieuhoc.web.office.groups.groups import families_read
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.recognition.forms import RecognitionForm
from hieuhoc.web.office.work_filters import chips_of, filter_of, year_filter
from hieuhoc.web.requests import Request
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
    form = RecognitionForm(request.POST or None, scope=request.scope)
    back = reverse("office:recognition-list")
    page = FormPage(
        _("Ghi nhận mô hình học tập"),
        _("Ghi nhận"),
        _("Gia đình, dòng họ, cộng đồng hoặc đơn vị đã đăng ký hay được công nhận trong một năm."),
        back,
        [(_("Mô hình học tập"), back)],
    )

    def deed(given: dict[str, Any]) -> str:
        names = ("year", "status", "decision_number", "decided_on")
        subject = subject_of(request.scope, given["kind"], given["place"], given["code"])
        record_group_recognition(GroupFact(**{name: given[name] for name in names}, **subject), actor=request.user)
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

    return ask(request, NoFields(request.POST if request.method == "POST" else None), page, deed)


def subject_of(scope: Scope, kind: str, place: int, code: str) -> dict[str, Any]:
    """The group, unit or village somebody named; a Refusal says what was not found."""
    wanted = " ".join(code.split())
    subject: Group | WorkUnit | Place | None
    if kind == "unit":
        subject = WorkUnit.objects.within(scope).filter(code__iexact=wanted).first()
    elif kind == "village":
        named = _villages_named(scope, place, wanted)
        subject = Place.objects.get(pk=named[0]) if len(named) == 1 else None
    else:
        subject = _group_of(scope, kind, place, wanted)
    if subject is None:
        raise Refusal(
            _("Không tìm thấy “%(code)s” ở nơi đã chọn.") % {"code": wanted},
            remedy=_("Xem lại mã và xã."),
            code="unknown_subject",
        )
    return {kind if kind in {"unit", "village"} else "group": subject}


def _villages_named(scope: Scope, place: int, wanted: str) -> list[int]:
    spells = list(PlaceSpell.objects.under(place, scope.on).filter(tier=Tier.VILLAGE))
    apart = told_apart(spells)
    words = {spell.place_id: {spell.name, str(spell), apart[spell.place_id]} for spell in spells}
    return [pk for pk, names in words.items() if fold(wanted) in set(map(fold, names))]


def _group_of(scope: Scope, kind: str, place: int, wanted: str) -> Group | None:
    """A clan of the commune, a family of one of its villages; where several villages use the code, “mã, thôn”."""
    code, _comma, village = (part.strip() for part in wanted.partition(","))
    near = _villages_named(scope, place, village) if village else Place.objects.under(place, scope.on)
    groups = list(Group.objects.within(scope).filter(kind=kind, place__in=near, code__iexact=code)[:2])
    if len(groups) > 1:
        raise Refusal(
            _("Nhiều thôn, buôn của xã có mã “%(code)s”.") % {"code": code},
            remedy=_("Ghi thêm thôn, buôn sau dấu phẩy, ví dụ: H0012, Thôn 3."),
            code="several",
        )
    return groups[0] if groups else None
