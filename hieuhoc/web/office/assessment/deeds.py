"""What is done to a dossier: open it for somebody, give points, submit, review, return, withdraw."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.assessment.actions import (
    open_dossier,
    return_dossier,
    review_dossier,
    save_self_scores,
    submit_dossier,
    withdraw_dossier,
)
from hieuhoc.assessment.impartiality import Bar, refuse_judging
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import dossier_card
from hieuhoc.assessment.rules import unanswered
from hieuhoc.assessment.steps import hides_evidence, refuse_step, step_of
from hieuhoc.audit.actions import record_reading
from hieuhoc.chains.rules import Act
from hieuhoc.people.models import Citizen
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.dossiers import reached
from hieuhoc.web.office.assessment.filters import asked_of
from hieuhoc.web.office.assessment.following import address_after
from hieuhoc.web.office.assessment.forms import DossierForm, NoteForm
from hieuhoc.web.office.assessment.words import sentence_of
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it, open_to
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.score_forms import EditionForm, PointsForm
from hieuhoc.web.score_totals import total_of


@needs("assessment.open_dossier")
def dossier_new(request: Request, pk: int) -> HttpResponse:
    """An officer opens a dossier on the person's behalf; the consent is recorded with it."""
    citizen = get_object_or_404(Citizen.objects.within(request.scope), pk=pk)
    person_read(request, citizen)
    rounds = Round.objects.filter(status=Round.Status.OPEN).select_related("version").order_by("-year")
    form = DossierForm(request.POST or None, citizen=citizen, rounds=list(rounds))
    back = reverse("office:citizen", args=[citizen.pk])
    page = FormPage(
        _("Lập hồ sơ cho %(name)s") % {"name": citizen.name},
        _("Lập hồ sơ"),
        _("Nhập hộ khi người dân nhờ và đã đồng ý."),
        back,
        [(_("Người dân"), reverse("office:citizen-list")), (citizen.name, back)],
        "" if rounds else _("Chưa có đợt đánh giá nào đang mở."),
    )

    def deed(given: dict[str, Any]) -> str:
        round_, group = form.chosen()
        dossier = open_dossier(
            citizen,
            round_,
            applicant_group=group,
            unit=given["unit"],
            consent_way=given["consent_way"],
            actor=request.user,
        )
        words = {"name": citizen.name, "year": round_.year}
        scores = ("assessment.save_self_scores", _("Chấm điểm"), reverse("office:dossier-scores", args=[dossier.pk]))
        came_of_it(
            request,
            _("Đã lập hồ sơ năm %(year)d cho %(name)s; chấm điểm, thêm minh chứng rồi gửi.") % words,
            *open_to(request.user, scores),
        )
        return address_of(dossier)

    return ask(request, form, page, deed)


@needs("assessment.save_self_scores")
def dossier_scores(request: Request, pk: int) -> HttpResponse:
    dossier = reached(request, pk)

    def save(form: PointsForm) -> Dossier:
        return save_self_scores(dossier, form.points(), edition=form.cleaned_data["edition"], actor=request.user)

    return points_page(request, dossier, save, is_review=False)


@needs("assessment.review_dossier")
def dossier_review(request: Request, pk: int) -> HttpResponse:
    dossier = reached(request, pk)
    refuse_judging(request.user, [dossier.pk])
    if (here := step_of(dossier)) is not None:
        refuse_step(here, Act.SCORE, dossier, request.user)

    def review(form: PointsForm) -> Dossier:
        points = [given if given is not None else -1 for given in form.points()]
        edition = form.cleaned_data["edition"]
        return review_dossier(dossier, points, reasons=form.reasons(), edition=edition, actor=request.user)

    return points_page(request, dossier, review, is_review=True)


def points_page(request: Request, dossier: Dossier, save: Any, *, is_review: bool) -> HttpResponse:
    """All questions on one page. Asked to count (`count` in what is sent), it adds up what was typed and keeps nothing."""
    is_hidden = is_review and hides_evidence(request.user, dossier)
    card, is_counting = dossier_card(dossier, with_evidence=not is_hidden), "count" in request.POST
    form = PointsForm(rows=card.rows, is_review=is_review, initial={"edition": dossier.edition})
    if is_counting:  # shown as typed, judged only when it is sent
        form.initial = {**form.initial, **request.POST.dict()}
    elif request.method == "POST":
        form = PointsForm(request.POST, rows=card.rows, is_review=is_review)
    counted = total_of({bound.html_name: bound.value() or "" for bound in form}, form, card)
    if is_counting and request.htmx:
        return render(request, "ui/parts/points_total.html", {"counted": counted})
    record_reading(
        "assessment.read_dossiers",
        actor=request.user,
        subject_kind="dossier",
        subject_id=dossier.pk,
        place=dossier.place_id,
        person_count=1,
    )
    asked = asked_of(request)
    page = FormPage(
        dossier.citizen.name,
        _("Ghi kết quả xét") if is_review else _("Lưu điểm"),
        sentence_of(dossier, card.verdict),
        f"{address_of(dossier)}?{asked.query}",
        crumbs(dossier),
        card.version.note,
    )

    def deed(_given: dict[str, Any]) -> str:
        saved = save(form)
        if "next" in request.POST:
            came_of_it(request, reviewed_words(saved))
            return address_after(request, dossier)
        came_of_it(request, *(reviewed(request, saved) if is_review else scored(request, saved)))
        return address_of(saved)

    context: dict[str, Any] = {
        "card": card,
        "is_review": is_review,
        "counted": counted,
        "english": card.version.english,
    }
    if is_counting:
        return render(request, "office/assessment/points.html", {"form": form, "page": page, **context})
    return ask(request, form, page, deed, "office/assessment/points.html", **context)


