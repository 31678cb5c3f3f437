"""Declaring a person: where, who, and (when the declaration fits somebody on record) which of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.people.actions import Added, Declaration, Outcome, add_citizen, choose_match, find_by_number, move_citizen
from hieuhoc.people.models import Citizen
from hieuhoc.people.rules import Identity
from hieuhoc.people.words import sentences
from hieuhoc.places.models import Place
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.homes import homes_in, with_commune
from hieuhoc.web.office.outcomes import came_of_it, open_to
from hieuhoc.web.office.people.forms import NEW_PERSON, ArrivalForm, DeclarationForm, MatchForm, facts_given
from hieuhoc.web.office.people_meant import described_each
from hieuhoc.web.office.people_read import people_found, person_read
from hieuhoc.web.requests import Request

LIST = "office:citizen-list"


@needs("people.add_citizen")
def citizen_new(request: Request) -> HttpResponse:
    title = _("Khai báo người dân")
    return with_commune(request, title, _("Người này ở xã, phường nào?"), lambda commune: _declare(request, commune))


def _declare(request: Request, commune: int) -> HttpResponse:
    form = DeclarationForm(request.POST or None, homes=homes_in(commune, request.scope))
    lead = _("Người đã có số định danh trong tỉnh sẽ được nhận ra, không tạo hồ sơ thứ hai.")
    page = FormPage(_("Khai báo người dân"), _("Khai báo"), lead, reverse(LIST))
    if request.method != "POST" or not form.is_valid():
        return ask(request, form, page, lambda _given: None)
    declaration = _declaration(form.cleaned_data)
    chosen = request.POST.get("match", "")
    try:
        added = _chosen(request, declaration, chosen) if chosen else add_citizen(declaration, actor=request.user)
    except Refusal as refusal:
        form.add_error(None, refusal.advice)
        return render(request, "office/work/form.html", {"form": form, "page": page}, status=409)
    if added.outcome == Outcome.AMBIGUOUS:
        return _choose(request, form, added)
    return _done(request, added, declaration, commune)


def _declaration(given: dict[str, Any]) -> Declaration:
    place = get_object_or_404(Place, pk=given["home"])
    return Declaration(**facts_given(given), place=place, since=given["since"], number=given["number"])


def _chosen(request: Request, declaration: Declaration, chosen: str) -> Added:
    """The officer's answer; whether that person fits the declaration is for the action to say."""
    if chosen == NEW_PERSON:
        return choose_match(declaration, None, actor=request.user)
    try:
        pk = read_public_id("citizen", chosen)
    except Unreadable:
        raise Refusal(_("Chọn một người trong danh sách."), code="nobody_chosen") from None
    person = get_object_or_404(Citizen.objects.counted(), pk=pk, home=declaration.place)
    return choose_match(declaration, person, actor=request.user)


def _choose(request: Request, form: DeclarationForm, added: Added) -> HttpResponse:
    """The same form again, hidden, with the people it may mean: nothing has to be typed twice."""
    people_found(request, added.candidates)
    lines = described_each(added.candidates).items()
    candidates = [(public_id("citizen", pk), line) for pk, line in lines]
    may_choose = request.user.has_perm("people.choose_match")
    choice = MatchForm(request.POST if "asked" in request.POST else None, candidates=candidates)
    context = {"form": form, "choice": choice, "may_choose": may_choose}
    return render(request, "office/people/choose_match.html", context)


def _done(request: Request, added: Added, declaration: Declaration, commune: int) -> HttpResponse:
    person = added.citizen
    assert person is not None
    for words in filter(None, [sentences(added.warnings)]):
        messages.warning(request, words)
    if not Citizen.objects.within(request.scope).filter(pk=person.pk).exists():
        return _arrived(request, declaration, commune)
    is_new = added.outcome == Outcome.CREATED
    next_ones = (
        ("assessment.open_dossier", _("Lập hồ sơ đánh giá"), reverse("office:dossier-new", args=[person.pk])),
        ("people.add_citizen", _("Khai báo người khác"), f"{reverse('office:citizen-new')}?{request.GET.urlencode()}"),
    )
    declared = _("Đã khai báo %(name)s; từ nay người này được tính ở đây.") % {"name": person.name}
    known = _("Người này đã có hồ sơ; không tạo hồ sơ thứ hai.")
    came_of_it(request, declared if is_new else known, *open_to(request.user, *next_ones))
    return redirect("office:citizen", person.pk)


def _arrived(request: Request, declaration: Declaration, commune: int) -> HttpResponse:
    """The record is elsewhere in the province: the form of an arrival, with what was typed already in it."""
    birth = f"{declaration.birth_date:%d/%m/%Y}" if declaration.birth_date else declaration.birth_year
    given: dict[str, Any] = {"number": declaration.number, "name": declaration.name, "birth": birth}
    given |= {"home": declaration.place.pk, "since": declaration.since}
    return render(
        request,
        "office/people/arrive.html",
        {
            "form": ArrivalForm(initial=given, homes=homes_in(commune, request.scope)),
            "arrive_url": f"{reverse('office:citizen-arrive')}?in={public_id('place', commune)}",
            "may_move": request.user.has_perm("people.move_citizen"),
        },
    )


@needs("people.move_citizen")
def citizen_arrive(request: Request) -> HttpResponse:
    """The receiving office knows the person by the number on the card, wherever the record is."""
    title = _("Ghi nhận người chuyển đến")
    return with_commune(request, title, _("Người này chuyển đến xã, phường nào?"), lambda pk: _arrive(request, pk))


def _arrive(request: Request, commune: int) -> HttpResponse:
    form = ArrivalForm(request.POST or None, homes=homes_in(commune, request.scope))
    lead = _(
        "Hồ sơ theo người: nhập số định danh, họ tên và ngày sinh trên thẻ căn cước. Nơi người đó chuyển đi được báo."
    )
    page = FormPage(_("Ghi nhận người chuyển đến"), _("Ghi nhận"), lead, reverse(LIST))

    def deed(given: dict[str, Any]) -> str | None:
        place = get_object_or_404(Place, pk=given["home"])
        said = Identity(given["name"], *given["birth"])
        person = find_by_number(given["number"], said, place, actor=request.user)
        if person is None:
            raise Refusal(
                _("Không có ai mang số định danh này."), remedy=_("Khai báo người này như người mới."), code="nobody"
            )
        if request.user.has_perm("people.read_citizens", person):
            person_read(request, person)  # a refusal tells something of them; who is elsewhere has the look on record
        move_citizen(person, place, since=given["since"], actor=request.user)
        messages.success(request, _("Đã ghi nhận chuyển đến; nơi cũ được báo và có thể phản đối trong thời hạn."))
        return reverse("office:citizen", args=[person.pk])

    return ask(request, form, page, deed)
