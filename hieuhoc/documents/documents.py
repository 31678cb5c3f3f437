"""Typst to PDF: one compiler per template and process, so that fonts and drawings are read once."""

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import typst
else:
    typst = when_used("typst")

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "typst"
FONTS = FOLDER / "fonts"

_kept = threading.local()  # a compiler is not shared between threads


class CannotDraw(Exception):
    """What the template or the compiler said of it."""


def render_pdf(
    template: str, data: Mapping[str, Any], *, standards: Sequence[str] = (), is_tagged: bool = True
) -> bytes:
    """`template` = file in documents/typst; it reads `data` as JSON from sys.inputs.data. `standards`: of PDF, as Typst
    names them. `is_tagged`: for reading aloud; what goes into another file as a drawing is not. Raises CannotDraw."""
    words = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        pdf = _compiler(template).compile(
            format="pdf", sys_inputs=words, pdf_standards=cast(Any, list(standards)), pdf_tags=is_tagged
        )
    except typst.TypstError as error:
        raise CannotDraw(str(error)) from error
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


def _compiler(template: str) -> "typst.Compiler":
    compilers: dict[str, typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(
            str(TEMPLATES / template), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    return compilers[template]
