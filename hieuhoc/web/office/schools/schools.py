"""Schools with their classes, learners and how many of them hold the title; a school with its classes of a school year."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.people.models import UnitSpell, WorkUnit
from hieuhoc.recognition.models import Title
from hieuhoc.schools.actions import add_class
from hieuhoc.schools.models import Learner, SchoolClass
from hieuhoc.schools.reads import Need, schools_in_need, schools_of
from hieuhoc.schools.rules import FIRST_SCHOOL_YEAR, school_year_of
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.work_filters import Filter, chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import count_beside, key_page

TITLE = gettext_lazy("Trường, lớp")
NEEDS = {
    Need.CLASSES.value: gettext_lazy("Chưa lập lớp"),
    Need.LEARNERS.value: gettext_lazy("Có lớp chưa có người học"),
    Need.AGREEMENT.value: gettext_lazy("Có người học chưa đủ 16 tuổi, chưa ghi ai đồng ý"),
}


class SchoolClassForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Tên lớp"), max_length=40, help_text=gettext_lazy("Ví dụ 10A1."))
    school_year = forms.TypedChoiceField(label=gettext_lazy("Năm học"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = self.fields["school_year"]
        assert isinstance(year, forms.TypedChoiceField)
        year.choices = [*school_years()[1:], school_years()[0]]  # this one first, the coming one last


def school_years() -> list[tuple[str, str]]:
    """Newest first, the coming one too: 2026 is 2026–2027."""
    newest = school_year_of(timezone.localdate()) + 1
    return [(str(year), f"{year}–{year + 1}") for year in range(newest, FIRST_SCHOOL_YEAR - 1, -1)]


def year_chosen(request: Request) -> tuple[Filter, int]:
    this = school_year_of(timezone.localdate())
    year = filter_of(request, "year", _("Năm học"), school_years(), default=str(this))
    return year, int(year.chosen or this)


def holding(learners: QuerySet[Learner], year: int) -> QuerySet[Learner]:
    """Those of them who hold the title of the year in which the school year begins."""
    held = Title.objects.standing().filter(citizen=OuterRef("citizen"), year=year)
    return learners.filter(Exists(held))


@needs("schools.read_learners")
def school_list(request: Request) -> HttpResponse:
    year_filter, year = year_chosen(request)
    need = filter_of(request, "need", _("Còn phải làm"), list(NEEDS.items()))
    learners = Learner.objects.open().filter(school_class__school_year=year)
    there = WorkUnit.objects.within(request.scope)
    rows = schools_in_need(there, Need(need.chosen), year) if need.chosen else schools_of(there)
    rows = rows.annotate(
        classes_there=count_beside(SchoolClass.objects.filter(school_year=year), "unit"),
        learners_there=count_beside(learners, "school_class__unit"),
        holders=count_beside(holding(learners, year), "school_class__unit"),
    )
    page = key_page(rows, request, order=["name_key", "id"])
    seats = dict(UnitSpell.objects.filter(unit__in=page.rows, until__isnull=True).values_list("unit", "place"))
    names = titles(seats.values())
    address = reverse("office:school-list")
    context = {
        "page": page,
        "filters": [year_filter, need],
        "chips": chips_of([year_filter, need], address),
        "clear_url": address,
        "seats": {unit: names.get(place, "–") for unit, place in seats.items()},
        "may_import": request.user.has_perm("sheets.import_class_lists"),
    }
    return render(request, "office/schools/schools.html", context)


@needs("schools.read_learners")
def school(request: Request, pk: int) -> HttpResponse:
    unit = school_there(request, pk)
    year_filter, year = year_chosen(request)
    learners = Learner.objects.open()
    rows = SchoolClass.objects.filter(unit=unit, school_year=year).annotate(
        learners_there=count_beside(learners, "school_class"),
        holders=count_beside(holding(learners, year), "school_class"),
        unsaid=count_beside(learners.filter(guardian=""), "school_class"),
    )
    page = key_page(rows, request, order=["name", "id"])
    counted = Learner.objects.open().filter(school_class__unit=unit, school_class__school_year=year)
    address = reverse("office:school", args=[unit.pk])
    context = {
        "unit": unit,
        "page": page,
        "filters": [year_filter],
        "chips": chips_of([year_filter], address),
        "learners": counted.count(),
        "holders": holding(counted, year).count(),
        "may_add": request.user.has_perm("schools.add_class", unit),
        "may_read_unit": request.user.has_perm("people.read_groups", unit),
    }
    return render(request, "office/schools/school.html", context)


@needs("schools.add_class")
def school_class_new(request: Request, pk: int) -> HttpResponse:
    unit = school_there(request, pk)
    back = reverse("office:school", args=[unit.pk])
    form = SchoolClassForm(request.POST or None)
    crumbs = [(str(TITLE), reverse("office:school-list")), (unit.name, back)]
    page = FormPage(_("Lập lớp"), _("Lập lớp"), _("Lập từng lớp, hoặc nhập bảng Danh sách lớp."), back, crumbs)

    def deed(given: dict[str, Any]) -> str:
        school_class = add_class(unit, given["school_year"], given["name"], actor=request.user)
        came_of_it(request, _("Đã lập lớp %(name)s; ghi tiếp ai học ở lớp.") % {"name": school_class.name})
        return reverse("office:school-class", args=[school_class.pk])

    return ask(request, form, page, deed)


def school_there(request: Request, pk: int) -> WorkUnit:
    """Of kind school today, or with classes of a time when it was."""
    is_school = Q(spells__until__isnull=True, spells__kind=UnitSpell.Kind.SCHOOL) | Q(classes__isnull=False)
    rows = WorkUnit.objects.within(request.scope).filter(is_school).distinct()
    return get_object_or_404(rows, pk=pk)
