"""What an office notes about a person: corrections, numbers, moves, departures, deaths, records that are one person."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.lib.dates import format_birth
from hieuhoc.people.actions import (
    Facts,
    add_identity_number,
    correct_citizen,
    correct_residence,
    facts_of,
    join_citizens,
    move_citizen,
    record_death,
    record_departure,
    record_return,
    take_apart_join,
    withdraw_death,
    withdraw_identity_number,
)
from hieuhoc.people.models import Citizen, IdentityNumber, Join, Residence
from hieuhoc.people.words import sentences
from hieuhoc.places.models import Place
from hieuhoc.places.reads import commune_of, label_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask, confirmation
from hieuhoc.web.office.homes import homes_in, with_commune
from hieuhoc.web.office.people.forms import (
    FactsForm,
    HomeForm,
    JoinForm,
    NumberForm,
    ReasonForm,
    ResidenceForm,
    facts_given,
)
from hieuhoc.web.office.people.record import crumbs, shown
from hieuhoc.web.office.people_meant import as_typed, how_many_found, is_looking, meant
from hieuhoc.web.office.people_read import people_found, person_read
from hieuhoc.web.requests import Request

OFFERED = 20


def page_of(person: Citizen, title: str, submit: str, **more: Any) -> FormPage:
    address = reverse("office:citizen", args=[person.pk])
    return FormPage(title, submit, back=address, crumbs=crumbs(person), **more)


def done(request: Request, person: Citizen, words: str) -> str:
    """Back to the person, or to the list when they are not within reach any more."""
    messages.success(request, words)
    if not request.user.has_perm("people.read_citizens", Citizen.objects.get(pk=person.pk)):
        return reverse("office:citizen-list")
    return reverse("office:citizen", args=[person.pk])


@needs("people.correct_citizen")
def correct(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)

    def known() -> Mapping[str, object]:
        facts = facts_of(Citizen.objects.get(pk=person.pk))
        return {**vars(facts), "birth": format_birth(facts.birth_date, facts.birth_year)}

    form = FactsForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> str:
        warnings = correct_citizen(person, Facts(**facts_given(given)), actor=request.user)
        if warnings:
            messages.warning(request, sentences(warnings))
        return done(request, person, _("Đã sửa thông tin; điều ghi trước đó còn trong lịch sử."))

    return ask(request, form, page_of(person, _("Sửa thông tin"), _("Lưu")), deed, known=known)


@needs("people.add_identity_number")
def number_new(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)
    lead = _("Nếu số này đã ở một hồ sơ khác thì hai hồ sơ là một người và được gộp lại; gộp nhầm thì tách được.")

    def deed(given: dict[str, Any]) -> str:
        kept, warnings = add_identity_number(person, given["number"], since=given["since"], actor=request.user)
        if warnings:
            messages.warning(request, sentences(warnings))
        if kept.pk == person.pk:
            words = _("Đã thêm số định danh; từ nay danh sách có số này nhận ra người này.")
        elif request.user.has_perm("people.read_citizens", kept):
            words = _("Đã gộp vào hồ sơ mang số này; gộp nhầm thì tách ở mục Hồ sơ đã gộp vào đây.")
        else:
            words = _(
                "Đã gộp vào hồ sơ mang số này, do nơi khác ghi; nơi ấy được báo, và tách được nếu gộp nhầm. Người ấy nay ở "
                "đây thì ghi nhận người chuyển đến."
            )
        return done(request, kept, words)

    page = page_of(person, _("Thêm số định danh"), _("Thêm số"), lead=lead)
    return ask(request, NumberForm(request.POST or None), page, deed)


@needs("people.withdraw_identity_number")
def number_withdraw(request: Request, pk: int) -> HttpResponse:
    rows = IdentityNumber.objects.filter(citizen__in=Citizen.objects.within(request.scope)).select_related("citizen")
    number = get_object_or_404(rows, pk=pk)
    person_read(request, number.citizen)

    def deed(given: dict[str, Any]) -> str:
        withdraw_identity_number(number, withdrawn_on=given["on"], actor=request.user)
        return done(request, number.citizen, _("Số này không còn dùng để nhận ra người này."))

    form = OnForm(request.POST or None, label=_("Thôi dùng từ ngày"))
    return ask(request, form, page_of(number.citizen, _("Thôi dùng số định danh"), _("Thôi dùng số này")), deed)


@needs("people.move_citizen")
def move(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)
    title = _("Chuyển nơi ở")

    def chosen(commune: int) -> HttpResponse:
        def deed(given: dict[str, Any]) -> str:
            place = get_object_or_404(Place, pk=given["home"])
            move_citizen(person, place, since=given["since"], actor=request.user)
            return done(request, person, _("Đã ghi nhận nơi ở mới; từ ngày đó người này được tính ở đó."))

        form = HomeForm(request.POST or None, homes=homes_in(commune, request.scope))
        lead = _("Chuyển đi xã khác thì xã nơi đến ghi nhận, bằng số định danh.")
        return ask(request, form, page_of(person, title, _("Ghi nhận"), lead=lead), deed)

    return with_commune(request, title, _("Chuyển đến xã, phường nào?"), chosen)


@needs("people.correct_residence")
def residence_correct(request: Request, pk: int) -> HttpResponse:
    stays = Residence.objects.filter(citizen__in=Citizen.objects.within(request.scope)).select_related(
        "citizen", "place"
    )
    stay = get_object_or_404(stays, pk=pk)
    person = stay.citizen
    person_read(request, person)

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given["home"])
        correct_residence(stay, place, since=given["since"], reason=given["reason"], actor=request.user)
        return done(request, person, _("Đã sửa nơi ở; bản ghi cũ còn trong lịch sử."))

    def known() -> Mapping[str, object]:
        return Residence.objects.filter(pk=stay.pk).values("since", home=F("place")).get()

    form = ResidenceForm(request.POST or None, homes=_homes_for(request, stay), initial=dict(known()))
    lead = _("Chỉ sửa điều đã ghi sai. Người này chuyển đi nơi khác thì dùng “Chuyển nơi ở”.")
    page = page_of(person, _("Sửa nơi ở ghi sai"), _("Lưu"), lead=lead)
    return ask(request, form, page, deed, known=known)


def _homes_for(request: Request, stay: Residence) -> list[tuple[int, str]]:
    """The homes of the commune where the stay lies today, and the place as it is recorded, which may be no more."""
    commune = commune_of(stay.place_id, timezone.localdate())
    homes = homes_in(commune, request.scope) if commune is not None else []
    if stay.place_id in dict(homes):
        return homes
    last = timezone.localdate() if stay.until is None else stay.until - timedelta(days=1)
    return [(stay.place_id, label_of(stay.place_id, last).title), *homes]


@needs("people.record_return")
def come_back(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)
    title = _("Ghi nhận trở về")

    def chosen(commune: int) -> HttpResponse:
        def deed(given: dict[str, Any]) -> str:
            place = get_object_or_404(Place, pk=given["home"])
            record_return(person, place, since=given["since"], actor=request.user)
            return done(request, person, _("Đã ghi nhận trở về; từ ngày đó người này lại được tính."))

        form = HomeForm(request.POST or None, homes=homes_in(commune, request.scope))
        return ask(request, form, page_of(person, title, _("Ghi nhận")), deed)

    return with_commune(request, title, _("Trở về xã, phường nào?"), chosen)


@needs("people.record_departure")
def depart(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)

    def deed(given: dict[str, Any]) -> str:
        record_departure(person, left_on=given["on"], actor=request.user)
        return done(
            request, person, _("Đã ghi nhận rời tỉnh; từ ngày đó không tính trong số liệu, danh hiệu giữ nguyên.")
        )

    lead = _("Nơi ở, đơn vị, chi hội kết thúc từ ngày này; gia đình, dòng họ và danh hiệu giữ nguyên.")
    form = OnForm(request.POST or None, label=_("Rời tỉnh từ ngày"))
    return ask(request, form, page_of(person, _("Ghi nhận rời tỉnh"), _("Ghi nhận"), lead=lead), deed)


@needs("people.record_death")
def death(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)

    def deed(given: dict[str, Any]) -> str:
        record_death(person, died_on=given["on"], actor=request.user)
        return done(
            request, person, _("Đã ghi nhận đã mất; từ ngày đó không tính trong số liệu, danh hiệu đã đạt giữ nguyên.")
        )

    lead = _("Từ ngày này không tính trong số liệu nữa; danh hiệu đã đạt giữ nguyên. Ghi nhầm thì rút lại được.")
    form = OnForm(request.POST or None, label=_("Ngày mất"))
    return ask(request, form, page_of(person, _("Ghi nhận đã mất"), _("Ghi nhận"), lead=lead), deed)


@needs("people.withdraw_death")
def death_withdraw(request: Request, pk: int) -> HttpResponse:
    person = shown(request, pk)

    def deed(_given: dict[str, Any]) -> str:
        withdraw_death(person, actor=request.user)
        return done(request, person, _("Đã rút ghi nhận; những gì kết thúc cùng ngày đó được mở lại."))

    page = page_of(person, _("Rút ghi nhận đã mất"), _("Rút ghi nhận"), lead=_("Dùng khi ngày mất đã ghi nhầm người."))
    return ask(request, confirmation(request), page, deed)


@needs("people.join_citizens")
def join(request: Request, pk: int) -> HttpResponse:
    """Look for the other record, then choose it: two steps on one page."""
    kept = shown(request, pk)
    typed = request.POST.get("number_or_name", "").strip()
    alike, is_search = _alike(request, kept, typed), is_looking(request, "other") and bool(typed)
    form = JoinForm(None if is_search else request.POST or None, initial=as_typed(request) if is_search else None)
    form.offer(alike)
    form.fields["other"].required = bool(alike)
    if not alike:
        form.fields["other"].widget = forms.HiddenInput()

    def deed(given: dict[str, Any]) -> str | None:
        other = next((person for person in alike if person.pk == given["other"]), None)
        if other is None:
            form.add_error("number_or_name", _("Chọn hồ sơ trùng trong danh sách."))
            return None
        join_citizens(kept, other, reason=given["reason"], actor=request.user)
        return done(request, kept, _("Đã gộp hai hồ sơ; gộp nhầm thì tách ở mục Hồ sơ đã gộp vào đây."))

    lead = _("Mọi thứ của hồ sơ kia chuyển về hồ sơ của %(name)s. Gộp nhầm thì tách được.") % {"name": kept.name}
    submit = _("Gộp hồ sơ đã chọn") if alike else _("Tìm và gộp")
    notice = how_many_found(alike) if is_search else ""
    return ask(request, form, page_of(kept, _("Gộp hồ sơ trùng"), submit, lead=lead, notice=notice), deed)


def _alike(request: Request, kept: Citizen, typed: str) -> list[Citizen]:
    if not typed.strip():
        return []
    others = Citizen.objects.within(request.scope).counted().exclude(pk=kept.pk)
    alike = list(meant(others, typed, request.scope).by_name()[:OFFERED])
    people_found(request, alike)
    return alike


@needs("people.take_apart_join")
def join_undo(request: Request, pk: int) -> HttpResponse:
    joins = Join.objects.filter(kept__in=Citizen.objects.within(request.scope), undone_at__isnull=True)
    record_join = get_object_or_404(joins.select_related("kept", "joined"), pk=pk)
    person_read(request, record_join.kept)

    def deed(given: dict[str, Any]) -> str:
        return done(
            request,
            take_apart_join(record_join, reason=given["reason"], actor=request.user),
            _("Đã tách hồ sơ; mỗi người lại có hồ sơ riêng."),
        )

    lead = _("%(name)s lại có hồ sơ riêng, với những gì đã mang theo khi gộp.") % {"name": record_join.joined.name}
    page = page_of(record_join.kept, _("Tách hồ sơ đã gộp"), _("Tách hồ sơ"), lead=lead)
    return ask(request, ReasonForm(request.POST or None), page, deed)
