"""Lists that people take along. A short one is written at once; a long one by a job, one after the other for each
account, so that whoever asks for everything stops nobody."""

import json
import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sealed_files import open_blob, open_stream, seal_blob, seal_stream
from hieuhoc.lib.workbook_writing import MAX_ROWS, write_workbook
from hieuhoc.sheets.export_kinds import ExportCells, Exported, ExportFile, Wishes, table_of
from hieuhoc.sheets.models import Export

AT_ONCE = 2_000  # rows: a fifth of a second
MOST_WAITING = 3  # of one account
KEEP = timedelta(hours=24)
FOLDERS, WISHES, REACH, FILE, PLAIN = "exports", "wishes", "reach", "file", "plain-"
RESTS_EVERY, LONGEST_REST = 200, 0.5  # rows, seconds
TOLD_EVERY = 2_000  # rows between two looks of the page that waits
OPEN = (Export.Status.ASKED, Export.Status.BEING_WRITTEN)


def written_at_once(table: Exported, target: BinaryIO, *, actor: User) -> bool:
    """A short one, recorded as a reading; False, and nothing written, for a long one."""
    if isinstance(table, ExportFile):
        if table.is_short:
            _record(table, actor, table.write(target))
        return table.is_short
    rows = list(islice(table.rows(AT_ONCE + 1), AT_ONCE + 1))
    if len(rows) > AT_ONCE:
        return False
    write_workbook(target, table.columns, rows, sheet=table.title)
    _record(table, actor, len(rows))
    return True


def ask_export(kind: str, wishes: Wishes, *, actor: User) -> Export:
    """The same asked again while it waits is the same export. Raises Refusal when too many wait."""
    table = table_of(kind, actor, wishes)
    asked = wishes | {"language": get_language()}
    waiting = list(Export.objects.filter(asked_by=actor, status__in=OPEN))
    for export in waiting:
        if export.kind == kind and wishes_of(export) == asked:
            return export
    if len(waiting) >= MOST_WAITING:
        sentence = _("Đang có %(count)d tệp chờ viết.") % {"count": len(waiting)}
        raise Refusal(sentence, remedy=_("Chờ một tệp xong rồi tải tiếp."), code="exports_waiting")
    folder = Path(FOLDERS) / secrets.token_hex(16)
    (Path(settings.DATA_DIR) / folder).mkdir(mode=0o700, parents=True)
    asked_export = Export(kind=kind, title=table.title, file_name=table.file_name, asked_by=actor, folder=str(folder))
    _path(asked_export, WISHES).write_bytes(seal_blob(json.dumps(asked).encode()))
    asked_export.save()
    return asked_export


def write_export_file(export: Export) -> None:
    """The job. Begun again after a killed worker it writes the file anew."""
    if not Export.objects.filter(pk=export.pk, status__in=OPEN).update(status=Export.Status.BEING_WRITTEN, rows_done=0):
        return
    wishes = wishes_of(export)
    try:
        with override(wishes["language"]):
            table = table_of(export.kind, export.asked_by, wishes)
            count = _write(export, table)
    except PermissionDenied:
        _stop(export, _("Quyền tải danh sách này không còn nữa."))
    except Refusal as refusal:
        _stop(export, refusal.sentence)
    except ValueError:
        _stop(export, _("Danh sách dài hơn một bảng tính chứa được (%(rows)d dòng).") % {"rows": MAX_ROWS})
    else:
        ready = {"status": Export.Status.READY, "rows_done": count, "ready_at": timezone.now()}
        Export.objects.filter(pk=export.pk).update(**ready)


def give_up(export: Export) -> None:
    """After a fault that does not pass."""
    _stop(export, _("Có lỗi khi viết tệp; hãy tải lại danh sách."))


def open_export(export: Export, *, actor: User) -> Iterator[bytes]:
    """The plain bytes for who asked, while they still reach what is in it: a reading, each time. Raises PermissionDenied,
    Refusal or FileNotFoundError."""
    if export.asked_by_id != actor.pk:
        raise PermissionDenied(export.kind)
    table = table_of(export.kind, actor, wishes_of(export))
    if not _covers(table.scope, json.loads(open_blob(_path(export, REACH).read_bytes()))):
        raise Refusal(
            _("Phạm vi phụ trách đã đổi sau khi tệp được viết."), remedy=_("Tải lại danh sách."), code="reach_changed"
        )
    sealed = _path(export, FILE).open("rb")
    _record(table, actor, export.rows_done)

    def pieces() -> Iterator[bytes]:
        with sealed:
            yield from open_stream(sealed)

    return pieces()


