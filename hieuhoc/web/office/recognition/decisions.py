"""Decisions: entered, checked, issued; the titles they give; taking one back."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import refuse_judging_person
from hieuhoc.audit.actions import record_reading
from hieuhoc.chains.rules import Act
from hieuhoc.collectives.decisions_on_paper import is_of_models, models_under
from hieuhoc.credentials.reads import suspended_titles
from hieuhoc.documents.signing_keys import has_signing_key
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.actions import issue_decision, revoke_title
from hieuhoc.recognition.actions.proposals import refuse_list_with_kin
from hieuhoc.recognition.list_steps import refuse_list_step
from hieuhoc.recognition.models import Decision, Title
from hieuhoc.recognition.reads import DecisionCard, decision_card, printing_of
from hieuhoc.recognition.signing import signing_start
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.recognition import proposals
from hieuhoc.web.office.recognition.corrections_shown import corrections_of
from hieuhoc.web.office.recognition.effects_shown import ShownEffect, shown_effect
from hieuhoc.web.office.recognition.forms import DecisionForm, RevocationForm
from hieuhoc.web.office.recognition.papers_shown import papers_of_decision
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids, year_filter
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
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
    rows = Decision.objects.within(request.scope).select_related("round", "proposal", "corrects")
    decision = get_object_or_404(rows, pk=pk)
    card = decision_card(decision)
    of_models = is_of_models(decision)
    model_count = models_under(decision).count() if of_models else 0
    page = key_page(titles_under(decision), request, order=["citizen__name_key", "id"])
    record_reading(
        "recognition.read_titles",
        actor=request.user,
        subject_kind="decision",
        subject_id=decision.pk,
        place=decision.place_id,
        person_count=len(page.rows),
    )
    context = {
        "decision": decision,
        "card": card,
        "sentence": sentence_of(card, model_count),
        "model_count": model_count,
        "models_standing": of_models and decision.registrations.filter(revoked_by__isnull=True).exists(),
        "printing": printing_of(decision) if card.rendered_count < card.title_count else None,
        "page": page,
        "facts": facts(card, may_read_list=request.user.has_perm("recognition.read_proposals")),
        "names": titles(row.place_id for row in page.rows),
        "may_revoke": request.user.has_perm("recognition.revoke_title", decision),
        "may_print_rest": request.user.has_perm("recognition.print_certificates", decision),
        "may_print": request.user.has_perm("recognition.read_certificate", decision),
        **corrections_of(request.user, decision),
        "original": decision.originals.standing().select_related("document", "attached_by").first(),
        "may_sign": request.user.has_perm("recognition.sign_decision", decision) and has_signing_key(decision.issuer),
        "may_attach": request.user.has_perm("recognition.attach_original", decision),
        "papers": papers_of_decision(request.user, decision, of_models=of_models),
        "page_year": decision.round.year if decision.round else None,
        "suspended": suspended_titles([row.pk for row in page.rows]),
    }
    return render(request, "office/recognition/decision.html", context)


@needs("recognition.issue_decision", "recognition.make_proposal")
def decision_new(request: Request, pk: int) -> HttpResponse:
    proposal = proposals.reached(request, pk)
    require(request.user, "recognition.issue_decision", proposal)
    refuse_list_with_kin(proposal, request.user)
    refuse_list_step(proposal, Act.DECIDE, request.user)
    start = signing_start(proposal.place_id, version_number=proposal.round.version.number)
    initial = starting(start) | {"edition": proposal.edition}
    form = DecisionForm(request.POST or None, initial=initial, year=proposal.round.year)
    back = reverse("office:proposal", args=[proposal.pk])
    page = FormPage(
        _("Ra quyết định công nhận"),
        _("Ban hành quyết định"),
        _("%(count)d người trong danh sách sẽ nhận danh hiệu năm %(year)d.")
        % {"count": proposal.lines.filter(is_struck=False).count(), "year": proposal.round.year},
        back,
        [(_("Đề nghị công nhận"), reverse("office:proposal-list")), (proposals.title_of(proposal), back)],
        start.source,
    )

    def deed(given: dict[str, Any]) -> str:
        decision = issue_decision(proposal, form.text(), edition=given["edition"], actor=request.user)
        words = {"number": decision.number, "count": number(decision.titles.count())}
        said = _("Đã ban hành quyết định %(number)s: %(count)s người được công nhận; giấy chứng nhận đang in ở đây.")
        came_of_it(request, said % words)
        return reverse("office:decision", args=[decision.pk])

    return checked(request, form, page, deed)


@needs("recognition.revoke_title", "recognition.make_proposal")
def title_revoke(request: Request, pk: int) -> HttpResponse:
    rows = Title.objects.within(request.scope).select_related("citizen", "decision__round__version")
    title = get_object_or_404(rows, pk=pk)
    require(request.user, "recognition.revoke_title", title)
    refuse_judging_person(request.user, title.citizen_id)
    person_read(request, title.citizen)
    version = title.decision.round.version.number if title.decision.round else ""
    start = signing_start(title.decision.place_id, version_number=version)
    form = RevocationForm(request.POST or None, initial=starting(start), year=title.year)
    back = reverse("office:decision", args=[title.decision_id])
    page = FormPage(
        _("Thu hồi danh hiệu của %(name)s") % {"name": title.citizen.name},
        _("Thu hồi danh hiệu"),
        _("Công dân học tập năm %(year)d. Giấy chứng nhận sẽ báo “Đã thu hồi”.") % {"year": title.year},
        back,
        [(pgettext("menu", "Quyết định"), reverse("office:decision-list")), (title.decision.number, back)],
    )

    def deed(given: dict[str, Any]) -> str:
        revoke_title(title, form.text(), reason=given["reason"], actor=request.user)
        said = _("Đã thu hồi danh hiệu năm %(year)d của %(name)s; ai tra mã trên giấy sẽ thấy “Đã thu hồi”.")
        came_of_it(request, said % {"year": title.year, "name": title.citizen.name})
        return back

    return checked(request, form, page, deed, lambda: shown_effect(request, title))


def checked(
    request: Request, form: DecisionForm, page: FormPage, deed: Any, effect: Callable[[], ShownEffect] | None = None
) -> HttpResponse:
    """Form → check the answers, and what would change with it → done. Nothing typed is lost on the way back or by a
    refusal."""
    status = 200
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        if "confirmed" not in request.POST:
            context = {"form": form, "page": page, "effect": effect() if effect else None}
            return render(request, "office/recognition/check.html", context)
        try:
            return HttpResponseRedirect(deed(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(None, " ".join(filter(None, [refusal.advice, refusal.legal_basis])))
            status = 409
    return render(request, "office/work/form.html", {"form": form, "page": page}, status=status)


def starting(start: Any) -> dict[str, str]:
    names = ("issuer", "signatory", "signatory_title", "legal_basis")
    return {name: getattr(start, name) for name in names} | {"number": start.number_suffix}


def titles_under(decision: Decision) -> QuerySet[Title]:
    rows = Title.objects.under(decision)
    return rows.select_related("citizen", "certificate")


def sentence_of(card: DecisionCard, model_count: int = 0) -> str:
    if model_count:
        said = {
            Decision.Kind.REVOKE: _("Thu hồi công nhận %(count)d mô hình học tập."),
            Decision.Kind.RESTORE: _("Khôi phục công nhận %(count)d mô hình học tập."),
            Decision.Kind.CORRECT: _("Điều chỉnh mức công nhận của %(count)d mô hình học tập."),
        }
        words = said.get(Decision.Kind(card.decision.kind), _("Công nhận %(count)d mô hình học tập."))
        return words % {"count": model_count}
    if card.decision.kind == Decision.Kind.REVOKE:
        return _("Thu hồi %(count)d danh hiệu.") % {"count": card.title_count}
    if card.decision.kind == Decision.Kind.RESTORE:
        return _("Khôi phục %(count)d danh hiệu.") % {"count": card.title_count}
    if card.decision.kind == Decision.Kind.CORRECT:
        return _("Đính chính %(count)d họ tên.") % {"count": card.title_count}
    ready = _("%(count)d danh hiệu, %(ready)d giấy chứng nhận đã sẵn sàng.") % {
        "count": card.title_count,
        "ready": card.rendered_count,
    }
    gone = _(" %(count)d danh hiệu đã thu hồi.") % {"count": card.revoked_count} if card.revoked_count else ""
    return ready + gone


def facts(card: DecisionCard, *, may_read_list: bool) -> list[tuple[Any, ...]]:
    decision = card.decision
    rows: list[tuple[Any, ...]] = [
        (_("Ngày ký"), f"{decision.signed_on:%d/%m/%Y}"),
        (_("Cơ quan ban hành"), decision.issuer),
        (_("Người ký"), f"{decision.signatory_title} {decision.signatory}".strip()),
        (_("Nơi"), card.place.title),
        (_("Căn cứ"), decision.legal_basis),
    ]
    if decision.corrects:
        address = reverse("office:decision", args=[decision.corrects.pk])
        rows.append((_("Quyết định được sửa"), decision.corrects.number, address, _("Xem quyết định")))
    if decision.proposal_id and may_read_list:
        rows.append(
            (_("Theo danh sách"), "", reverse("office:proposal", args=[decision.proposal_id]), _("Xem danh sách"))
        )
    return rows
