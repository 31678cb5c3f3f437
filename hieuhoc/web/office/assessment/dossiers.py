"""Dossiers as a list and as a record: points side by side, evidence, the verdict explained, what happened when."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.assessment.form_on_paper import assessment_form
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import DossierCard, dossier_card
from hieuhoc.assessment.rules import may_edit
from hieuhoc.assessment.steps import hides_evidence
from hieuhoc.audit.actions import record_reading
from hieuhoc.criteria.reads import english_of_versions
from hieuhoc.documents.writing import written_paper
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.models import Tier
from hieuhoc.places.reads import standing_within
from hieuhoc.recognition.objecting import open_to_objection
from hieuhoc.recognition.whereabouts import whereabouts_of
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.objection_words import open_words, waiting_words
from hieuhoc.web.office.assessment.exports import listed, order_of
from hieuhoc.web.office.assessment.filters import asked_of, with_search
from hieuhoc.web.office.assessment.histories import events_of
from hieuhoc.web.office.assessment.minutes import paper_answer
from hieuhoc.web.office.assessment.words import barred_sentence, deeds_for, sentence_of
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.name_searches import keep_search
from hieuhoc.web.office.work_filters import query_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.marks import state_mark
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.wording import is_translated, worded
from hieuhoc.web.verdicts import verdict_words
from hieuhoc.web.way import picture


@needs("assessment.read_dossiers")
def dossier_list(request: Request) -> HttpResponse:
    asked, address = asked_of(request), reverse("office:dossier-list")
    if request.method == "POST":
        typed = request.POST.get("name", "").strip()
        word = keep_search(request, typed) if typed else ""
        return redirect(f"{address}?{with_search(query_of(asked.filters), word)}")
    page = key_page(listed(request.scope, asked.wishes), request, order=order_of(asked.wishes))
    if page.rows:
        record_reading("assessment.read_dossiers", actor=request.user, subject_kind="list", person_count=len(page.rows))
    is_waiting, is_draft = asked.status == Dossier.Status.SUBMITTED, may_edit(asked.status)
    may_review = is_waiting and request.user.has_perm("assessment.review_dossier")
    may_send = is_draft and request.user.has_perm("assessment.submit_dossier")
    context = {
        "page": page,
        "asked": asked,
        "filters": asked.filters,
        "chips": asked.chips,
        "kept": [("search", asked.search)] if asked.search else [],
        "clear_url": f"{address}?status=all",
        "query": asked.query,
        "rows": _shown(page.rows, asked.query),
        "is_waiting": is_waiting,
        "may_confirm": may_review,
        "may_send": may_send,
        "tokens": [public_id("dossier", row.pk) for row in page.rows] if may_review or may_send else None,
    }
    return render(request, "office/assessment/dossiers.html", context)


def _shown(dossiers: Sequence[Dossier], query: str) -> list[tuple[object, ...]]:
    """Address, name, year, group, place, points, state and day of sending of each; `query`: of the list, to come back to."""
    names, words = (
        titles(row.place_id for row in dossiers),
        {value: str(word) for value, word in Dossier.Status.choices},
    )
    english = english_of_versions({row.round.version_id for row in dossiers}) if is_translated() else {}
    return [
        (
            f"{record_address('office:dossier', row.pk)}?{query}",
            row.citizen.name,
            str(row.round.year),
            worded(row.applicant_group.name, english),
            names.get(row.place_id, "–"),
            _points(row),
            state_mark(row.status, words[row.status]),
            day(row.submitted_at),
        )
        for row in dossiers
    ]


def _points(row: Dossier) -> str:
    """Those of the review; until then what was declared, and said so."""
    if row.total is not None:
        return str(row.total)
    declared = [given for given in row.self_points if given is not None]
    return _("%(points)s (tự chấm)") % {"points": sum(declared)} if declared else "–"


@needs("assessment.read_dossiers")
def dossier_export(request: Request) -> HttpResponseBase:
    """The rows of the list as a workbook."""
    return exported(request, "assessment.dossiers", asked_of(request).wishes)


@needs("assessment.read_dossiers")
def dossier_paper(request: Request, form: str) -> HttpResponseBase:
    """The rows of the list as a paper to sign."""
    return exported(request, "assessment.reviewed_list", {**asked_of(request).wishes, "form": form})


@needs("sheets.import_scores")
def score_sheet(request: Request) -> HttpResponseBase:
    """The people of the place that the list shows, to be scored in a sheet: of one's own commune when none is chosen."""
    asked = asked_of(request)
    place, communes = asked.wishes["place"], standing_within(request.scope, Tier.COMMUNE)
    if place is None and len(communes) == 1:
        place = communes[0].place_id
    if place is None:
        raise Refusal(
            _("Chưa chọn địa bàn."), remedy=_("Lọc theo xã, thôn hoặc buôn rồi tải phiếu điểm."), code="no_place"
        )
    rounds = Round.objects.filter(status=Round.Status.OPEN).order_by("-year")
    year = asked.wishes["year"] or rounds.values_list("year", flat=True).first()
    if year is None:
        raise Refusal(_("Chưa có đợt đánh giá nào đang mở."), code="round_not_open")
    return exported(request, "assessment.score_sheet", {"place": place, "year": year})


