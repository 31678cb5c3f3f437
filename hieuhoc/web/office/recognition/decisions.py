"""Decisions: entered, checked, issued; the titles they give; taking one back."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import Bar, refused_for
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.reads import kin_of
from hieuhoc.recognition.actions import issue_decision, revoke_title
from hieuhoc.recognition.actions.proposals import refuse_list_with_kin
from hieuhoc.recognition.models import Decision, Title
from hieuhoc.recognition.reads import DecisionCard, decision_card, printing_of
from hieuhoc.recognition.signing import signing_start
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.recognition import proposals
from hieuhoc.web.office.recognition.forms import DecisionForm, RevocationForm
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids, year_filter
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@needs("recognition.read_titles")
def decision_list(request: Request) -> HttpResponse:
    place, year = place_filter(request), year_filter(request)
    kind = filter_of(request, "kind", _("Loại"), Decision.Kind.choices)
    rows = Decision.objects.within(request.scope).select_related("round")
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(round__year=int(year.chosen)) if year.chosen else rows
    rows = rows.filter(kind=kind.chosen) if kind.chosen else rows
    page = key_page(rows, request, order=["-id"])
    filters, address = [place, year, kind], reverse("office:decision-list")
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": titles(row.place_id for row in page.rows),
        "may_set_signing": request.user.has_perm("recognition.set_signing_default"),
    }
    return render(request, "office/recognition/decisions.html", context)


@needs("recognition.read_titles")
def decision(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Decision.objects.within(request.scope).select_related("round", "proposal"), pk=pk)
    card = decision_card(found)
    page = key_page(titles_under(found), request, order=["citizen__name_key", "id"])
    record_reading(
        "recognition.read_titles",
        actor=request.user,
        subject_kind="decision",
        subject_id=found.pk,
        place=found.place_id,
        person_count=len(page.rows),
    )
    context = {
        "decision": found,
        "card": card,
        "sentence": sentence_of(card),
        "printing": printing_of(found) if card.rendered_count < card.title_count else None,
        "page": page,
        "facts": facts(card, may_read_list=request.user.has_perm("recognition.read_proposals")),
        "names": titles(row.place_id for row in page.rows),
        "may_revoke": request.user.has_perm("recognition.revoke_title", found),
        "may_print_rest": request.user.has_perm("recognition.print_certificates", found),
        "may_print": request.user.has_perm("recognition.read_certificate", found),
        "page_year": found.round.year if found.round else None,
    }
    return render(request, "office/recognition/decision.html", context)


@needs("recognition.issue_decision", "recognition.make_proposal")
def decision_new(request: Request, pk: int) -> HttpResponse:
    found = proposals.reached(request, pk)
    require(request.user, "recognition.issue_decision", found)
    refuse_list_with_kin(found, request.user)
    start = signing_start(found.place_id, version_number=found.round.version.number)
    initial = starting(start) | {"edition": found.edition}
    form = DecisionForm(request.POST or None, initial=initial, year=found.round.year)
    back = reverse("office:proposal", args=[found.pk])
    page = FormPage(
        _("Ra quyết định công nhận"),
        _("Ban hành quyết định"),
        _("%(count)d người trong danh sách sẽ nhận danh hiệu năm %(year)d.")
        % {"count": found.lines.filter(is_struck=False).count(), "year": found.round.year},
        back,
        [(_("Đề nghị công nhận"), reverse("office:proposal-list")), (proposals.title_of(found), back)],
        start.source,
    )

    def deed(given: dict[str, Any]) -> str:
        made = issue_decision(found, form.text(), edition=given["edition"], actor=request.user)
        return reverse("office:decision", args=[made.pk])

    return checked(request, form, page, deed)


@needs("recognition.revoke_title", "recognition.make_proposal")
def title_revoke(request: Request, pk: int) -> HttpResponse:
    rows = Title.objects.within(request.scope).select_related("citizen", "decision__round__version")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "recognition.revoke_title", found)
    if kin_of(request.user).filter(pk=found.citizen_id).exists():
        raise refused_for(Bar.OWN if found.citizen.user_id == request.user.pk else Bar.FAMILY)
    person_read(request, found.citizen)
    number = found.decision.round.version.number if found.decision.round else ""
    start = signing_start(found.decision.place_id, version_number=number)
    form = RevocationForm(request.POST or None, initial=starting(start), year=found.year)
    back = reverse("office:decision", args=[found.decision_id])
    page = FormPage(
        _("Thu hồi danh hiệu của %(name)s") % {"name": found.citizen.name},
        _("Thu hồi danh hiệu"),
        _("Công dân học tập năm %(year)d. Giấy chứng nhận sẽ báo “Đã thu hồi”.") % {"year": found.year},
        back,
        [(pgettext("menu", "Quyết định"), reverse("office:decision-list")), (found.decision.number, back)],
    )

    def deed(given: dict[str, Any]) -> str:
        revoke_title(found, form.text(), reason=given["reason"], actor=request.user)
        return back

    return checked(request, form, page, deed)


def checked(request: Request, form: DecisionForm, page: FormPage, deed: Any) -> HttpResponse:
    """Form → check the answers → done. Nothing typed is lost on the way back or by a refusal."""
    status = 200
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        if "confirmed" not in request.POST:
            return render(request, "office/recognition/check.html", {"form": form, "page": page})
        try:
            return HttpResponseRedirect(deed(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(None, " ".join(filter(None, [refusal.sentence, refusal.remedy, refusal.legal_basis])))
            status = 409
    return render(request, "office/work/form.html", {"form": form, "page": page}, status=status)


def starting(start: Any) -> dict[str, str]:
    names = ("issuer", "signatory", "signatory_title", "legal_basis")
    return {name: getattr(start, name) for name in names} | {"number": start.number_suffix}


def titles_under(found: Decision) -> QuerySet[Title]:
    rows = found.titles if found.kind == Decision.Kind.RECOGNISE else found.revoked_titles
    return rows.select_related("citizen", "certificate")


def sentence_of(card: DecisionCard) -> str:
    if card.decision.kind == Decision.Kind.REVOKE:
        return _("Thu hồi %(count)d danh hiệu.") % {"count": card.title_count}
    ready = _("%(count)d danh hiệu, %(ready)d giấy chứng nhận đã sẵn sàng.") % {
        "count": card.title_count,
        "ready": card.rendered_count,
    }
    gone = _(" %(count)d danh hiệu đã thu hồi.") % {"count": card.revoked_count} if card.revoked_count else ""
    return ready + gone


def facts(card: DecisionCard, *, may_read_list: bool) -> list[tuple[Any, ...]]:
    found = card.decision
    rows: list[tuple[Any, ...]] = [
        (_("Ngày ký"), f"{found.signed_on:%d/%m/%Y}"),
        (_("Cơ quan ban hành"), found.issuer),
        (_("Người ký"), f"{found.signatory_title} {found.signatory}".strip()),
        (_("Nơi"), card.place.title),
        (_("Căn cứ"), found.legal_basis),
    ]
    if found.proposal_id and may_read_list:
        rows.append((_("Theo danh sách"), "", reverse("office:proposal", args=[found.proposal_id]), _("Xem danh sách")))
    return rows
