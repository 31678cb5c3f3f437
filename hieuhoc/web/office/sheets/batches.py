"""One import from the received file to its result: progress, preview, confirm, cancel, resume, undo."""

from io import BytesIO
from typing import Any

from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets import tasks
from hieuhoc.sheets.actions import cancel_batch, is_still_written
from hieuhoc.sheets.definition import PART
from hieuhoc.sheets.findings import MOST_PROBLEM_ROWS
from hieuhoc.sheets.jobs import is_busy
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.progress import AT_WORK, progress_of
from hieuhoc.sheets.reads import Cause, Preview, preview
from hieuhoc.sheets.registry import all_sheets, sheet_of
from hieuhoc.sheets.workbooks import write_annotated
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, NoFields, ask
from hieuhoc.web.office.sheets.pages import XLSX, batches_seen
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.shapes import Tile

SHOWN_CHANGES = 50
SHOWN_CELLS = 5
STARTS = {Batch.Status.CHECKING: tasks.check, Batch.Status.WRITING: tasks.confirm, Batch.Status.UNDOING: tasks.undo}


@needs("sheets.read_batches", "sheets.import_skills")
def batch_list(request: Request) -> HttpResponse:
    kind = filter_of(request, "sheet", _("Bảng"), [(one.code, str(one.title)) for one in all_sheets()])
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
        "sheet_titles": {one.code: one.title for one in all_sheets()},
        "names": titles(row.place_id for row in page.rows),
    }
    return render(request, "office/sheets/batches.html", context)


@needs("sheets.read_batches", "sheets.import_skills")
def batch(request: Request, pk: int) -> HttpResponse:
    found = reached(request, pk)
    busy = is_busy(found)
    if not busy:
        found.refresh_from_db()  # the work may have ended since the row was read
    left = is_still_written(found)
    seen = preview(found)
    changes = seen.changes[:SHOWN_CHANGES] if found.status == Batch.Status.CHECKED else []
    if changes:
        record_reading(
            "sheets.preview",
            actor=request.user,
            subject_kind="batch",
            subject_id=found.pk,
            place=found.place_id,
            person_count=len({change["row"] for change in changes}),
        )
    headers = {column.key: str(column.header) for column in sheet_of(found.sheet).columns}
    # Changes that are no column of the file; what has no words (a sort key) changes with another field.
    named = {"home": _("Nơi ở"), "return": _("Trở về tỉnh")} | headers
    context = {
        "batch": found,
        "sheet": sheet_of(found.sheet),
        "preview": seen,
        "tiles": tiles_of(seen),
        "changes": [(change, named[change["field"]]) for change in changes if change["field"] in named],
        "causes": causes_of(found, seen, {str(words): key for key, words in headers.items()}),
        "is_busy": busy,
        "sentence": _("Đã huỷ, nhưng những dòng đã ghi chưa được lấy lại.") if left else sentence_of(found, seen),
        "place_name": titles([found.place_id]).get(found.place_id, ""),
        "may_choose": seen.ambiguous and found.status in {Batch.Status.CHECKED, Batch.Status.DONE} and not busy,
        "may_undo": (found.status == Batch.Status.DONE or left) and found.purged_at is None,
        "writable": seen.new + seen.changed,
        "most_kept": MOST_PROBLEM_ROWS,
    }
    return render(request, "office/sheets/batch.html", context)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_progress(request: Request, pk: int) -> HttpResponse:
    """The part of the page that is asked for again and again; when the work is over the page is loaded anew."""
    found = reached(request, pk)
    busy = is_busy(found)
    context = {"batch": found, "progress": progress_of(found), "is_busy": busy}
    answer = render(request, "office/sheets/progress.html", context)
    if not busy:
        answer["HX-Refresh"] = "true"
    return answer


@needs("sheets.read_batches", "sheets.import_skills")
def batch_annotated(request: Request, pk: int) -> FileResponse:
    found = reached(request, pk)
    target = BytesIO()
    write_annotated(found, target, actor=request.user)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename="danh-sach-can-sua.xlsx", content_type=XLSX)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_confirm(request: Request, pk: int) -> HttpResponse:
    found = reached(request, pk)
    seen = preview(found)
    lead = _("Ghi %(new)s dòng mới và %(changed)s dòng thay đổi. Có thể hoàn tác khi chưa ai sửa các dòng này.") % {
        "new": number(seen.new),
        "changed": number(seen.changed),
    }
    warning = ""
    if seen.ambiguous:
        warning = _("%(count)s dòng chưa chọn sẽ không được ghi.") % {"count": number(seen.ambiguous)}
    return start(request, found, _("Ghi danh sách"), lead, tasks.confirm, {Batch.Status.CHECKED}, warning)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_check(request: Request, pk: int) -> HttpResponse:
    lead = _("Đọc lại tệp và so với dữ liệu bây giờ; chưa ghi gì.")
    allowed = {Batch.Status.CHECKED, Batch.Status.REFUSED}
    return start(request, reached(request, pk), _("Kiểm tra lại"), lead, tasks.check, allowed)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_undo(request: Request, pk: int) -> HttpResponse:
    lead = _("Mọi dòng của lần nhập này trở lại như trước. Không được nếu có dòng đã bị sửa từ đó.")
    allowed = {Batch.Status.DONE, Batch.Status.CANCELLED}
    return start(request, reached(request, pk), _("Hoàn tác lần nhập"), lead, tasks.undo, allowed)


