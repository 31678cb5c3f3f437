"""Reading spreadsheets (.xlsx, .xls, .ods, .csv) of strangers: chunks of text columns, or a refusal in plain words.

    with open_sheet(path, "danh sach.xlsx") as sheet:
        for chunk in sheet:          # polars.DataFrame: `_row` and one text column per title, null where empty
            sheet.remarks            # what the eye sees in its rows beside the text: `sheet_remarks`
    sheet.report.notes               # complete after the last chunk

The file is opened by a child process with limits of memory and time (`reading_child`); this side never parses it.
"""

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

import polars as pl
from django.utils.translation import gettext_noop

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.sheet_reading import END, FRAME, REFUSED, REMARKED, REPORT, Found, Note, ReadLimits
from hieuhoc.lib.sheet_remarks import REMARKS
from hieuhoc.lib.words import told

__all__ = ["ReadLimits", "ReadReport", "SheetReader", "UnreadableSheet", "open_sheet"]

ROOT = Path(__file__).resolve().parent.parent.parent

REFUSALS = {
    "empty": gettext_noop("Tệp trống; chọn tệp có dữ liệu."),
    "too_large": gettext_noop("Tệp lớn quá %(limit)s MB; chia thành nhiều tệp nhỏ hơn rồi gửi lại."),
    "not_a_sheet": gettext_noop(
        "Nội dung tệp không phải bảng tính; lưu lại dạng .xlsx, .xls, .ods hoặc .csv rồi gửi lại."
    ),
    "lying_extension": gettext_noop(
        "Tệp mang đuôi %(declared)s nhưng nội dung là %(found)s; lưu lại đúng loại rồi gửi lại."
    ),
    "macro": gettext_noop("Tệp có macro nên không được mở; lưu lại dạng .xlsx không có macro rồi gửi lại."),
    "encrypted": gettext_noop("Tệp được đặt mật khẩu; bỏ mật khẩu rồi gửi lại."),
    "zip_bomb": gettext_noop(
        "Tệp nén bung ra quá lớn (khoảng %(megabytes)s MB) nên không được mở; chép dữ liệu sang tệp mới rồi gửi lại."
    ),
    "broken": gettext_noop("Không đọc được tệp: tệp hỏng hoặc lưu dở. Mở tệp, lưu lại rồi gửi lại."),
    "no_sheet": gettext_noop("Mọi trang tính đều bị ẩn; hiện trang có dữ liệu rồi gửi lại."),
    "no_header": gettext_noop("Không tìm thấy dòng tiêu đề; dùng tệp mẫu hoặc thêm dòng tiêu đề phía trên dữ liệu."),
    "no_rows": gettext_noop("Có dòng tiêu đề nhưng không có dòng dữ liệu nào."),
    "too_many_columns": gettext_noop("Bảng có %(count)s cột; nhiều nhất là %(limit)s. Xóa các cột thừa rồi gửi lại."),
    "far_columns": gettext_noop("Có ô nằm ngoài cột ZZ; xóa các cột thừa bên phải bảng rồi gửi lại."),
    "too_many_rows": gettext_noop("Bảng có hơn %(limit)s dòng; chia thành nhiều tệp rồi gửi lại."),
    "merged_header": gettext_noop("Dòng tiêu đề có ô gộp (%(cells)s); bỏ gộp, mỗi cột một tiêu đề."),
    "duplicate_header": gettext_noop(
        "Tiêu đề “%(header)s” có ở cả cột %(first)s và cột %(second)s; đổi tên hoặc xóa một cột."
    ),
    "formula_somewhere": gettext_noop(
        "Nhiều ô công thức chưa có kết quả hoặc có lỗi; mở tệp bằng Excel, dán lại thành giá trị (Paste Values) rồi gửi lại."
    ),
    "unknown_encoding": gettext_noop(
        "Không nhận ra bảng mã của tệp chữ này; lưu lại dạng CSV UTF-8 hoặc .xlsx rồi gửi lại."
    ),
    "long_line": gettext_noop(
        "Tệp CSV có dòng dài quá %(limit)s MB; kiểm tra dấu nháy kép và chỗ xuống dòng, hoặc lưu lại dạng .xlsx, rồi gửi lại."
    ),
    "open_quote": gettext_noop(
        "Tệp CSV có dấu nháy kép mở mà không đóng, từ dòng %(row)s; thêm hoặc bỏ dấu nháy, hoặc lưu lại dạng .xlsx, rồi gửi lại."
    ),
    "uneven_rows": gettext_noop("Có dòng nhiều ô hơn dòng tiêu đề; kiểm tra dấu phân cách trong tệp CSV rồi gửi lại."),
    "too_heavy": gettext_noop(
        "Đọc tệp này tốn quá nhiều bộ nhớ hoặc thời gian; xóa các ô nằm xa bảng, hoặc chia thành nhiều tệp nhỏ hơn, rồi gửi lại."
    ),
}
NOTES = {
    "hidden_sheets": gettext_noop("Bỏ qua trang tính ẩn: %(sheets)s."),
    "other_sheets": gettext_noop("Chỉ đọc trang “%(sheet)s”; không đọc: %(sheets)s."),
    "untitled_columns": gettext_noop("Bỏ qua cột không có tiêu đề: %(columns)s."),
    "hidden_columns": gettext_noop("Cột đang bị ẩn vẫn được đọc: %(columns)s."),
    "merged_cells": gettext_noop("Có %(count)s ô gộp dọc: mọi dòng của ô gộp được hiểu là mang cùng giá trị."),
    "formulas": gettext_noop("Có %(count)s ô công thức: đọc theo kết quả đã lưu trong tệp."),
    "header_row": gettext_noop("Dòng tiêu đề được tìm thấy ở dòng %(row)s."),
    "legacy": gettext_noop("Cột “%(column)s” viết bằng bảng mã cũ %(kind)s, đã chuyển sang Unicode."),
}
LEGACY_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}


