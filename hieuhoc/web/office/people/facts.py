"""Codes that link a sign-in, digital skills, consents: what is noted beside a person's own facts."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.people.actions import make_link_code, undo_link
from hieuhoc.people.models import Citizen
from hieuhoc.people.rules import LINK_CODE_DAYS
from hieuhoc.privacy.actions import give_consent, withdraw_consent
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.skills.actions import NewSkill, record_skill_fact, withdraw_skill_fact
from hieuhoc.skills.models import SkillFact
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import NoFields, OnForm, ask, confirmation
from hieuhoc.web.office.people.deeds import done, page_of
from hieuhoc.web.office.people.forms import SkillForm
from hieuhoc.web.office.people.record import crumbs, shown
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.qr import qr_drawing
from hieuhoc.web.requests import Request


class ConsentForm(forms.Form):
    way = forms.ChoiceField(
        label=gettext_lazy("Đồng ý bằng cách"), choices=Consent.Way.choices, widget=forms.RadioSelect
    )


@needs("people.make_link_code")
def link_code(request: Request, pk: int) -> HttpResponse:
    """The code is shown once, on the page that answers the request that made it; only its hash is kept."""
    person = shown(request, pk)
    page = page_of(
        person,
        _("In mã liên kết tài khoản"),
        _("Tạo mã"),
        lead=_("Mã dùng một lần, trong %(days)d ngày. Tạo mã mới thì mã cũ hết hiệu lực.") % {"days": LINK_CODE_DAYS},
    )
    if request.method != "POST":
        return ask(request, NoFields(), page, lambda _given: None)
    code = make_link_code(person, actor=request.user)
    address = request.build_absolute_uri(reverse("citizen:link"))
    context = {"person": person, "code": code, "address": address, "drawn": qr_drawing(address), "days": LINK_CODE_DAYS}
    return render(request, "office/people/link_code.html", {**context, "crumbs": crumbs(person)})


@needs("people.undo_link")
def link_undo(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)

    def deed(_given: dict[str, Any]) -> str:
        undo_link(person, actor=request.user)
        return done(request, person, _("Đã gỡ liên kết; chủ tài khoản được báo."))

    lead = _("Tài khoản đang liên kết không mở được hồ sơ này nữa.")
    return ask(
        request, confirmation(request), page_of(person, _("Gỡ liên kết tài khoản"), _("Gỡ liên kết"), lead=lead), deed
    )


@needs("skills.record_skill_fact")
def skill_new(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)

    def deed(given: dict[str, Any]) -> str:
        record_skill_fact(person, NewSkill(**given), actor=request.user)
        return done(request, person, _("Đã ghi nhận kỹ năng số; chỉ tiêu của nơi này đang được tính lại."))

    lead = _("Ghi nhận có căn cứ và ngày; phần mềm không tự suy ra.")
    return ask(
        request,
        SkillForm(request.POST or None),
        page_of(person, _("Ghi nhận kỹ năng số"), _("Ghi nhận"), lead=lead),
        deed,
    )


@needs("skills.withdraw_skill_fact")
def skill_withdraw(request: Request, pk: int) -> HttpResponse:
    facts = SkillFact.objects.filter(citizen__in=Citizen.objects.within(request.scope)).select_related("citizen")
    fact = get_object_or_404(facts, pk=pk)
    person_read(request, fact.citizen)

    def deed(given: dict[str, Any]) -> str:
        withdraw_skill_fact(fact, until=given["on"], actor=request.user)
        return done(request, fact.citizen, _("Đã rút ghi nhận; từ ngày đó không tính kỹ năng này nữa."))

    form = OnForm(request.POST or None, label=_("Không còn đúng từ ngày"))
    return ask(request, form, page_of(fact.citizen, _("Rút ghi nhận kỹ năng số"), _("Rút ghi nhận")), deed)


@needs("privacy.give_consent")
def consent_new(request: Request, pk: int, code: str) -> HttpResponse:
    person = shown(request, pk)
    purpose = get_object_or_404(Purpose, code=code)

    def deed(given: dict[str, Any]) -> str:
        give_consent(person, purpose, way=given["way"], actor=request.user)
        return done(request, person, _("Đã ghi nhận sự đồng ý; rút lại được bất cứ lúc nào ở mục này."))

    page = page_of(person, purpose.name, _("Ghi nhận sự đồng ý"), lead=purpose.text)
    return ask(request, ConsentForm(request.POST or None), page, deed)


@needs("privacy.withdraw_consent")
def consent_withdraw(request: Request, pk: int) -> HttpResponse:
    rows = Consent.objects.filter(citizen__in=Citizen.objects.within(request.scope)).select_related(
        "citizen", "purpose"
    )
    consent = get_object_or_404(rows, pk=pk)
    person_read(request, consent.citizen)

    def deed(_given: dict[str, Any]) -> str:
        withdraw_consent(consent, actor=request.user)
        return done(request, consent.citizen, _("Đã rút sự đồng ý; từ nay dữ liệu không dùng cho việc này."))

    page = page_of(consent.citizen, _("Rút sự đồng ý"), _("Rút sự đồng ý"), lead=consent.purpose.name)
    return ask(request, confirmation(request), page, deed)