@needs("sheets.read_batches", "sheets.import_skills")
def batch_resume(request: Request, pk: int) -> HttpResponse:
    """Work that stopped half way goes on where it was."""
    found = reached(request, pk)
    task = STARTS.get(Batch.Status(found.status), tasks.check)
    lead = _("Công việc bị dừng giữa chừng; làm tiếp từ chỗ đã dừng.")
    return start(request, found, _("Làm tiếp"), lead, task, set(AT_WORK) | {Batch.Status.RECEIVED})


@needs("sheets.read_batches", "sheets.import_skills")
def batch_cancel(request: Request, pk: int) -> HttpResponse:
    found = reached(request, pk)
    back = reverse("office:batch", args=[found.pk])

    def deed(_given: dict[str, Any]) -> str:
        with transaction.atomic():
            if cancel_batch(found, actor=request.user).chunks.standing().exists() and not is_busy(found):
                tasks.undo.defer(batch_id=found.pk, user_id=request.user.pk)  # nobody is left to take the rows back
        return back

    lead = _("Những dòng đã ghi của lần nhập này, nếu có, được lấy lại.")
    page = FormPage(_("Huỷ lần nhập"), _("Huỷ lần nhập"), lead, back, crumbs(found))
    return ask(request, NoFields(request.POST if request.method == "POST" else None), page, deed)


def start(
    request: Request, found: Batch, title: str, lead: str, task: Any, allowed: set[Batch.Status], warning: str = ""
) -> HttpResponse:
    """Ask, then hand the work to the background; the batch page shows how far it is."""
    require(request.user, sheet_of(found.sheet).ability, found)
    back = reverse("office:batch", args=[found.pk])

    def deed(_given: dict[str, Any]) -> str:
        if not is_busy(found):
            if found.status not in allowed:
                raise Refusal(
                    _("Lần nhập đang ở bước “%(status)s”.") % {"status": found.get_status_display()}, code="wrong_step"
                )
            task.defer(batch_id=found.pk, user_id=request.user.pk)
        return back

    form = NoFields(request.POST if request.method == "POST" else None)
    return ask(request, form, FormPage(title, title, lead, back, crumbs(found), warning), deed)


def reached(request: Request, pk: int) -> Batch:
    return get_object_or_404(batches_seen(request), pk=pk)


def crumbs(found: Batch) -> list[tuple[str, str]]:
    return [
        (_("Bảng tính"), reverse("office:sheet-list")),
        (str(sheet_of(found.sheet).title), reverse("office:sheet", args=[found.sheet])),
        (found.file_name, reverse("office:batch", args=[found.pk])),
    ]


def first_cells(found: Batch) -> dict[tuple[str, str, str], str]:
    """Where the first problems of each cause stand: cells as the officer finds them in the file, rows when the whole row is meant."""
    letters = found.counts.get("letters", {})
    cells: dict[tuple[str, str, str], list[str]] = {}
    kept = found.problems.order_by("row_number").values_list("cause", "column", "message", "row_number")
    for cause, column, message, row in kept[:2000]:
        cells.setdefault((cause, column, message.split(PART)[0]), []).append(f"{letters.get(column, '')}{row}")
    return {
        key: ", ".join(kept[:SHOWN_CELLS]) + ("…" if len(kept) > SHOWN_CELLS else "") for key, kept in cells.items()
    }


def causes_of(found: Batch, seen: Preview, keys: dict[str, str]) -> list[tuple[Cause, str]]:
    """Each cause with the cells it stands in."""
    cells = first_cells(found)
    return [(cause, cells.get((cause.cause, keys.get(cause.header, ""), cause.text), "")) for cause in seen.causes]


def tiles_of(seen: Preview) -> list[Tile]:
    tiles = [
        Tile(_("mới"), seen.new, "done", icon="plus"),
        Tile(_("thay đổi"), seen.changed, "waiting", icon="pencil"),
        Tile(_("như cũ"), seen.same, "neutral"),
        Tile(_("không nhận"), seen.refused, "failed"),
        Tile(_("cảnh báo"), seen.warned, "uncertain"),
    ]
    chosen_from = Tile(_("cần chọn người"), seen.ambiguous, "waiting", icon="arrows-exchange")
    return [*tiles[:4], chosen_from, tiles[4]] if seen.ambiguous else tiles


def left_out(seen: Preview) -> str:
    """What did not go in, and how it can."""
    said = ""
    if seen.refused:
        said += " " + _("%(count)s dòng không nhận: sửa rồi gửi lại.") % {"count": number(seen.refused)}
    if seen.ambiguous:
        said += " " + _("%(count)s dòng chưa chọn người: chọn rồi gửi lại tệp.") % {"count": number(seen.ambiguous)}
    return said


def sentence_of(found: Batch, seen: Preview) -> str:
    """The state in one sentence."""
    written = number(seen.new + seen.changed)
    words = {
        "received": _("Đã nhận tệp, chờ kiểm tra."),
        "checking": _("Đang đọc tệp và so với dữ liệu đã có; chưa ghi gì."),
        "checked": _("Đã kiểm tra %(rows)s dòng; chưa ghi gì.") % {"rows": number(seen.rows)},
        "refused": _("Không có gì được ghi."),
        "writing": _("Đang ghi; có thể rời trang này và quay lại."),
        "done": _("Đã ghi %(count)s dòng.") % {"count": written} + left_out(seen),
        "cancelled": _("Đã huỷ; không còn dòng nào của lần nhập này."),
        "undoing": _("Đang hoàn tác."),
        "undone": _("Đã hoàn tác %(count)s dòng.") % {"count": written},
    }
    return words.get(found.status, "")
