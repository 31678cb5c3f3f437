"""The deeds of an import: receive, check, confirm, cancel, undo, purge."""

from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from polars.exceptions import PolarsError

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.sheets import staging
from hieuhoc.sheets.checking import MAKINGS, check
from hieuhoc.sheets.locks import only_worker
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.progress import Cancelled, enter_phase
from hieuhoc.sheets.questions import open_questions, questions_of
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.releases import reading_release
from hieuhoc.sheets.seen import CHANGES, INDEX
from hieuhoc.sheets.undoing import CANCELLING, take_back
from hieuhoc.sheets.writing import write_chunks

KEEP_DAYS = 90  # shipped; the province sets its own (sheets.personal)
WORKERS = 3  # while they prepare their rows PostgreSQL writes another's; each holds a chunk in memory


@transaction.atomic
def receive_file(
    sheet_code: str,
    content: BinaryIO,
    *,
    file_name: str,
    place: Place,
    settings: dict[str, Any] | None = None,
    legal_basis: str = "",
    actor: User | None,
) -> Batch:
    """Keeps the file sealed. Nothing in it has been looked at yet: `check_batch` does that."""
    sheet = sheet_of(sheet_code)
    require(actor, sheet.ability, place)
    chosen = _plain_settings(sheet_code, settings or {})
    with staging.kept_folder() as folder:
        digest = staging.keep_source(content, folder)
        batch = Batch.objects.create(
            sheet=sheet.code,
            sheet_version=sheet.version,
            place=place,
            uploaded_by=actor,
            file_name=file_name[:200],
            file_sha256=digest,
            folder=folder,
            legal_basis=legal_basis,
            settings=chosen,
        )
        record(
            "sheets.receive_file",
            actor=actor,
            subject_kind="batch",
            subject_id=batch.pk,
            place=place.pk,
            changes={"sheet": [None, sheet.code], "sha256": [None, digest.hex()]},
        )
    return batch


def check_batch(batch: Batch, *, actor: User | None) -> Batch:
    """Reads and compares everything, changes no record. May be asked again until the batch is confirmed."""
    require(actor, sheet_of(batch.sheet).ability, batch)
    with only_worker(batch.pk):
        batch.refresh_from_db()
        if batch.status not in {
            Batch.Status.RECEIVED,
            Batch.Status.CHECKING,
            Batch.Status.CHECKED,
            Batch.Status.REFUSED,
        }:
            raise Refusal(_("Lần nhập này đã được xác nhận hoặc đã huỷ; không kiểm tra lại được."), code="wrong_step")
        return check(batch)


def confirm_batch(batch: Batch, *, workers: int = WORKERS, actor: User | None) -> Batch:
    """Writes the batch; asked again after a kill it writes the rest. Twice on a finished batch changes nothing."""
    require(actor, sheet_of(batch.sheet).ability, batch)
    with only_worker(batch.pk):
        batch.refresh_from_db()
        if batch.status == Batch.Status.DONE:
            return batch
        if _is_left_cancelled(batch):
            return _cancel_written(batch, actor)
        if batch.status not in {Batch.Status.CHECKED, Batch.Status.WRITING}:
            raise Refusal(_("Chỉ ghi được một lần nhập đã kiểm tra xong."), code="wrong_step")
        _refuse_open_questions(batch)
        _read_again_after_upgrade(batch)
        _open_writing(batch, actor)
        try:
            _write(batch, workers, actor)
        except Cancelled:
            return _cancel_written(batch, actor)
        except Refusal as refusal:
            if refusal.code == "stored_file_lost":
                _read_again_what_was_lost(batch, actor)
            # What the rows stand on has changed since the check: with nothing written, it is a checked batch again.
            if not batch.chunks.filter(written_at__isnull=False).exists():
                Batch.objects.filter(pk=batch.pk).update(status=Batch.Status.CHECKED, phase="")
            raise
        batch.status, batch.phase, batch.done_at = Batch.Status.DONE, "", timezone.now()
        batch.rows_done = batch.rows_total or batch.rows_done
        batch.save(update_fields=["status", "phase", "done_at", "rows_done", "counts"])
        staging.drop_files(batch, "rows-*")
    return batch