@needs("assessment.read_dossiers")
def dossier(request: Request, pk: int) -> HttpResponse:
    card = _read(request, pk)
    dossier = card.dossier
    query, where = asked_of(request).query, whereabouts_of(dossier)
    deeds = [
        replace(deed, url=f"{deed.url}?{query}") if deed.name == "dossier-review" else deed
        for deed in deeds_for(request.user, dossier)
    ]
    result = open_to_objection(dossier)
    context = {
        "objections": [(row, waiting_words(row)) for row in dossier.objections.order_by("-pk")],
        "may_read_objections": request.user.has_perm("recognition.read_objections", dossier),
        "objecting": open_words(result) if result else "",
        "may_object": result is not None and request.user.has_perm("recognition.raise_objection", dossier),
        "query": query,
        "dossier": dossier,
        "card": card,
        "english": card.version.english,
        "sentence": sentence_of(dossier, card.verdict),
        "verdict": verdict_words(card),
        "facts": facts(card, may_read_round=request.user.has_perm("assessment.read_rounds")),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "where": where,
        "barred": barred_sentence(request.user, dossier, where.takers) if where and where.position else "",
        "way": picture(where.steps, where.position) if where else [],
        "stances": list(dossier.stances.select_related("given_by").order_by("pk")),
        "may_edit": any(deed.name == "dossier-scores" for deed in deeds),
        "events": events_of(request, dossier),
        "page_year": dossier.round.year,
        "page_place": titles([dossier.place_id]).get(dossier.place_id, ""),
    }
    return render(request, "office/assessment/dossier.html", context)


@needs("assessment.read_dossiers")
def dossier_form(request: Request, pk: int, form: str) -> HttpResponse:
    """The assessment form, to be signed or filled in further."""
    card = _read(request, pk)
    return paper_answer(written_paper(assessment_form(card), form), f"phieu-danh-gia-{card.dossier.round.year}", form)


def _read(request: Request, pk: int) -> DossierCard:
    """One that the account may read; on record."""
    dossier = reached(request, pk)
    record_reading(
        "assessment.read_dossiers",
        actor=request.user,
        subject_kind="dossier",
        subject_id=dossier.pk,
        place=dossier.place_id,
        person_count=1,
    )
    return dossier_card(dossier, with_evidence=not hides_evidence(request.user, dossier))


def reached(request: Request, pk: int) -> Dossier:
    rows = Dossier.objects.within(request.scope)
    return get_object_or_404(
        rows.select_related("citizen", "round__version", "applicant_group", "unit", "pass_rule"), pk=pk
    )


def facts(card: DossierCard, *, may_read_round: bool) -> list[tuple[Any, ...]]:
    dossier = card.dossier
    way_on = (reverse("office:round", args=[dossier.round_id]), _("Xem đợt")) if may_read_round else ()
    rows: list[tuple[Any, ...]] = [
        (_("Đợt"), dossier.round.year, *way_on),
        (_("Bộ tiêu chí"), card.version.number),
        (_("Nhóm đối tượng"), worded(dossier.applicant_group.name, card.version.english)),
        (_("Nơi cư trú ngày %(day)s") % {"day": f"{card.read_on:%d/%m/%Y}"}, card.place.path),
        (_("Người nhập"), _("Cán bộ nhập hộ, có đồng ý") if dossier.is_assisted else _("Tự khai")),
    ]
    if dossier.unit:
        rows.insert(3, (_("Đơn vị"), str(dossier.unit)))
    if dossier.return_note and dossier.status == Dossier.Status.RETURNED:
        rows.append((_("Cần bổ sung"), dossier.return_note))
    return rows
