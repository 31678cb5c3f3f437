"""Keeping files; numbers of papers taken and spoilt; templates brought and put to use."""

from hieuhoc.documents.actions.files import (
    NewFile,
    drop_bytes,
    orphaned_files,
    read_file,
    remove_file,
    store_file,
    store_files,
)
from hieuhoc.documents.actions.numbers import NumberWanted, spoil_number, take_number
from hieuhoc.documents.actions.templates import UnknownFields, end_template, upload_template, use_template

__all__ = [
    "NewFile",
    "NumberWanted",
    "UnknownFields",
    "drop_bytes",
    "end_template",
    "orphaned_files",
    "read_file",
    "remove_file",
    "spoil_number",
    "store_file",
    "store_files",
    "take_number",
    "upload_template",
    "use_template",
]