@transaction.atomic
def answer_questions(batch: Batch, answers: dict[str, str], *, actor: User | None) -> Batch:
    """Keeps what the officer decided (`questions.py`). Nothing is read anew here: the caller asks the check again, and
    `confirm_batch` refuses until it has read with these answers."""
    require(actor, sheet_of(batch.sheet).ability, batch)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.status != Batch.Status.CHECKED:
        raise Refusal(_("Chỉ trả lời được khi lần nhập đang chờ xác nhận."), code="wrong_step")
    offered = {question.code: {value for value, _words in question.choices} for question in questions_of(batch)}
    if any(value not in offered.get(code, set()) for code, value in answers.items()):
        raise Refusal(_("Câu trả lời không có trong các lựa chọn của lần nhập này."), code="unknown_answer")
    before, batch.answers = batch.answers, batch.answers | answers
    batch.save(update_fields=["answers"])
    record(
        "sheets.answer_questions",
        actor=actor,
        subject_kind="batch",
        subject_id=batch.pk,
        place=batch.place_id,
        changes={code: [before.get(code), value] for code, value in answers.items()},
    )
    return batch


@transaction.atomic
def cancel_batch(batch: Batch, *, actor: User | None) -> Batch:
    """Before writing: the batch ends here. While writing: the writer stops after its chunk and takes everything back;
    when it is no more, `undo_batch` does."""
    require(actor, sheet_of(batch.sheet).ability, batch)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.status in {Batch.Status.DONE, Batch.Status.UNDOING, Batch.Status.UNDONE, Batch.Status.CANCELLED}:
        raise Refusal(
            _("Lần nhập này đã kết thúc; không huỷ được nữa."),
            remedy=_("Dùng nút Hoàn tác nếu cần."),
            code="wrong_step",
        )
    was_writing = batch.status == Batch.Status.WRITING
    batch.status = Batch.Status.CANCELLED
    batch.save(update_fields=["status"])
    record(
        "sheets.cancel_batch",
        actor=actor,
        subject_kind="batch",
        subject_id=batch.pk,
        place=batch.place_id,
        changes={"was_writing": [was_writing, was_writing]},
    )
    return batch


def undo_batch(batch: Batch, *, actor: User | None) -> Batch:
    """Takes a written batch back while none of its rows was touched since; asked again after a kill it goes on."""
    require(actor, sheet_of(batch.sheet).ability, batch)
    with only_worker(batch.pk):
        batch.refresh_from_db()
        if batch.status == Batch.Status.UNDONE:
            return batch
        if batch.status not in {Batch.Status.DONE, Batch.Status.UNDOING, Batch.Status.CANCELLED}:
            raise Refusal(_("Chỉ hoàn tác được một lần nhập đã ghi."), code="wrong_step")
        if batch.purged_at is not None:
            raise Refusal(
                _("Dữ liệu để hoàn tác đã được xoá ngày %(on)s.")
                % {"on": f"{timezone.localtime(batch.purged_at):%d/%m/%Y}"},
                code="undo_expired",
            )
        is_cancel = batch.status == Batch.Status.CANCELLED or batch.phase == CANCELLING
        final = Batch.Status.CANCELLED if is_cancel else Batch.Status.UNDONE
        take_back(batch, is_cancel=is_cancel, actor=actor)
        batch.status, batch.phase, batch.undone_at = final, "", timezone.now()
        batch.save(update_fields=["status", "phase", "undone_at"])
    return batch


def is_still_written(batch: Batch) -> bool:
    """Cancelled, and rows of it are there: they could not be taken back yet."""
    return batch.status == Batch.Status.CANCELLED and batch.chunks.standing().exists()


@transaction.atomic
def purge_batch(batch: Batch, *, actor: User | None) -> Batch:
    """Destroys the upload, staged rows, undo data, problems and questions: what stays is who imported what, when, with
    which counts."""
    require(actor, "sheets.read_batches", batch)
    staging.drop_folder(batch)
    batch.problems.all().delete()
    batch.purged_at = timezone.now()
    batch.file_name = _("tệp đã xoá") + Path(batch.file_name).suffix[:8]
    batch.notes, batch.note_parts, batch.questions, batch.answers, batch.refusal = [], [], [], {}, ""
    batch.save(update_fields=["purged_at", "file_name", "notes", "note_parts", "questions", "answers", "refusal"])
    record("sheets.purge_batch", actor=actor, subject_kind="batch", subject_id=batch.pk, place=batch.place_id)
    return batch


@transaction.atomic
def forget_rows(batch: Batch, *, actor: User | None) -> Batch:
    """Destroys the upload and what was read of it; what takes the import back stays."""
    require(actor, "sheets.read_batches", batch)
    for pattern in (staging.SOURCE, INDEX, CHANGES, MAKINGS, "rows-*", "refused-*"):
        staging.drop_files(batch, pattern)
    batch.problems.all().delete()
    record("sheets.forget_rows", actor=actor, subject_kind="batch", subject_id=batch.pk, place=batch.place_id)
    return batch


