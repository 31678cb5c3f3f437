"""The checklist of a visit on a telephone, with or without a network: the page that is kept there, what it sends, photographs.

Nothing is kept twice: an entry carries a key (`inspection.sending`); the telephone lets go of what was decided.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hieuhoc.audit.actions import record_reading
from hieuhoc.inspection.actions import add_finding, add_photo, check_title, remove_photo
from hieuhoc.inspection.checklist import DECISIVE
from hieuhoc.inspection.models import CheckedTitle, Inspection, VisitPhoto
from hieuhoc.inspection.sending import done_once
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.choices import full_titles
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.inspection.checking import ASKED, ChecklistForm
from hieuhoc.web.office.inspection.findings import FindingForm
from hieuhoc.web.office.inspection.sent_entries import NotAnEntry, SentToVisit, read_entry
from hieuhoc.web.office.inspection.visits import visit_address, visit_crumbs
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request

KEPT = "X-Kept-On-Device"  # of a page that the worker may keep
# All that the page loads.
ASSETS = (
    *("ui/vendor/tabler/tabler.used.min.css", "ui/tokens.css", "ui/ui.css", "ui/parts.css", "ui/figures.css"),
    *("ui/ui.js", "ui/visit-phone.js", "ui/brand.svg", "ui/vendor/tabler-icons/icons.svg"),
    *(f"ui/vendor/be-vietnam-pro/be-vietnam-pro-{weight}.woff2" for weight in (400, 600)),
)


@needs("inspection.check_title")
def visit_phone(request: Request, pk: int) -> HttpResponse:
    """All titles of the visit at once: what is not on the telephone is not there without a network."""
    visit = _visit(request, pk)
    titles = list(visit.checked_titles.select_related("title__citizen", "title__decision").order_by("pk"))
    record_reading(
        "inspection.check_title",
        actor=request.user,
        subject_kind="list",
        person_count=len(titles),
        place=visit.place_id,
    )
    may_write = _is_held(request, visit)
    context = {
        "visit": visit,
        "name": full_titles([visit.place_id]).get(visit.place_id, ""),
        "crumbs": [(_("Trang của cuộc kiểm tra"), visit_address(visit))],
        "token": public_id("inspection", visit.pk),
        "holder": public_id("user", request.user.pk),
        "titles": [(row, public_id("checkedtitle", row.pk), json.dumps(_said(row))) for row in titles],
        "form": ChecklistForm(),
        "finding_form": FindingForm(prefix="finding"),
        "verdicts": CheckedTitle.Verdict.choices,
        "decisive": " ".join(f"{ASKED}{question.code}" for question in DECISIVE),
        "may_write": may_write,
        "signed_in_until": int(request.session.get_expiry_date().timestamp() * 1000),
    }
    answer = render(request, "office/inspection/phone.html", context)
    if may_write:
        answer[KEPT] = "yes"
    add_never_cache_headers(answer)
    return answer


def _said(row: CheckedTitle) -> dict[str, str]:
    """As fields of the checklist; nothing for a title that was not checked."""
    if not row.verdict:
        return {}
    answers = {f"{ASKED}{code}": answer for code, answer in row.answers.items()}
    return answers | {"verdict": row.verdict, "note": row.note}


@needs("inspection.check_title")
def visit_standing(request: Request, pk: int) -> HttpResponse:
    """Asked by the kept page before it sends: is the visit open to this account, what time is it, with which token."""
    visit = _visit(request, pk)
    now = int(timezone.now().timestamp() * 1000)
    answer = JsonResponse({"is_open": _is_held(request, visit), "now": now, "token": get_token(request)})
    add_never_cache_headers(answer)
    return answer


@needs("inspection.check_title")
@require_POST
def visit_entry(request: Request, pk: int) -> HttpResponse:
    """200 with what came of it: "taken", "known" (sent before) or "refused" with the reason, for the person to mend."""
    visit = _visit(request, pk)
    try:
        entry = read_entry(request.POST)
        deed = _deed_of(request, visit, entry)
    except NotAnEntry:
        return JsonResponse({"error": "entry"}, status=400)
    try:
        outcome = "taken" if done_once(visit, entry.key, deed, sender=request.user) else "known"
        words = ""
    except Refusal as refusal:
        outcome, words = "refused", refusal.advice
    answer = JsonResponse({"outcome": outcome, "words": words})
    add_never_cache_headers(answer)
    return answer


def _deed_of(request: Request, visit: Inspection, entry: SentToVisit) -> Callable[[], object]:
    checked = None if entry.title is None else visit.checked_titles.filter(pk=entry.title).first()
    if (checked is None) != (entry.title is None):
        raise NotAnEntry("a title of another visit")
    if entry.kind == "photo":
        photo = request.FILES.get("photo")
        if not isinstance(photo, UploadedFile):
            raise NotAnEntry("no photograph")
        return lambda: add_photo(visit, photo.read(), checked=checked, taken_at=entry.said_at, actor=request.user)
    if entry.kind == "finding":
        return partial(_add_finding, request, visit)
    if checked is None:
        raise NotAnEntry("no title")
    return partial(_check, request, checked, entry)


def _check(request: Request, checked: CheckedTitle, entry: SentToVisit) -> None:
    form = ChecklistForm(request.POST)
    _refuse_wrong(form)
    check_title(checked, form.said(), seen_at=entry.said_at, actor=request.user)


def _add_finding(request: Request, visit: Inspection) -> None:
    form = FindingForm(request.POST, prefix="finding")
    _refuse_wrong(form)
    add_finding(visit, **form.cleaned_data, actor=request.user)


def _refuse_wrong(form: forms.Form) -> None:
    """What a form says beside its fields, in one sentence: the telephone shows it with the entry."""
    if form.is_valid():
        return
    wrong = [f"{form.fields[name].label}: {' '.join(map(str, words))}" for name, words in form.errors.items()]
    raise Refusal(" ".join(wrong), code="wrong_fields")


@needs("inspection.check_title")
def visit_photo(request: Request, pk: int) -> HttpResponse:
    photo = _photo(request, pk)
    record_reading(
        "inspection.check_title",
        actor=request.user,
        subject_kind="inspection",
        subject_id=photo.inspection_id,
        place=photo.inspection.place_id,
        person_count=1,
    )
    return file_answer(photo.document)


@needs("inspection.remove_photo")
def visit_photo_remove(request: Request, pk: int) -> HttpResponse:
    photo = _photo(request, pk)
    visit, back = photo.inspection, visit_address(photo.inspection)
    lead = _("Ảnh bị xoá hẳn; lịch sử còn ghi đã có ảnh và ai bỏ.")
    page = FormPage(_("Bỏ ảnh này"), _("Bỏ ảnh"), lead, back, visit_crumbs(visit))

    def deed(_given: dict[str, Any]) -> str:
        remove_photo(photo, actor=request.user)
        came_of_it(request, _("Đã bỏ ảnh khỏi cuộc kiểm tra này."))
        return back

    return ask(request, confirmation(request), page, deed)


@needs("inspection.check_title")
def phone_worker(request: Request) -> HttpResponse:
    """The script that answers below its own address when the network does not."""
    context = {"kept": KEPT, "assets": json.dumps([static(name) for name in ASSETS])}
    answer = render(
        request, "office/inspection/phone_worker.js", context, content_type="text/javascript; charset=utf-8"
    )
    answer["Cache-Control"] = "no-cache"
    return answer


def _visit(request: Request, pk: int) -> Inspection:
    rows = Inspection.objects.checkable(request.scope, request.user).select_related("plan", "place")
    return get_object_or_404(rows, pk=pk)


def _is_held(request: Request, visit: Inspection) -> bool:
    return visit.status in Inspection.OPEN and visit.inspectors.filter(user=request.user.pk).exists()


def _photo(request: Request, pk: int) -> VisitPhoto:
    visits = Inspection.objects.checkable(request.scope, request.user)
    rows = VisitPhoto.objects.filter(inspection__in=visits).select_related("document", "inspection__plan")
    return get_object_or_404(rows, pk=pk)
