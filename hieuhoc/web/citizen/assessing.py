"""My self-assessment: begun with my consent, answered one question at a time or all on one page, sent when it is whole."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.assessment.actions import open_dossier, save_self_scores, submit_dossier, withdraw_dossier
from hieuhoc.assessment.earlier import EarlierAnswers, earlier_answers
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import DossierCard, dossier_card, rounds_to_begin, verdict_on
from hieuhoc.assessment.rules import may_edit, may_withdraw, unanswered
from hieuhoc.audit.actions import record_reading
from hieuhoc.criteria.models import ApplicantGroup, Guidance
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import give_consent
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.privacy.reads import ASSESSMENT
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request
from hieuhoc.web.score_forms import EditionForm, PointsForm, groups_of

EARLIER = "earlier"  # the deed of taking over what was declared the last time


class StartForm(forms.Form):
    group = forms.ChoiceField(label=gettext_lazy("Ông/bà thuộc nhóm nào"), widget=forms.RadioSelect)
    agrees = forms.BooleanField(label=gettext_lazy("Tôi đồng ý"))

    def __init__(self, *args: Any, rounds: Sequence[Round], purpose: Purpose | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (f"{round_.pk}:{group.pk}", words if len(rounds) == 1 else f"{round_.year}: {words}")
            for round_ in rounds
            for group, words in groups_of(round_)
        ]
        self.fields["group"] = forms.ChoiceField(
            label=self.fields["group"].label, choices=choices, widget=forms.RadioSelect
        )
        if purpose is None:
            del self.fields["agrees"]
        else:
            self.fields["agrees"].help_text = purpose.text

    def chosen(self) -> tuple[Round, ApplicantGroup]:
        round_id, _colon, group_id = self.cleaned_data["group"].partition(":")
        return Round.objects.get(pk=int(round_id)), ApplicantGroup.objects.get(pk=int(group_id))


@signed_in
def start(request: Request) -> HttpResponse:
    citizen, status = me(request), 200
    rounds, purpose = rounds_to_begin(citizen), _purpose_to_agree(citizen)
    form = StartForm(request.POST or None, rounds=rounds, purpose=purpose)
    if request.method == "POST" and rounds and form.is_valid():
        round_, group = form.chosen()
        try:
            if purpose is not None:
                give_consent(citizen, purpose, way=Consent.Way.ONLINE, actor=request.user)
            dossier = open_dossier(citizen, round_, applicant_group=group, actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            return redirect("citizen:assess-question", dossier.pk, 1)
    context = {"form": form, "rounds": rounds, "round": rounds[0] if rounds else None}
    return render(request, "citizen/assess_start.html", context, status=status)


def _purpose_to_agree(citizen: Citizen) -> Purpose | None:
    """None when the person has agreed already."""
    given = Consent.objects.filter(citizen=citizen, purpose__code=ASSESSMENT, withdrawn_at__isnull=True)
    return None if given.exists() else Purpose.objects.get(code=ASSESSMENT)


@signed_in
def assess(request: Request, pk: int) -> HttpResponse:
    """All questions on one page."""
    return _questions_page(request, own_draft(request, pk), None)


@signed_in
def assess_question(request: Request, pk: int, position: int) -> HttpResponse:
    return _questions_page(request, own_draft(request, pk), position)


def own_draft(request: Request, pk: int) -> Dossier:
    dossier = own_dossier(request, pk)
    if not may_edit(dossier.status):
        raise Refusal(
            _("Hồ sơ đang ở bước “%(status)s” nên không sửa được.") % {"status": dossier.get_status_display()},
            code="wrong_step",
        )
    return dossier


def own_dossier(request: Request, pk: int) -> Dossier:
    rows = Dossier.objects.of(me(request)).select_related(
        "round__version", "citizen", "applicant_group", "pass_rule", "unit"
    )
    dossier = get_object_or_404(rows, pk=pk)
    record_reading("citizen.read_own", actor=request.user, subject_kind="dossier", subject_id=pk, person_count=1)
    return dossier


def _questions_page(request: Request, dossier: Dossier, position: int | None) -> HttpResponse:
    card, earlier = dossier_card(dossier), None if request.htmx else earlier_answers(dossier)
    rows = [row for row in card.rows if position in (None, row.position)]
    if not rows:
        raise Http404
    form, status = PointsForm(rows=rows, is_review=False, initial={"edition": dossier.edition}), 200
    if request.method == "POST":
        form = PointsForm(request.POST, rows=rows, is_review=False)
        saved = _saved(request, dossier, form, earlier)
        if request.htmx:
            # What was typed is kept at once: the answer says so, and carries the edition the next one compares with.
            return render(request, "citizen/assess_standing.html", _standing(saved or dossier, card, form=form))
        if saved is not None:
            return HttpResponseRedirect(_next_address(saved, position, len(card.rows), request.POST.get("deed", "")))
        status = 409
    context = {
        "dossier": dossier,
        "card": card,
        "form": form,
        "position": position,
        "count": len(card.rows),
        "steps": [(row.position, row.self_points is not None) for row in card.rows],
        "lines": _lines(form, card, earlier),
        "earlier": earlier,
        "can_carry": earlier is not None and earlier.carried_over(dossier.self_points) != dossier.self_points,
        "english": card.version.english,
    }
    return render(request, "citizen/assess.html", context | _standing(dossier, card, form=form), status=status)


def _saved(request: Request, dossier: Dossier, form: PointsForm, earlier: EarlierAnswers | None) -> Dossier | None:
    """None when it was not kept: the form says why."""
    if not form.is_valid():
        return None
    points = list(dossier.self_points)
    for row, given in zip(form.rows, form.points(), strict=True):
        points[row.position - 1] = given
    if request.POST.get("deed") == EARLIER and earlier is not None:
        points = earlier.carried_over(points)
    if points == dossier.self_points and form.cleaned_data["edition"] == dossier.edition:
        return dossier
    try:
        return save_self_scores(dossier, points, edition=form.cleaned_data["edition"], actor=request.user)
    except Refusal as refusal:
        form.add_error(None, refusal.advice)
        return None


def _next_address(dossier: Dossier, position: int | None, count: int, deed: str) -> str:
    if position is None or deed == EARLIER:
        return reverse("citizen:assess", args=[dossier.pk])
    if position < count:
        return reverse("citizen:assess-question", args=[dossier.pk, position + 1])
    return reverse("citizen:dossier-send", args=[dossier.pk])


def _lines(form: PointsForm, card: DossierCard, earlier: EarlierAnswers | None) -> list[dict[str, Any]]:
    """What each question shows: its points to choose from, what was answered, what is known of it."""
    guidance: dict[int, list[str]] = {}
    for row in Guidance.objects.standing().filter(version=card.version.id, criterion__isnull=False):
        guidance.setdefault(row.criterion_id or 0, []).append(row.text)
    return [
        {
            "row": row,
            "field": points,
            "choices": [str(value) for value in range(row.max_points + 1)],
            "chosen": str(points.value() if points.value() is not None else ""),
            "guidance": guidance.get(row.id, []),
            "earlier": earlier.points.get(row.position) if earlier else None,
            "is_reworded": earlier is not None and row.position in earlier.reworded,
        }
        for row, points, _reason in form.lines()
    ]


def _standing(dossier: Dossier, card: DossierCard, *, form: PointsForm) -> dict[str, Any]:
    return {
        "edition": dossier.edition,
        "standing": standing_words(dossier, card),
        "wrong": [error for errors in form.errors.values() for error in errors] if form.is_bound else [],
        "is_kept": form.is_bound and not form.errors,
        "kept_at": timezone.localtime(),
    }


def standing_words(dossier: Dossier, card: DossierCard) -> list[str]:
    """Where the points stand, and what is missing to the mark that decides where the person lives."""
    points = dossier.self_points
    verdict, missing = verdict_on(dossier, points), unanswered(points)
    counted = {
        "given": len(points) - len(missing),
        "count": len(points),
        "total": verdict.total,
        "most": verdict.max_total,
    }
    words = [_("Đã chấm %(given)d trong %(count)d câu: %(total)d/%(most)d điểm.") % counted]
    if verdict.is_passed:
        return [*words, _("Đủ điều kiện.")]
    need = {"need": verdict.rule.min_total, "each": verdict.rule.min_each, "count": verdict.missing_points}
    words.append(_("Cần ít nhất %(need)d điểm, câu nào cũng từ %(each)d điểm; còn thiếu %(count)d điểm.") % need)
    if low := [str(row.position) for row in verdict.low if row.points is not None]:
        words.append(_("Dưới mức: câu %(numbers)s.") % {"numbers": ", ".join(low)})
    return words


@signed_in
def dossier_send(request: Request, pk: int) -> HttpResponse:
    """All that is sent, on one page, and the button."""
    dossier = own_draft(request, pk)
    card, form, status = (
        dossier_card(dossier),
        EditionForm(request.POST or None, initial={"edition": dossier.edition}),
        200,
    )
    if request.method == "POST" and form.is_valid():
        try:
            submit_dossier(dossier, edition=form.cleaned_data["edition"], actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã gửi hồ sơ; trang này cho biết hồ sơ đang ở đâu và chờ ai."))
            return redirect("citizen:dossier", pk)
    context = {
        "dossier": dossier,
        "card": card,
        "form": form,
        "standing": standing_words(dossier, card),
        "missing": unanswered(dossier.self_points),
        "english": card.version.english,
    }
    return render(request, "citizen/assess_send.html", context, status=status)


@signed_in
def dossier_withdraw(request: Request, pk: int) -> HttpResponse:
    dossier, status = own_dossier(request, pk), 200
    form = EditionForm(request.POST or None, initial={"edition": dossier.edition})
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_dossier(dossier, edition=form.cleaned_data["edition"], actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã rút hồ sơ; hồ sơ thôi được xét trong đợt này."))
            return redirect("citizen:home")
    context = {"dossier": dossier, "form": form, "is_open": may_withdraw(dossier.status)}
    return render(request, "citizen/assess_withdraw.html", context, status=status)
