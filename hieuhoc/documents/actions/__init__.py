"""Keeping files; numbers of papers taken and spoilt."""

from hieuhoc.documents.actions.files import drop_bytes, orphaned_files, read_file, remove_file, store_file
from hieuhoc.documents.actions.numbers import NumberWanted, spoil_number, take_number

__all__ = [
    "NumberWanted",
    "drop_bytes",
    "orphaned_files",
    "read_file",
    "remove_file",
    "spoil_number",
    "store_file",
    "take_number",
]
