"""Long work on a terminal: while it runs, another thread shows how far it is, how fast and how long it still takes."""

import threading
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.progress import Progress, progress_of
from hieuhoc.web.ui.formats import number

EVERY_SECONDS = 0.5


def watched(command: BaseCommand, batch: Batch, deed: Callable[..., Any]) -> None:
    """Does the deed; its progress is one line that changes, on a terminal only."""
    stop = threading.Event()
    watcher = threading.Thread(target=_report, args=(command, batch.pk, stop), daemon=True)
    if command.stderr.isatty():
        watcher.start()
    try:
        deed(batch, actor=None)
    except KeyboardInterrupt:
        resume = f"hieuhoc import_sheet --resume {batch.pk}"
        raise CommandError(f"Đã dừng giữa chừng. Làm tiếp: {resume}; huỷ: --cancel {batch.pk}.") from None
    finally:
        stop.set()
        if watcher.is_alive():
            watcher.join()
            command.stderr.write("")


def _report(command: BaseCommand, batch_id: int, stop: threading.Event) -> None:
    try:
        while not stop.wait(EVERY_SECONDS):
            batch = Batch.objects.get(pk=batch_id)
            line = told(batch.get_status_display(), progress_of(batch))
            command.stderr.write(f"\r{line:<78}", style_func=str, ending="")
            command.stderr.flush()
    finally:
        connection.close()


def told(doing: str, now: Progress) -> str:
    """Đang ghi: 12.000/50.000 dòng, 4.300 dòng/giây, còn khoảng 9 giây"""
    rows = number(now.rows_done) + (f"/{number(now.rows_total)}" if now.rows_total else "")
    said = f"{doing}: {rows} dòng, {number(round(now.rate))} dòng/giây"
    return said if now.seconds_left is None else f"{said}, còn khoảng {number(round(max(now.seconds_left, 0)))} giây"