def reviewed_words(dossier: Dossier) -> str:
    if dossier.total is None:
        return _("Đã ghi điểm của mình cho hồ sơ của %(name)s; hồ sơ chờ người xét tiếp.") % {
            "name": dossier.citizen.name
        }
    return _("Đã xét hồ sơ của %(name)s: %(status)s, %(points)d điểm.") % {
        "name": dossier.citizen.name,
        "status": dossier.get_status_display(),
        "points": dossier.total or 0,
    }


def scored(request: Request, dossier: Dossier) -> tuple[Any, ...]:
    """What came of it and what is next, once the points are kept."""
    left = len(unanswered(dossier.self_points))
    if left:
        return (_("Đã lưu điểm; còn %(count)d chỉ số chưa chấm, chấm đủ mới gửi được.") % {"count": left},)
    send = ("assessment.submit_dossier", _("Gửi hồ sơ"), reverse("office:dossier-submit", args=[dossier.pk]))
    return _("Đã lưu điểm; hồ sơ chấm đủ, gửi được rồi."), *open_to(request.user, send)


def reviewed(request: Request, dossier: Dossier) -> tuple[Any, ...]:
    following = ("assessment.review_dossier", _("Xét hồ sơ sau"), next_address(request))
    proposing = ("recognition.make_proposal", _("Đưa vào danh sách đề nghị"), reverse("office:proposal-new"))
    ways = (following, proposing) if dossier.status == Dossier.Status.PASSED else (following,)
    return reviewed_words(dossier), *open_to(request.user, *ways)


def next_address(request: Request) -> str:
    return f"{reverse('office:dossier-next')}?{asked_of(request).query}"


@needs("assessment.submit_dossier")
def dossier_submit(request: Request, pk: int) -> HttpResponse:
    title, lead = _("Gửi hồ sơ"), _("Sau khi gửi, điểm và minh chứng không sửa được nữa, trừ khi hồ sơ bị trả lại.")
    said = _("Đã gửi hồ sơ của %(name)s; hồ sơ đang chờ xét.")
    return confirm(request, reached(request, pk), title, lead, submit_dossier, said)


@needs("assessment.withdraw_dossier")
def dossier_withdraw(request: Request, pk: int) -> HttpResponse:
    title, lead = _("Rút hồ sơ"), _("Hồ sơ thôi được xét trong đợt này. Khi đợt còn mở có thể lập lại.")
    said = _("Đã rút hồ sơ của %(name)s; hồ sơ thôi được xét trong đợt này.")
    return confirm(request, reached(request, pk), title, lead, withdraw_dossier, said)


@needs("assessment.return_dossier")
def dossier_return(request: Request, pk: int) -> HttpResponse:
    dossier = reached(request, pk)
    refuse_judging(request.user, [dossier.pk], but=[Bar.ENTERED])
    person_read(request, dossier.citizen)
    form = NoteForm(request.POST or None, initial={"edition": dossier.edition})
    page = FormPage(_("Trả lại hồ sơ"), _("Trả lại"), dossier.citizen.name, address_of(dossier), crumbs(dossier))

    def deed(given: dict[str, Any]) -> str:
        returned = return_dossier(dossier, note=given["note"], edition=given["edition"], actor=request.user)
        said = _("Đã trả lại hồ sơ của %(name)s; người nộp đọc được điều cần bổ sung.") % {"name": dossier.citizen.name}
        following = ("assessment.review_dossier", _("Xét hồ sơ sau"), next_address(request))
        came_of_it(request, said, *open_to(request.user, following))
        return address_of(returned)

    return ask(request, form, page, deed)


def confirm(request: Request, dossier: Dossier, title: str, lead: str, action: Any, said: str) -> HttpResponse:
    """`said`: what came of it, of `name`."""
    person_read(request, dossier.citizen)
    form = EditionForm(request.POST or None, initial={"edition": dossier.edition})
    page = FormPage(title, title, f"{dossier.citizen.name}. {lead}", address_of(dossier), crumbs(dossier))

    def deed(given: dict[str, Any]) -> str:
        changed = action(dossier, edition=given["edition"], actor=request.user)
        came_of_it(request, said % {"name": dossier.citizen.name})
        return address_of(changed)

    return ask(request, form, page, deed)


def address_of(dossier: Dossier) -> str:
    return reverse("office:dossier", args=[dossier.pk])


def crumbs(dossier: Dossier) -> list[tuple[str, str]]:
    return [(_("Hồ sơ"), reverse("office:dossier-list")), (dossier.citizen.name, address_of(dossier))]
