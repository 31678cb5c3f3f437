"""Proposal lists: who passed and stands on no list yet, the list being made, sent and sent back."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import Bar, refuse_judging
from hieuhoc.assessment.models import Round
from hieuhoc.audit.actions import record_reading
from hieuhoc.chains.rules import Act
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import read_public_id
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.recognition.actions import make_proposal, restore_line, return_proposal, send_proposal, strike_line
from hieuhoc.recognition.actions.proposals import has_kin, refuse_list_with_kin
from hieuhoc.recognition.list_steps import refuse_list_step
from hieuhoc.recognition.models import Proposal, ProposalLine
from hieuhoc.recognition.reads import listed_lines
from hieuhoc.recognition.rules import may_change_list, may_decide
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.forms import NoteForm
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.recognition.forms import StrikeForm
from hieuhoc.web.office.recognition.papers_shown import papers_of_list
from hieuhoc.web.office.recognition.waiting import waiting_groups
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids, year_filter
from hieuhoc.web.requests import Request
from hieuhoc.web.score_forms import EditionForm
from hieuhoc.web.ui.paging import count_beside, key_page


@needs("recognition.read_proposals")
def proposal_list(request: Request) -> HttpResponse:
    status = filter_of(request, "status", _("Trạng thái"), Proposal.Status.choices)
    place, year = place_filter(request), year_filter(request)
    rows = Proposal.objects.within(request.scope).select_related("round", "unit")
    rows = rows.annotate(standing=count_beside(ProposalLine.objects.filter(is_struck=False), "proposal"))
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(round__year=int(year.chosen)) if year.chosen else rows
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    page = key_page(rows, request, order=["-id"])
    filters = [place, year, status]
    address = reverse("office:proposal-list")
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": titles(row.place_id for row in page.rows),
    }
    return render(request, "office/recognition/proposals.html", context)


@needs("recognition.make_proposal")
def proposal_new(request: Request) -> HttpResponse:
    """Who waits, by round and commune or unit; one button makes (or fills) the list."""
    if request.method == "POST":
        round_ = get_object_or_404(Round, pk=posted(request, "round"))
        place = get_object_or_404(Place, pk=posted(request, "place"))
        unit = get_object_or_404(WorkUnit, pk=posted(request, "unit")) if request.POST.get("unit") else None
        proposal = make_proposal(round_, place, unit=unit, actor=request.user)
        came_of_it(request, _("Đã lập danh sách: xem từng người, đưa ra người chưa nên đề nghị, rồi trình."))
        return redirect("office:proposal", proposal.pk)
    return render(request, "office/recognition/waiting.html", {"groups": waiting_groups(request.scope)})


@needs("recognition.read_proposals")
def proposal(request: Request, pk: int) -> HttpResponse:
    proposal = reached(request, pk)
    page = key_page(listed_lines(proposal), request, order=["dossier__citizen__name_key", "id"])
    if page.rows:
        record_reading(
            "recognition.read_proposals",
            actor=request.user,
            subject_kind="proposal",
            subject_id=proposal.pk,
            place=proposal.place_id,
            person_count=len(page.rows),
        )
    is_kin = has_kin(proposal, request.user)
    deeds = deeds_for(request.user, proposal, is_kin=is_kin)
    homes = titles([proposal.place_id, *(line.dossier.place_id for line in page.rows)])
    counts = proposal.lines.aggregate(all=Count("pk"), struck=Count("pk", filter=Q(is_struck=True)))
    context = {
        "proposal": proposal,
        "page": page,
        "standing": counts["all"] - counts["struck"],
        "struck": counts["struck"],
        "place_name": homes.get(proposal.place_id, ""),
        "homes": homes,
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "may_change": any(deed.name == "proposal-add" for deed in deeds),
        "has_kin": is_kin,
        "decision": getattr(proposal, "decision", None),
        "papers": papers_of_list(request.user, proposal),
        "page_year": proposal.round.year,
    }
    return render(request, "office/recognition/proposal.html", context)


@needs("recognition.read_proposals")
def proposal_table(request: Request, pk: int) -> HttpResponseBase:
    return exported(request, "recognition.proposal_table", {"proposal": reached(request, pk).pk})


@needs("recognition.make_proposal")
def proposal_add(request: Request, pk: int) -> HttpResponse:
    proposal = reached(request, pk)

    def add(_given: dict[str, Any]) -> None:
        make_proposal(proposal.round, proposal.place, unit=proposal.unit, actor=request.user)

    lead = _("Thêm những hồ sơ đủ điều kiện từ khi lập danh sách.")
    form = confirmation(request)
    said = _("Danh sách đã có thêm những người mới đủ điều kiện.")
    return proposal_form(request, proposal, form, _("Thêm người mới đủ điều kiện"), lead, add, said)


@needs("recognition.send_proposal")
def proposal_send(request: Request, pk: int) -> HttpResponse:
    proposal = reached(request, pk)
    refuse_list_with_kin(proposal, request.user)
    refuse_list_step(proposal, Act.PROPOSE, request.user)

    def send(given: dict[str, Any]) -> None:
        send_proposal(proposal, edition=given["edition"], actor=request.user)

    form = EditionForm(request.POST or None, initial={"edition": proposal.edition})
    lead = _("Sau khi trình, danh sách không sửa được nữa, trừ khi bị trả lại.")
    said = _("Đã trình danh sách; nơi ra quyết định thấy việc này ở trang của mình.")
    return proposal_form(request, proposal, form, _("Trình danh sách"), lead, send, said)


@needs("recognition.return_proposal", "recognition.make_proposal")
def proposal_return(request: Request, pk: int) -> HttpResponse:
    proposal = reached(request, pk)
    require(request.user, "recognition.return_proposal", proposal)
    refuse_list_with_kin(proposal, request.user)
    refuse_list_step(proposal, Act.DECIDE, request.user)

    def back(given: dict[str, Any]) -> None:
        return_proposal(proposal, note=given["note"], edition=given["edition"], actor=request.user)

    form = NoteForm(request.POST or None, initial={"edition": proposal.edition})
    said = _("Đã trả lại danh sách; nơi lập đọc được lý do và sửa được.")
    return proposal_form(request, proposal, form, _("Trả lại danh sách"), "", back, said)


@needs("recognition.strike_line")
def line_strike(request: Request, pk: int) -> HttpResponse:
    line = line_within(request, pk)
    refuse_judging(request.user, [line.dossier_id], but=[Bar.ENTERED])
    person_read(request, line.dossier.citizen)

    def strike(given: dict[str, Any]) -> None:
        strike_line(line, reason=given["reason"], actor=request.user)

    title = _("Đưa %(name)s ra khỏi danh sách") % {"name": line.dossier.citizen.name}
    lead = _("Hồ sơ vẫn đủ điều kiện và có thể vào danh sách sau.")
    said = _("Đã đưa %(name)s ra khỏi danh sách; hồ sơ vẫn đủ điều kiện.") % {"name": line.dossier.citizen.name}
    return proposal_form(request, line.proposal, StrikeForm(request.POST or None), title, lead, strike, said)


@needs("recognition.restore_line")
def line_restore(request: Request, pk: int) -> HttpResponse:
    line = line_within(request, pk)
    refuse_judging(request.user, [line.dossier_id], but=[Bar.ENTERED])
    person_read(request, line.dossier.citizen)

    def restore(_given: dict[str, Any]) -> None:
        restore_line(line, actor=request.user)

    title = _("Đưa %(name)s vào lại danh sách") % {"name": line.dossier.citizen.name}
    form = confirmation(request)
    said = _("Đã đưa %(name)s vào lại danh sách đề nghị.") % {"name": line.dossier.citizen.name}
    return proposal_form(request, line.proposal, form, title, "", restore, said)


def proposal_form(
    request: Request, proposal: Proposal, form: Any, title: str, lead: str, action: Any, said: str
) -> HttpResponse:
    address = reverse("office:proposal", args=[proposal.pk])
    crumbs = [(_("Đề nghị công nhận"), reverse("office:proposal-list")), (title_of(proposal), address)]

    def deed(given: dict[str, Any]) -> str:
        action(given)
        came_of_it(request, said)
        return address

    return ask(request, form, FormPage(title, title, lead, address, crumbs), deed)


def reached(request: Request, pk: int) -> Proposal:
    rows = Proposal.objects.within(request.scope).select_related("round__version", "unit", "place", "decision")
    return get_object_or_404(rows, pk=pk)


def line_within(request: Request, pk: int) -> ProposalLine:
    rows = ProposalLine.objects.filter(proposal__in=Proposal.objects.within(request.scope))
    return get_object_or_404(rows.select_related("proposal__round", "proposal__unit", "dossier__citizen"), pk=pk)


def posted(request: Request, kind: str) -> int:
    """The id behind an opaque one that a form sent."""
    try:
        return read_public_id(kind, request.POST.get(kind, ""))
    except Unreadable:
        raise Http404 from None


def title_of(proposal: Proposal) -> str:
    return _("Danh sách đề nghị %(year)d") % {"year": proposal.round.year}


def deeds_for(user: User, proposal: Proposal, *, is_kin: bool) -> list[NextDeed]:
    is_open, is_sent = may_change_list(proposal.status), may_decide(proposal.status)
    goes_on = (is_open or is_sent) and not is_kin
    deeds = [
        OfferedDeed("decision-new", "recognition.issue_decision", _("Ra quyết định"), "signature", is_sent and goes_on),
        OfferedDeed(
            "proposal-return",
            "recognition.return_proposal",
            _("Trả lại danh sách"),
            "arrow-back-up",
            is_sent and goes_on,
        ),
        OfferedDeed("proposal-send", "recognition.send_proposal", _("Trình danh sách"), "send", is_open and goes_on),
        OfferedDeed("proposal-add", "recognition.make_proposal", _("Thêm người mới đủ điều kiện"), "plus", is_open),
    ]
    return offered(user, proposal, deeds, place=proposal)