class UnreadableSheet(Refusal):
    """`code` is a key of REFUSALS: a stable word for programs and tests."""

    def __init__(self, code: str, values: Mapping[str, Any]) -> None:
        super().__init__(sentence(REFUSALS, code, values), code=code)


def sentence(texts: Mapping[str, str], code: str, values: Mapping[str, Any]) -> str:
    shown = {key: LEGACY_NAMES.get(str(value), value) for key, value in values.items()}
    return told(texts[code], shown)


@dataclass
class ReadReport:
    """What was found; `rows` and the notes about old encodings come with the end of the file."""

    found: Found
    rows: int = 0
    earlier_notes: list[Note] = field(default_factory=list)  # of sheets before the one that is being read
    later_notes: list[Note] = field(default_factory=list)

    @property
    def headers(self) -> list[str]:
        return self.found.headers

    @property
    def notes(self) -> list[str]:
        return [
            sentence(NOTES, note.code, note.values)
            for note in [*self.earlier_notes, *self.found.notes, *self.later_notes]
        ]


class Child(Protocol):
    pid: int

    @property
    def stdout(self) -> IO[bytes] | None: ...

    def poll(self) -> int | None: ...

    def kill(self) -> None: ...

    def wait(self) -> int: ...


class SheetReader:
    """Iterate once. Leaving the `with`, or the last reference, ends the child."""

    def __init__(
        self, path: Path, declared_name: str, limits: ReadLimits, expects: frozenset[str], sheets: Sequence[str]
    ) -> None:
        self.limits = limits
        self.remarks = pl.DataFrame(schema=REMARKS)
        self._folder = tempfile.TemporaryDirectory(prefix="hieuhoc-read-")
        request = {
            "path": str(path.resolve()),
            "declared_name": declared_name,
            "expects": sorted(expects),
            "sheets": list(sheets),
            "limits": asdict(limits),
            "folder": self._folder.name,
        }
        self._child = start_child(json.dumps(request), self._folder.name)
        try:
            _kind, content = self._next_frame()
            self.report = ReadReport(Found.from_values(json.loads(content)))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[pl.DataFrame]:
        try:
            while True:
                self.remarks = pl.DataFrame(schema=REMARKS)
                kind, content = self._next_frame()
                if kind == REPORT:  # the next sheet of the file
                    self.report.earlier_notes += self.report.found.notes
                    self.report.found = Found.from_values(json.loads(content))
                    continue
                if kind == REMARKED:  # those of the chunk that follows
                    self.remarks = pl.read_ipc_stream(BytesIO(content))
                    kind, content = self._next_frame()
                if kind == END:
                    self._finish(json.loads(content))
                    return
                yield pl.read_ipc_stream(BytesIO(content))
        finally:
            self.close()

    def close(self) -> None:
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()
        if self._child.stdout:
            self._child.stdout.close()
        self._folder.cleanup()

    def _finish(self, values: dict[str, Any]) -> None:
        self.report.rows = values["rows"]
        self.report.later_notes = [Note(**note) for note in values["notes"]]

    def _next_frame(self) -> tuple[bytes, bytes]:
        """Raises UnreadableSheet when the child says so, dies, or stays silent."""
        deadline = time.monotonic() + self.limits.silent_seconds
        kind, size = FRAME.unpack(self._read(FRAME.size, deadline))
        content = self._read(size, deadline)
        if kind == REFUSED:
            values = json.loads(content)
            raise UnreadableSheet(values["code"], values["values"])
        return kind, content

    def _read(self, size: int, deadline: float) -> bytes:
        assert self._child.stdout is not None
        handle = self._child.stdout.fileno()
        parts = bytearray()
        while len(parts) < size:
            ready, *_others = select.select([handle], [], [], max(deadline - time.monotonic(), 0))
            piece = os.read(handle, min(size - len(parts), 1 << 20)) if ready else b""
            if not piece:  # ended without a word (killed for its limits), or silent for too long
                raise UnreadableSheet("too_heavy", {})
            parts += piece
        return bytes(parts)


def start_child(request: str, folder: str) -> Child:
    """The process that opens the file; it works in the folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "hieuhoc.lib.reading_child", request],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's last words may hold personal data
        env=bare_environment(),
        cwd=folder,
    )


def bare_environment() -> dict[str, str]:
    """The child learns no key, no password and no address of the database."""
    return {
        "PATH": os.environ.get("PATH", ""),
        # Where a Python built with a shared library finds it; without it the child could not even start.
        "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "POLARS_MAX_THREADS": "2",
        # Libraries of numbers reserve memory for every core, which the limit of addresses would count.
        "OPENBLAS_NUM_THREADS": "1",
        "_RJEM_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0,narenas:2",  # what is freed goes back at once
        "LANG": "C.UTF-8",
    }


def open_sheet(
    path: Path,
    declared_name: str,
    limits: ReadLimits | None = None,
    *,
    expects: frozenset[str] = frozenset(),
    sheets: Sequence[str] = (),
) -> SheetReader:
    """Starts reading. `declared_name` is the name the person's file had; `expects` are folded titles that tell the
    header row and which sheets hold a list; `sheets` are those to read of these, none = all, one after the other: then
    `report.found` changes between two chunks.

    Raises UnreadableSheet, a Refusal, here or while iterating.
    """
    return SheetReader(path, declared_name, limits or ReadLimits(), expects, sheets)
