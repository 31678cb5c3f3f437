"""The words of a draft: criteria, competences and applicant groups, as the official text has them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.criteria.actions import (
    drop_applicant_group,
    name_applicant_group,
    rename_competence,
    reword_criterion,
)
from hieuhoc.criteria.models import Criterion, Version
from hieuhoc.criteria.published import english_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.criteria.forms import NameForm, WordingForm
from hieuhoc.web.office.criteria.versions import version_form
from hieuhoc.web.office.form_pages import confirmation
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.wording import worded


@needs("criteria.reword_criterion")
def criteria_reword(request: Request, pk: int, position: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    criterion = get_object_or_404(version.criteria, position=position)

    def known() -> Mapping[str, object]:
        return wording_of(version.criteria.get(pk=criterion.pk), request.GET.get("group", ""))

    form = WordingForm(request.POST or None, initial=dict(known()), version=version)

    def deed(given: dict[str, Any]) -> Version:
        reword_criterion(criterion, **given, actor=request.user)
        return version

    title = _("Sửa chỉ số %(number)d") % {"number": position}
    said = _("Đã sửa lời của chỉ số %(number)d trong bản soạn.") % {"number": position}
    following = version.criteria.filter(position__gt=position).order_by("position").first()
    way = (
        (
            _("Sửa chỉ số %(number)d") % {"number": following.position},
            reverse("office:criteria-reword", args=[version.pk, following.position]),
        )
        if following
        else None
    )
    return version_form(request, version, form, title, deed, said, next_way=way, known=known)


def wording_of(criterion: Criterion, group: str) -> dict[str, Any]:
    """What the form starts with: the common words, or those for the group at that position."""
    kept = {name: getattr(criterion, name) for name in ("text", "source", "certainty")}
    asked = criterion.version.applicant_groups.filter(position=int(group)).first() if group.isdecimal() else None
    if asked is None:
        return kept
    own = criterion.wordings.filter(applicant_group=asked).first()
    return kept | {"applicant_group": asked, "text": own.text if own else criterion.text}


@needs("criteria.rename_competence")
def criteria_competence(request: Request, pk: int, position: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    competence = get_object_or_404(version.competences, position=position)

    def known() -> Mapping[str, object]:
        return version.competences.filter(pk=competence.pk).values("name").get()

    form = NameForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> Version:
        rename_competence(competence, **given, actor=request.user)
        return version

    said = _("Trong bản soạn, năng lực này nay tên là “%(name)s”.")
    return version_form(request, version, form, _("Sửa tên năng lực"), deed, said, known=known)


@needs("criteria.name_applicant_group")
def criteria_group_new(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)

    def deed(given: dict[str, Any]) -> Version:
        name_applicant_group(version, **given, actor=request.user)
        return version

    said = _("Đã thêm nhóm đối tượng “%(name)s” vào bản soạn.")
    return version_form(request, version, NameForm(request.POST or None), _("Thêm nhóm đối tượng"), deed, said)


@needs("criteria.name_applicant_group")
def criteria_group(request: Request, pk: int, position: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    group = get_object_or_404(version.applicant_groups, position=position)

    def known() -> Mapping[str, object]:
        return version.applicant_groups.filter(pk=group.pk).values("name").get()

    form = NameForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> Version:
        name_applicant_group(version, group=group, **given, actor=request.user)
        return version

    said = _("Trong bản soạn, nhóm đối tượng này nay tên là “%(name)s”.")
    return version_form(request, version, form, _("Sửa nhóm đối tượng"), deed, said, known=known)


@needs("criteria.drop_applicant_group")
def criteria_group_drop(request: Request, pk: int, position: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    group = get_object_or_404(version.applicant_groups, position=position)

    def deed(_given: dict[str, Any]) -> Version:
        drop_applicant_group(group, actor=request.user)
        return version

    said = _("Đã bỏ nhóm đối tượng khỏi bản soạn, cùng lời riêng của nhóm.")
    of_group = worded(group.name, english_of(version))
    return version_form(request, version, confirmation(request), _("Bỏ nhóm đối tượng"), deed, said, of_group)
