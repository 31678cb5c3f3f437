"""A class with who learns in it: enrolling, which parent agreed, ending."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.audit.actions import record_reading
from hieuhoc.people.models import Citizen
from hieuhoc.people.rules import NUMBER_LENGTHS, clean_number
from hieuhoc.recognition.models import Title
from hieuhoc.schools.actions import GuardianAgreement, end_learning, enrol_learner, record_agreement
from hieuhoc.schools.models import Learner, SchoolClass
from hieuhoc.schools.rules import needs_guardian
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask
from hieuhoc.web.office.groups.members import PersonForm, living_meant
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_meant import as_typed, how_many_found, is_looking
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.schools.schools import TITLE
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.paging import key_page


class AgreementForm(forms.Form):
    guardian = forms.CharField(label=gettext_lazy("Cha, mẹ, người giám hộ đồng ý"), max_length=120)
    agreed_on = DayField(label=gettext_lazy("Ngày đồng ý"))


class LearnerForm(PersonForm):
    since = DayField(label=gettext_lazy("Vào lớp từ ngày"))
    guardian = forms.CharField(
        label=gettext_lazy("Cha, mẹ, người giám hộ đồng ý"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Cần khi người học chưa đủ 16 tuổi."),
    )
    agreed_on = DayField(label=gettext_lazy("Ngày đồng ý"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("Người học")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("guardian") and not given.get("agreed_on") and "agreed_on" not in self.errors:
            self.add_error("agreed_on", _("Ghi ngày cha mẹ, người giám hộ đồng ý."))
        if given.get("agreed_on") and not given.get("guardian"):
            self.add_error("guardian", _("Ghi họ tên người đồng ý."))
        return given


@needs("schools.read_learners")
def school_class(request: Request, pk: int) -> HttpResponse:
    row = class_there(request, pk)
    learners = Learner.objects.filter(school_class=row, until__isnull=True).select_related("citizen")
    page = key_page(learners, request, order=["citizen__name_key", "id"], total=learners.count)
    record_reading(
        "schools.read_learners",
        actor=request.user,
        subject_kind="school_class",
        subject_id=row.pk,
        place=row.authority_place_id,
        person_count=len(page.rows),
    )
    people = [learner.citizen_id for learner in page.rows]
    held = Title.objects.standing().filter(citizen__in=people, year=row.school_year)
    today = timezone.localdate()
    young = {
        learner.pk
        for learner in page.rows
        if not learner.guardian and needs_guardian(learner.citizen.birth_date, learner.citizen.birth_year, today)
    }
    context = {
        "row": row,
        "page": page,
        "holders": set(held.values_list("citizen", flat=True)),
        "young": young,
        "events": story("school_class", row.pk),
        "may_enrol": request.user.has_perm("schools.enrol_learner", row),
    }
    return render(request, "office/schools/class.html", context)


@needs("schools.enrol_learner")
def learner_new(request: Request, pk: int) -> HttpResponse:
    row = class_there(request, pk)
    typed = request.POST.get("person", "").strip()
    people, is_search = _meant(request, typed), is_looking(request, "chosen") and bool(typed)
    given = None if is_search else request.POST or None
    form = LearnerForm(given, initial=as_typed(request) if is_search else None, people=people)

    def deed(given: dict[str, Any]) -> str | None:
        person = next((person for person in people if person.pk == given["chosen"]), None)
        if person is None:
            form.add_error("person", _("Chọn đúng người trong danh sách."))
            return None
        agreement = GuardianAgreement(given["guardian"], given["agreed_on"]) if given["guardian"] else None
        enrol_learner(row, person, since=given["since"], agreement=agreement, actor=request.user)
        came_of_it(request, _("Đã ghi %(name)s vào lớp %(class)s.") % {"name": person.name, "class": row.name})
        return address_of(row)

    page = FormPage(
        _("Ghi người học vào lớp %(name)s") % {"name": row.name},
        _("Ghi người đã chọn") if people else _("Tìm và ghi"),
        lead="" if request.user.has_perm("people.read_citizens") else _("Nhập đủ số định danh của người học."),
        back=address_of(row),
        crumbs=crumbs_of(row),
        notice=how_many_found(people) if is_search else "",
    )
    return ask(request, form, page, deed)


def _meant(request: Request, typed: str) -> list[Citizen]:
    """Whoever does not read people in their work looks for nobody by name: the whole number, as the school gave it."""
    number = clean_number(typed)
    is_whole = number.isdigit() and len(number) in NUMBER_LENGTHS
    if not is_whole and not request.user.has_perm("people.read_citizens"):
        return []
    return living_meant(request, typed)


@needs("schools.record_agreement")
def learner_agreement(request: Request, pk: int) -> HttpResponse:
    learner = learner_there(request, pk)

    def known() -> Mapping[str, object]:
        return Learner.objects.values("guardian", "agreed_on").get(pk=learner.pk)

    title = _("Cha mẹ, người giám hộ của %(name)s đồng ý") % {"name": learner.citizen.name}
    lead = _("Người chưa đủ 16 tuổi: ghi người đã đồng ý cho lưu và dùng dữ liệu để đánh giá.")
    row = learner.school_class
    page = FormPage(title, _("Lưu"), lead, address_of(row), [*crumbs_of(row), (row.name, address_of(row))])

    def deed(given: dict[str, Any]) -> str:
        record_agreement(learner, GuardianAgreement(**given), actor=request.user)
        came_of_it(request, _("Đã ghi ai đồng ý cho %(name)s.") % {"name": learner.citizen.name})
        return address_of(row)

    form = AgreementForm(request.POST or None, initial=dict(known()))
    return ask(request, form, page, deed, known=known)


@needs("schools.end_learning")
def learner_end(request: Request, pk: int) -> HttpResponse:
    learner = learner_there(request, pk)
    row = learner.school_class
    title = _("%(name)s thôi học lớp %(class)s") % {"name": learner.citizen.name, "class": row.name}
    page = FormPage(title, _("Ghi nhận"), back=address_of(row), crumbs=[*crumbs_of(row), (row.name, address_of(row))])

    def deed(given: dict[str, Any]) -> str:
        end_learning(learner, until=given["on"], actor=request.user)
        came_of_it(request, _("Đã ghi %(name)s thôi học ở lớp.") % {"name": learner.citizen.name})
        return address_of(row)

    return ask(request, OnForm(request.POST or None, label=_("Từ ngày")), page, deed)


def class_there(request: Request, pk: int) -> SchoolClass:
    return get_object_or_404(SchoolClass.objects.within(request.scope).select_related("unit"), pk=pk)


def learner_there(request: Request, pk: int) -> Learner:
    rows = Learner.objects.within(request.scope).open().select_related("citizen", "school_class__unit")
    learner = get_object_or_404(rows, pk=pk)
    person_read(request, learner.citizen)
    return learner


def address_of(row: SchoolClass) -> str:
    return reverse("office:school-class", args=[row.pk])


def crumbs_of(row: SchoolClass) -> list[tuple[str, str]]:
    return [(str(TITLE), reverse("office:school-list")), (row.unit.name, reverse("office:school", args=[row.unit_id]))]
