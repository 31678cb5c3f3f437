"""Looking at a file before anything parses it: what it really is, how large it becomes, what it carries."""

import zipfile
from pathlib import Path, PurePosixPath
from typing import Literal

from hieuhoc.lib.ole_files import OLE_MAGIC, inspect_xls
from hieuhoc.lib.reading_package import part_name
from hieuhoc.lib.sheet_reading import CannotRead, ReadLimits

type FileKind = Literal["xlsx", "xls", "ods", "csv"]

ZIP_MAGIC = b"PK\x03\x04"
EXTENSIONS: dict[str, FileKind] = {
    ".xlsx": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
}
_SMALL_XML = 8_000_000


def inspect_file(path: Path, declared_name: str, limits: ReadLimits) -> FileKind:
    """The kind by content. Raises CannotRead for what must not be opened or is not what it says."""
    size = path.stat().st_size
    if size == 0:
        raise CannotRead("empty")
    with path.open("rb") as file:
        start = file.read(4096)
    kind = _kind_by_content(path, start, limits)
    declared = PurePosixPath(declared_name.replace("\\", "/")).suffix.lower()
    if EXTENSIONS.get(declared) != kind:
        raise CannotRead("lying_extension", declared=declared or "?", found="." + kind)
    largest = limits.file_bytes if kind == "csv" else limits.workbook_bytes
    if size > largest:
        raise CannotRead("too_large", limit=largest // 1_000_000)
    return kind


def _kind_by_content(path: Path, start: bytes, limits: ReadLimits) -> FileKind:
    if start.startswith(ZIP_MAGIC):
        return _inspect_zip(path, limits)
    if start.startswith(OLE_MAGIC):
        inspect_xls(path)
        return "xls"
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(
        (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"{\\rtf", b"%pdf", b"mime-version")
    ):
        raise CannotRead("not_a_sheet")
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotRead("not_a_sheet")
    return "csv"


def _inspect_zip(path: Path, limits: ReadLimits) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, path.stat().st_size, limits)
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, KeyError, ValueError) as error:
        raise CannotRead("broken") from error


def _check_sizes(archive: zipfile.ZipFile, packed: int, limits: ReadLimits) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts), default=0)
    grows = max(
        (part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > 4_000_000), default=0
    )
    if len(parts) > limits.parts or unpacked > limits.unpacked_bytes or grows > limits.unpacked_ratio:
        raise CannotRead("zip_bomb", megabytes=max(unpacked, largest) // 1_000_000)
    if sum(part.compress_size for part in parts) > packed:
        raise CannotRead("zip_bomb", megabytes=unpacked // 1_000_000)  # parts that share their bytes


def _kind_of_archive(archive: zipfile.ZipFile) -> FileKind:
    names = {part_name(name): name for name in archive.namelist()}
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise CannotRead("encrypted")
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names):
        raise CannotRead("macro")
    if "mimetype" in names and _small(archive, "mimetype").strip().startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    ):
        return _inspect_ods(archive, names)
    if "[content_types].xml" in names and any(name.endswith("workbook.xml") for name in names):
        if b"macroEnabled" in _small(archive, names["[content_types].xml"]):
            raise CannotRead("macro")
        return "xlsx"
    raise CannotRead("not_a_sheet")


def _inspect_ods(archive: zipfile.ZipFile, names: dict[str, str]) -> FileKind:
    if "meta-inf/manifest.xml" in names and b"encryption-data" in _small(archive, "META-INF/manifest.xml"):
        raise CannotRead("encrypted")
    if "content.xml" not in archive.namelist():
        raise CannotRead("broken")
    return "ods"


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(_SMALL_XML + 1)
    if len(content) > _SMALL_XML or b"<!DOCTYPE" in content:
        raise CannotRead("broken")
    return content
