"""What a draft asks and how much each answer weighs: a criterion more or less, its points, a mark less."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hieuhoc.criteria.actions import add_criterion, drop_criterion, drop_pass_rule, weigh_criterion
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.published import english_of
from hieuhoc.places.models import AreaClass
from hieuhoc.web.guards import needs
from hieuhoc.web.office.criteria.forms import MostPointsForm, NewCriterionForm, ThisCriterionForm
from hieuhoc.web.office.criteria.versions import version_form
from hieuhoc.web.office.form_pages import confirmation
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.wording import worded


@needs("criteria.add_criterion")
def criterion_new(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    form = NewCriterionForm(request.POST or None, version=version)

    def deed(given: dict[str, Any]) -> Version:
        competence = version.competences.get(pk=given.pop("competence"))
        add_criterion(competence, **given, actor=request.user)
        return version

    lead = _("Chỉ số mới đứng cuối năng lực của nó; các chỉ số sau lùi một số.")
    said = _("Đã thêm một chỉ số %(max_points)s điểm vào bản soạn.")
    return version_form(request, version, form, _("Thêm chỉ số"), deed, said, lead)


@needs("criteria.weigh_criterion")
def criterion_weigh(request: Request, pk: int, position: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    criterion = get_object_or_404(version.criteria, position=position)

    def known() -> Mapping[str, object]:
        return version.criteria.filter(pk=criterion.pk).values("max_points").get()

    form = MostPointsForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> Version:
        weigh_criterion(criterion, **given, actor=request.user)
        return version

    title = _("Đặt điểm của chỉ số %(number)d") % {"number": position}
    lead = worded(criterion.text, english_of(version))
    said = _("Trong bản soạn, chỉ số này nay tối đa %(max_points)s điểm.")
    return version_form(request, version, form, title, deed, said, lead, known=known)


@needs("criteria.drop_criterion")
def criterion_drop(request: Request, pk: int, position: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    criterion = get_object_or_404(version.criteria, position=position)

    form = ThisCriterionForm(request.POST or None, initial={"criterion": criterion.pk})

    def deed(given: dict[str, Any]) -> Version:
        return drop_criterion(get_object_or_404(version.criteria, pk=given["criterion"]), actor=request.user)

    title = _("Bỏ chỉ số %(number)d") % {"number": position}
    said = _("Đã bỏ chỉ số khỏi bản soạn; các chỉ số sau lên một số.")
    lead = worded(criterion.text, english_of(version))
    return version_form(request, version, form, title, deed, said, lead)


@needs("criteria.drop_pass_rule")
def criteria_rule_drop(request: Request, pk: int, area_class: str) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    rule = get_object_or_404(version.pass_rules, area_class=area_class)

    def deed(_given: dict[str, Any]) -> Version:
        return drop_pass_rule(rule, actor=request.user)

    lead = _("%(area)s: từ nay theo mức đạt chung.") % {"area": AreaClass(area_class).label}
    said = _("Đã bỏ mức đạt riêng; ở đó theo mức đạt chung.")
    return version_form(request, version, confirmation(request), _("Bỏ mức đạt riêng"), deed, said, lead)
