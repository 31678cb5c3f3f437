"""My dossiers, my certificates, who read my data; and the one-time code that links a sign-in to its person."""

from typing import cast

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.session_rules import ask_at_next_page
from hieuhoc.assessment.models import Dossier, Round, Scoring
from hieuhoc.assessment.reads import dossier_card, rounds_to_begin
from hieuhoc.assessment.rules import may_edit, may_withdraw
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.actions import undo_link, use_link_code
from hieuhoc.people.models import Citizen
from hieuhoc.recognition.documents import paper_of
from hieuhoc.recognition.models import Certificate, Title
from hieuhoc.recognition.objecting import open_to_objection
from hieuhoc.recognition.papers import file_of
from hieuhoc.recognition.reads import titles_of
from hieuhoc.recognition.whereabouts import whereabouts_of
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.guards import signed_in
from hieuhoc.web.objection_words import open_words, waiting_words
from hieuhoc.web.readings import reader_words, readings_about
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.verdicts import verdict_words
from hieuhoc.web.way import picture

UNDER_WAY = {
    Dossier.Status.DRAFT: gettext_lazy("Hồ sơ năm %(year)d đang được lập."),
    Dossier.Status.SUBMITTED: gettext_lazy("Hồ sơ năm %(year)d đã gửi, đang chờ xét."),
    Dossier.Status.RETURNED: gettext_lazy("Hồ sơ năm %(year)d cần bổ sung."),
    Dossier.Status.PASSED: gettext_lazy("Hồ sơ năm %(year)d đủ điều kiện, đang chờ đề nghị công nhận."),
    Dossier.Status.PROPOSED: gettext_lazy("Hồ sơ năm %(year)d đã được đề nghị công nhận."),
}


def me(request: Request) -> Citizen:
    """The person behind this sign-in; without one, the pages about a person do not exist."""
    if not request.citizen:
        raise Http404
    return request.citizen


@signed_in
def home(request: Request) -> HttpResponse:
    if not request.citizen:
        return redirect("citizen:link")
    citizen = me(request)
    dossiers = list(Dossier.objects.of(citizen).select_related("round").order_by("-round__year"))
    titles = sorted(titles_of(citizen).values(), key=lambda title: -title.year)
    record_reading(
        "citizen.read_own", actor=request.user, subject_kind="citizen", subject_id=citizen.pk, person_count=1
    )
    standing = [title for title in titles if title.revoked_on is None]
    context = {
        "citizen": citizen,
        "dossiers": dossiers,
        "unsent": [row for row in dossiers if may_edit(row.status) and row.round.status == Round.Status.OPEN],
        "begins": rounds_to_begin(citizen),
        "titles": titles,
        "standing": standing,
    }
    return render(request, "citizen/home.html", context | {"sentence": _state(standing, dossiers)})


def _state(standing: list[Title], dossiers: list[Dossier]) -> str:
    """Where I stand, in one sentence: what is under way first, else the newest title."""
    current = next((dossier for dossier in dossiers if dossier.status in UNDER_WAY), None)
    if current is not None:
        return UNDER_WAY[Dossier.Status(current.status)] % {"year": current.round.year}
    if standing:
        return _("Được công nhận Công dân học tập năm %(year)d.") % {"year": standing[0].year}
    return _("Chưa được công nhận Công dân học tập năm nào.")


@signed_in
def link(request: Request) -> HttpResponse:
    """A wrong code is said beside the field: whoever mistypes must not lose the page."""
    if request.citizen:
        return redirect("citizen:home")
    typed, refusal = request.POST.get("code", "").strip()[:40], None
    if request.method == "POST":
        if too_many := consume_or_429(request, action="link_code", user=request.user):
            return cast(HttpResponse, too_many)
        try:
            use_link_code(typed, actor=request.user)
            ask_at_next_page(request.session)
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("Đã liên kết tài khoản với hồ sơ của ông/bà."))
            return redirect("citizen:home")
    status = 409 if refusal else 200
    return render(request, "citizen/link.html", {"typed": typed, "refusal": refusal}, status=status)


@signed_in
def unlink(request: Request) -> HttpResponse:
    """My account no longer opens this record: asked once, then done."""
    citizen = me(request)
    if request.method == "POST":
        undo_link(citizen, actor=request.user)
        messages.success(request, _("Đã gỡ liên kết. Muốn liên kết lại, xin xã, phường in mã mới."))
        return redirect("citizen:link")
    return render(request, "citizen/unlink.html", {"citizen": citizen})


@signed_in
def dossier(request: Request, pk: int) -> HttpResponse:
    """Everybody's points of my own dossier, and what decided."""
    own = Dossier.objects.of(me(request)).select_related(
        "round__version", "citizen", "applicant_group", "pass_rule", "unit"
    )
    card = dossier_card(get_object_or_404(own, pk=pk))
    record_reading("citizen.read_own", actor=request.user, subject_kind="dossier", subject_id=pk, person_count=1)
    where = whereabouts_of(card.dossier)
    result = open_to_objection(card.dossier)
    context = {
        "objections": [(row, waiting_words(row)) for row in card.dossier.objections.order_by("-pk")],
        "objecting": open_words(result) if result else "",
        "where": where,
        "way": picture(where.steps, where.position) if where else [],
        "reviews": [scoring for scoring in card.scorings if scoring.stage == Scoring.Stage.REVIEW],
        "stances": list(card.dossier.stances.order_by("pk")),
        "card": card,
        "dossier": card.dossier,
        "verdict": verdict_words(card),
        "english": card.version.english,
        "may_edit": may_edit(card.dossier.status) and card.dossier.round.status == Round.Status.OPEN,
        "may_withdraw": may_withdraw(card.dossier.status),
    }
    return render(request, "citizen/dossier.html", context)


@signed_in
def certificate(request: Request, pk: int) -> HttpResponse:
    titles = Title.objects.of(me(request)).standing().select_related("certificate", "decision")
    title = get_object_or_404(titles, pk=pk)
    certificate: Certificate | None = getattr(title, "certificate", None)
    if certificate is None:
        raise Http404
    paper = paper_of(certificate)
    record_reading("citizen.read_own", actor=request.user, subject_kind="title", subject_id=pk, person_count=1)
    headers = {"Content-Disposition": f'attachment; filename="{file_of(paper, title.decision)}"'}
    return HttpResponse(paper.content, content_type="application/pdf", headers=headers)


@signed_in
def readings(request: Request) -> HttpResponse:
    page = key_page(readings_about(me(request)), request, order=["-id"])
    rows = [(row, reader_words(row), deed_words(row.purpose)) for row in page.rows]
    return render(request, "citizen/readings.html", {"page": page, "rows": rows})
