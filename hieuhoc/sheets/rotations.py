"""Files of imports: the upload, staged rows, and undo data, which hold sealed values of people as they were."""

from pathlib import Path

import polars as pl
from django.conf import settings

from hieuhoc.audit.rotation import Rotation, Step, sealed_column
from hieuhoc.lib.crypto import Unreadable, needs_rotation
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.sealed_files import seal_file_anew
from hieuhoc.sheets.exports import FILE, REACH, WISHES
from hieuhoc.sheets.journal import CHANGED
from hieuhoc.sheets.locks import only_worker
from hieuhoc.sheets.models import Batch, Export
from hieuhoc.sheets.staging import PLAIN, UNDO, Part, keep_frames, read_frames


class BatchFiles:
    name = "imports"

    def step(self, after: int, limit: int) -> Step:
        listed = list(Batch.objects.filter(pk__gt=after).order_by("pk")[:limit])
        count, failed = 0, []
        for batch in listed:
            try:
                with only_worker(batch.pk):  # a file written meanwhile must not be lost
                    count += _seal_anew(batch)
            except (Refusal, Unreadable):
                failed.append(f"import {batch.pk}")
        return Step(count, listed[-1].pk if len(listed) == limit else None, tuple(failed))


def _seal_anew(batch: Batch) -> int:
    folder = Path(settings.DATA_DIR) / batch.folder
    names = sorted(path.name for path in folder.iterdir() if path.suffix != ".draft") if folder.is_dir() else []
    count = 0
    for name in names:
        if name.startswith(UNDO):
            count += _undo_data(batch, name)
        elif not name.startswith(PLAIN):
            count += seal_file_anew(folder / name)
    return count


def _undo_data(batch: Batch, name: str) -> int:
    parts = [_with_values_anew(part) for part in read_frames(batch, name)]
    if any(is_new for _part, is_new in parts):
        keep_frames(batch, name, [part for part, _is_new in parts])
        return 1
    return int(seal_file_anew(Path(settings.DATA_DIR) / batch.folder / name))


def _with_values_anew(part: Part) -> tuple[Part, bool]:
    """An import before the new key wrote down what it changed as it stood, sealed under the older one."""
    header, frame = part
    is_new = False
    for column in frame.columns if header["did"] == CHANGED else ():
        sealed = sealed_column(header["table"], column)
        values = frame[column].to_list() if sealed else []
        if sealed and any(value is not None and needs_rotation(value) for value in values):
            anew = [None if value is None else sealed.seal_anew(value) for value in values]
            frame = frame.with_columns(pl.Series(column, anew, dtype=pl.Binary))
            is_new = True
    return (header, frame), is_new


class ExportFiles:
    name = "exports"

    def step(self, after: int, limit: int) -> Step:
        listed = list(Export.objects.filter(pk__gt=after).order_by("pk")[:limit])
        count, failed = 0, []
        for export in listed:
            for name in (WISHES, REACH, FILE):
                try:
                    count += seal_file_anew(Path(settings.DATA_DIR) / export.folder / name)
                except Unreadable:
                    failed.append(f"export {export.pk}")
        return Step(count, listed[-1].pk if len(listed) == limit else None, tuple(failed))


ROTATIONS: list[Rotation] = [BatchFiles(), ExportFiles()]