def remove_old_exports() -> int:
    """Files past their time."""
    return remove_exports_before(timezone.now() - KEEP)


def remove_exports_before(moment: datetime) -> int:
    """Those asked for before then, and folders that no export speaks of."""
    old = Export.objects.filter(asked_at__lt=moment).exclude(status=Export.Status.REMOVED)
    removed = 0
    for export in old:
        removed += remove_export(export)
    known = set(Export.objects.exclude(status=Export.Status.REMOVED).values_list("folder", flat=True))
    for path in (Path(settings.DATA_DIR) / FOLDERS).glob("*"):
        if f"{FOLDERS}/{path.name}" not in known and path.stat().st_mtime < moment.timestamp():
            shutil.rmtree(path, ignore_errors=True)
    return removed


def ready_within(places: Collection[int]) -> list[Export]:
    """Files that wait to be fetched and were written within a reach that holds one of these places, or by none."""
    waiting = Export.objects.filter(status=Export.Status.READY).order_by("pk")
    return [export for export in waiting if _reaches_any(export, set(places))]


def remove_export(export: Export) -> int:
    """File and request; 1, or 0 when it was gone meanwhile."""
    shutil.rmtree(Path(settings.DATA_DIR) / export.folder, ignore_errors=True)
    return Export.objects.filter(pk=export.pk).update(status=Export.Status.REMOVED)


def _reaches_any(export: Export, places: set[int]) -> bool:
    """By place or by who belongs to a unit or a family: those are taken as reaching everybody."""
    try:
        reach = json.loads(open_blob(_path(export, REACH).read_bytes()))
    except FileNotFoundError:
        return False
    return bool(reach["everything"] or reach["units"] or reach["groups"] or places & set(reach["places"]))


def wishes_of(export: Export) -> Wishes:
    wishes: Wishes = json.loads(open_blob(_path(export, WISHES).read_bytes()))
    return wishes


def _write(export: Export, table: Exported) -> int:
    """Sealed as soon as it is written; until then a file only we may read."""
    for left in _path(export, "").glob(f"{PLAIN}*"):
        left.unlink(missing_ok=True)
    plain, draft = _path(export, PLAIN + secrets.token_hex(8)), _path(export, FILE + ".draft")
    try:
        os.close(os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        if isinstance(table, ExportFile):
            count = table.write(plain)
        else:
            count = write_workbook(plain, table.columns, _told(export, table.rows(None)), sheet=table.title)
        with plain.open("rb") as source, draft.open("wb") as target:
            seal_stream(source, target)
    finally:
        plain.unlink(missing_ok=True)
    reach = {
        key: sorted(value) if isinstance(value, frozenset) else value for key, value in asdict(table.scope).items()
    }
    _path(export, REACH).write_bytes(seal_blob(json.dumps(reach, default=str).encode()))
    draft.replace(_path(export, FILE))
    return count


def _told(export: Export, rows: Iterable[ExportCells]) -> Iterator[ExportCells]:
    """Says how far it is, and rests the longer, the more is waiting for the processors of this machine."""
    begun = time.thread_time()
    for number, row in enumerate(rows, 1):
        if number % RESTS_EVERY == 0:
            worked = time.thread_time() - begun
            time.sleep(min(LONGEST_REST, worked * os.getloadavg()[0] / (os.cpu_count() or 1)))
            begun = time.thread_time()
        if number % TOLD_EVERY == 0:
            Export.objects.filter(pk=export.pk).update(rows_done=number)
        yield row


def _covers(now: Scope, then: dict[str, Any]) -> bool:
    if then["everything"]:
        return now.everything
    return now.everything or all(set(then[key]) <= getattr(now, key) for key in ("places", "units", "groups"))


def _record(table: Exported, actor: User, count: int) -> None:
    record_reading(
        table.purpose,
        actor=actor,
        subject_kind=table.subject,
        subject_id=table.subject_id,
        place=table.place,
        person_count=count,
    )


def _stop(export: Export, refusal: str) -> None:
    Export.objects.filter(pk=export.pk).update(status=Export.Status.STOPPED, refusal=refusal)


def _path(export: Export, name: str) -> Path:
    return Path(settings.DATA_DIR) / export.folder / name
