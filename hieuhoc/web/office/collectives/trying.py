"""Trying a version on the models of a year that are on record: how many would pass, which change."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.published import shipped_english
from hieuhoc.collectives.trying import CriteriaTried, try_criteria
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.groups.groups import families_read
from hieuhoc.web.office.work_filters import filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.wording import plainly_worded

SHOWN = 50


@needs("collectives.compose_model_criteria")
def model_criteria_try(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)
    years = GroupRecognition.objects.order_by("-year").values_list("year", flat=True).distinct()[:10]
    year = filter_of(request, "year", _("Năm"), [(str(year), str(year)) for year in years])
    tried = try_criteria(criteria, int(year.chosen)) if year.chosen else None
    context = {
        "criteria": criteria,
        "year": year,
        "filters": [year],
        "chips": [],
        "clear_url": reverse("office:model-criteria-try", args=[criteria.pk]),
        "tried": tried,
        "facts": facts(criteria, tried) if tried else [],
        "rows": _changed(request, tried) if tried else [],
        "left": max(0, len(tried.changed) - SHOWN) if tried else 0,
    }
    return render(request, "office/collectives/try.html", context)


def facts(criteria: ModelCriteria, tried: CriteriaTried) -> list[tuple[str, str]]:
    table, english = criteria.table, shipped_english()
    grades = [
        (_("Chắc chắn đạt: %(grade)s") % {"grade": plainly_worded(grade, english)}, number(count))
        for grade, count in zip(table.grades, tried.by_grade, strict=True)
    ]
    failing = [
        (
            _("Không đạt tiêu chí %(position)s") % {"position": f"{position}. {table.criteria[position - 1].name}"}
            if position
            else _("Không đủ điểm"),
            number(count),
        )
        for position, count in sorted(tried.failing.items())
    ]
    return [
        (_("Mô hình được thử"), number(tried.tried)),
        *grades,
        (_("Còn tuỳ câu trả lời"), number(tried.asked)),
        (_("Không đạt"), number(tried.not_met)),
        *failing,
        (_("Đang được công nhận, theo bản này thì không"), number(tried.lost)),
        (_("Mới đăng ký, theo bản này thì đạt"), number(tried.won)),
    ]


def _changed(request: Request, tried: CriteriaTried) -> list[tuple[str, bool, str]]:
    """The first that change: name, whether it loses, and the criteria it does not meet."""
    shown = {row.recognition: row for row in tried.changed[:SHOWN]}
    rows = GroupRecognition.objects.filter(pk__in=shown).select_related("group", "unit", "village").order_by("pk")
    places = full_titles(row.village_id for row in rows)
    families_read(request, (row.group for row in rows if isinstance(row.group, Group)))
    told = []
    for row in rows:
        subject = row.group or row.unit or row.village
        name = places.get(subject.pk, "–") if isinstance(subject, Place) else str(subject)
        failing = ", ".join(str(position) for position in shown[row.pk].explanation.failing if position)
        told.append((name, shown[row.pk].is_recognised, failing))
    return told
