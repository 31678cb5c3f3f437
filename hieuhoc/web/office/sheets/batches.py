"""One import from the received file to its result: progress, preview, confirm, cancel, resume, undo."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets import tasks
from hieuhoc.sheets.actions import cancel_batch, is_still_written
from hieuhoc.sheets.findings import MOST_PROBLEM_ROWS
from hieuhoc.sheets.jobs import is_busy
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.progress import AT_WORK, progress_of
from hieuhoc.sheets.questions import open_questions
from hieuhoc.sheets.reads import preview
from hieuhoc.sheets.registry import all_sheets, sheet_of
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.sheets.headings import deeds_of, heading_of
from hieuhoc.web.office.sheets.of_file import OfFile, shown_of_file
from hieuhoc.web.office.sheets.previews import causes_of, in_words, tiles_of
from hieuhoc.web.office.sheets.reached import batches_seen, crumbs, reached
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.office.work_progress import progress_answer
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

STARTS = {Batch.Status.CHECKING: tasks.check, Batch.Status.WRITING: tasks.confirm, Batch.Status.UNDOING: tasks.undo}


@needs("sheets.read_batches", "sheets.import_skills")
def batch_list(request: Request) -> HttpResponse:
    kind = filter_of(request, "sheet", _("Bảng"), [(sheet.code, str(sheet.title)) for sheet in all_sheets()])
    status = filter_of(request, "status", _("Trạng thái"), Batch.Status.choices)
    rows = batches_seen(request)
    rows = rows.filter(sheet=kind.chosen) if kind.chosen else rows
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    page = key_page(rows, request, order=["-id"])
    filters, address = [kind, status], reverse("office:batch-list")
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "sheet_titles": {sheet.code: sheet.title for sheet in all_sheets()},
        "names": titles(row.place_id for row in page.rows),
    }
    return render(request, "office/sheets/batches.html", context)


@needs("sheets.read_batches", "sheets.import_skills")
def batch(request: Request, pk: int) -> HttpResponse:
    batch = reached(request, pk)
    busy = is_busy(batch)
    if not busy:
        batch.refresh_from_db()  # the work may have ended since the row was read
    left = is_still_written(batch)
    seen = preview(batch)
    is_open = not busy and batch.status == Batch.Status.CHECKED
    shown = shown_of_file(request, batch) if is_open else OfFile()
    table = shown.table
    asked, place = len(open_questions(batch)), titles([batch.place_id]).get(batch.place_id, "")
    context = {
        "batch": batch,
        "sheet": sheet_of(batch.sheet),
        "preview": seen,
        "heading": heading_of(batch, seen, place, is_busy=busy, is_left=left, is_lost=bool(shown.lost), asked=asked),
        "tiles": tiles_of(batch, seen, table),
        "table": table,
        "questions": shown.questions,
        "made": shown.made,
        "lost": shown.lost,
        "causes": causes_of(batch, seen),
        "is_busy": busy,
        "deeds": deeds_of(batch, seen, is_busy=busy, is_left=left),
        "writable": seen.new + seen.changed,
        "most_kept": MOST_PROBLEM_ROWS,
    }
    return render(request, "office/sheets/batch.html", context)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_progress(request: Request, pk: int) -> HttpResponse:
    batch = reached(request, pk)
    busy = is_busy(batch)
    context = {"batch": batch, "progress": progress_of(batch), "is_busy": busy}
    return progress_answer(request, "office/sheets/progress.html", context, is_over=not busy)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_annotated(request: Request, pk: int) -> HttpResponseBase:
    return exported(request, "sheets.problems", {"batch": reached(request, pk).pk})


@needs("sheets.read_batches", "sheets.import_skills")
def batch_confirm(request: Request, pk: int) -> HttpResponse:
    """What will be written, what not and why, and everything that will be made beside the rows."""
    batch = reached(request, pk)
    if batch.status == Batch.Status.CHECKED and open_questions(batch):
        return redirect(f"{reverse('office:batch', args=[batch.pk])}#questions")
    shown = shown_of_file(request, batch, with_rows=False)
    if shown.lost:
        return redirect("office:batch", batch.pk)  # which says so
    seen = preview(batch)
    context = {
        "batch": batch,
        "preview": seen,
        "refused": in_words(seen, Problem.Severity.ERROR),
        "warned": in_words(seen, Problem.Severity.WARNING),
        "made": shown.made,
        "rows_url": reverse("office:batch", args=[batch.pk]),
    }
    counts = {"new": number(seen.new), "changed": number(seen.changed), "written": number(seen.new + seen.changed)}
    lead = _("Ghi %(written)s dòng: %(new)s dòng mới, %(changed)s dòng thay đổi.") % counts
    left_out = seen.refused + seen.ambiguous
    title = _("Ghi %(count)s dòng") % {"count": counts["written"]}
    if left_out:
        title = _("Ghi %(count)s dòng, bỏ %(left)s") % {"count": counts["written"], "left": number(left_out)}
    page = FormPage(title, title, lead, reverse("office:batch", args=[batch.pk]), crumbs(batch))
    return start(request, batch, page, tasks.confirm, {Batch.Status.CHECKED}, "office/sheets/confirm.html", **context)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_check(request: Request, pk: int) -> HttpResponse:
    lead = _("Đọc lại tệp và so với dữ liệu bây giờ; chưa ghi gì.")
    allowed = {Batch.Status.CHECKED, Batch.Status.REFUSED}
    batch = reached(request, pk)
    return start(request, batch, page_for(batch, _("Kiểm tra lại"), lead), tasks.check, allowed)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_undo(request: Request, pk: int) -> HttpResponse:
    lead = _("Mọi dòng của lần nhập này trở lại như trước. Không được nếu có dòng đã bị sửa từ đó.")
    allowed = {Batch.Status.DONE, Batch.Status.CANCELLED}
    batch = reached(request, pk)
    return start(request, batch, page_for(batch, _("Hoàn tác lần nhập"), lead), tasks.undo, allowed)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_resume(request: Request, pk: int) -> HttpResponse:
    """Work that stopped half way goes on where it was."""
    batch = reached(request, pk)
    task = STARTS.get(Batch.Status(batch.status), tasks.check)
    lead = _("Công việc bị dừng giữa chừng; làm tiếp từ chỗ đã dừng.")
    allowed = set(AT_WORK) | {Batch.Status.RECEIVED}
    return start(request, batch, page_for(batch, _("Làm tiếp"), lead), task, allowed)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_cancel(request: Request, pk: int) -> HttpResponse:
    batch = reached(request, pk)
    back = reverse("office:batch", args=[batch.pk])

    def deed(_given: dict[str, Any]) -> str:
        with transaction.atomic():
            if cancel_batch(batch, actor=request.user).chunks.standing().exists() and not is_busy(batch):
                tasks.undo.defer(batch_id=batch.pk, user_id=request.user.pk)  # nobody is left to take the rows back
        return back

    lead = _("Những dòng đã ghi của lần nhập này, nếu có, được lấy lại.")
    page = page_for(batch, _("Huỷ lần nhập"), lead)
    return ask(request, confirmation(request), page, deed)


def page_for(batch: Batch, title: str, lead: str) -> FormPage:
    return FormPage(title, title, lead, reverse("office:batch", args=[batch.pk]), crumbs(batch))


def start(
    request: Request,
    batch: Batch,
    /,
    page: FormPage,
    task: Any,
    allowed: set[Batch.Status],
    template: str = "office/work/form.html",
    **context: Any,
) -> HttpResponse:
    """Ask, then hand the work to the background; the batch page shows how far it is."""
    require(request.user, sheet_of(batch.sheet).ability, batch)

    def deed(_given: dict[str, Any]) -> str:
        if not is_busy(batch):
            if batch.status not in allowed:
                raise Refusal(
                    _("Lần nhập đang ở bước “%(status)s”.") % {"status": batch.get_status_display()}, code="wrong_step"
                )
            task.defer(batch_id=batch.pk, user_id=request.user.pk)
        return page.back

    return ask(request, confirmation(request), page, deed, template, **context)