@transaction.atomic
def _open_writing(batch: Batch, actor: User | None) -> None:
    """The batch's one audit entry comes first: rows are recorded under it, chunk by chunk."""
    if batch.audit_entry_id is None:
        entry = record_bulk(
            f"{sheet_of(batch.sheet).ability}",
            actor=actor,
            subject_kind="batch",
            subject_id=batch.pk,
            place=batch.place_id,
            rows_touched=batch.counts.get("new", 0) + batch.counts.get("changed", 0),
            changes={"legal_basis": [None, batch.legal_basis]} if batch.legal_basis else None,
        )
        batch.audit_entry_id = entry.pk
        batch.save(update_fields=["audit_entry_id"])
    enter_phase(batch, Batch.Status.WRITING, "writing", total=batch.counts.get("rows"))


def _refuse_open_questions(batch: Batch) -> None:
    waiting = open_questions(batch) if batch.status == Batch.Status.CHECKED else []
    if waiting:
        raise Refusal(
            _("Còn câu hỏi chưa trả lời: %(question)s") % {"question": waiting[0].sentence},
            remedy=_("Trả lời trên trang của lần nhập; tệp được kiểm tra lại theo câu trả lời."),
            code="open_questions",
        )


def _read_again_after_upgrade(batch: Batch) -> None:
    """What an older release read is looked at once more by the officer before it is written."""
    if batch.status == Batch.Status.CHECKED and _is_read_by_other_release(batch):
        check(batch)
        raise Refusal(
            _("Phần mềm đã được nâng cấp từ khi kiểm tra tệp, nên tệp vừa được kiểm tra lại; chưa ghi gì."),
            remedy=_("Xem lại rồi ghi."),
            code="read_by_older",
        )


def _read_again_what_was_lost(batch: Batch, actor: User | None) -> None:
    """The rows of a batch are gone from the disk, or damaged. With none of them written the file is read once more; what was
    made for them (households, villages) is taken back before."""
    written = batch.chunks.standing()
    if written.filter(position__gte=0).exists():
        raise Refusal(
            _("Các dòng chưa ghi của lần nhập này đã mất hoặc hỏng trên máy chủ, nên không ghi tiếp được."),
            remedy=_("Huỷ để lấy lại phần đã ghi, rồi gửi lại tệp; báo người quản trị máy chủ."),
            code="stored_file_lost",
        )
    if written.exists():
        take_back(batch, is_cancel=True, actor=actor)
    if check(batch).status == Batch.Status.CHECKED:
        raise Refusal(
            _("Các dòng đã đọc bị mất hoặc hỏng trên máy chủ, nên tệp vừa được kiểm tra lại; chưa ghi gì."),
            remedy=_("Xem lại rồi ghi; báo người quản trị máy chủ."),
            code="stored_file_lost",
        )
    raise Refusal(batch.refusal, code="stored_file_lost")


def _write(batch: Batch, workers: int, actor: User | None) -> None:
    try:
        write_chunks(batch, actor=actor, workers=workers)
    except PolarsError as fault:
        if not _is_read_by_other_release(batch):
            raise
        raise Refusal(
            _("Phần mềm được nâng cấp khi đang ghi dở; phần còn lại do bản cũ đọc nên không ghi tiếp được."),
            remedy=_("Huỷ để lấy lại phần đã ghi, rồi gửi lại tệp."),
            code="half_written_by_older",
        ) from fault


def _is_read_by_other_release(batch: Batch) -> bool:
    return batch.sheet_version != reading_release(sheet_of(batch.sheet))


def _is_left_cancelled(batch: Batch) -> bool:
    """Cancelled while it was written, and the writer was killed before it had taken everything back."""
    if batch.status == Batch.Status.UNDOING:
        return batch.phase == CANCELLING
    return is_still_written(batch)


def _cancel_written(batch: Batch, actor: User | None) -> Batch:
    take_back(batch, is_cancel=True, actor=actor)
    batch.refresh_from_db()
    batch.status, batch.phase, batch.undone_at = Batch.Status.CANCELLED, "", timezone.now()
    batch.save(update_fields=["status", "phase", "undone_at"])
    return batch


def _plain_settings(sheet_code: str, given: dict[str, Any]) -> dict[str, Any]:
    known = {setting.key: setting for setting in sheet_of(sheet_code).settings}
    missing = [str(setting.label) for setting in known.values() if setting.is_required and not given.get(setting.key)]
    if missing:
        raise Refusal(_("Còn thiếu: %(labels)s.") % {"labels": ", ".join(missing)}, code="settings_missing")
    return {key: str(value) if hasattr(value, "isoformat") else value for key, value in given.items() if key in known}
