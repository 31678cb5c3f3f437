"""An official paper as DOCX: the words of the paper in the template of its kind, ours or the province's.

A template is somebody's file: its fields run in a sandbox, every word is escaped, and only what `template_fields` allows
is in it. Imports docxtpl: named by `when_used`.
"""

from io import BytesIO
from typing import Any

import docxtpl
import jinja2
from docx.oxml.ns import qn
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hieuhoc.documents.documents import CannotDraw
from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperTable,
    SignatureBlock,
    number_line,
    place_line,
    recipient_lines,
    with_stops,
)

NOBODY = SignatureBlock(())


def docx_of(paper: OfficialPaper, template: bytes) -> bytes:
    """Raises CannotDraw when the template cannot be filled."""
    target = BytesIO()
    try:
        written = docxtpl.DocxTemplate(BytesIO(template))
        written.render(fields_of(paper), environment())
        if paper.annex is None:
            _drop_annex(written.docx)
        written.save(target)
    except (jinja2.TemplateError, ValueError, KeyError, TypeError) as error:
        raise CannotDraw(str(error)) from error
    return target.getvalue()


def _drop_annex(written: Any) -> None:
    """Without a list the paper ends where the section of the list would begin."""
    body = written.element.body
    ends = [
        paragraph for paragraph in body.iterchildren(qn("w:p")) if paragraph.find(f".//{qn('w:sectPr')}") is not None
    ]
    if not ends:
        return
    section = ends[-1].find(f".//{qn('w:sectPr')}")
    for later in [*ends[-1].itersiblings(), ends[-1]]:
        body.remove(later)
    body.append(section)


def environment() -> jinja2.Environment:
    """No globals, no tests and filters but counting and capitals: a template says where words stand, nothing more."""
    sandbox = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.filters[name] for name in ("length", "upper", "lower")}
    return sandbox


def fields_of(paper: OfficialPaper) -> dict[str, Any]:
    """What a template of the paper's kind may ask for."""
    *others, last = paper.signatures or (NOBODY,)
    return {
        "co_quan_cap_tren": paper.parent_organ,
        "co_quan": paper.organ,
        "so_ky_hieu": number_line(paper),
        "so": paper.number,
        "dia_danh_ngay": place_line(paper),
        "ten_van_ban": paper.heading,
        "trich_yeu": paper.about,
        "kinh_gui": with_stops(paper.addressees) if len(paper.addressees) > 1 else list(paper.addressees),
        "tham_quyen": paper.authority,
        "cac_can_cu": with_stops(paper.bases),
        "loi_quyet_dinh": paper.verdict,
        "noi_dung": [
            {"dau_de": part.lead, "loi": part.text, "co_loi": bool(part.lead or part.text), "dong": _rows(part.table)}
            for part in paper.body
        ],
        "ky": _signature(last),
        "ky_trai": _signature(others[0] if others else NOBODY),
        "noi_nhan": recipient_lines(paper.recipients),
        "danh_sach": _annex(paper.annex),
    }


def _signature(block: SignatureBlock) -> dict[str, Any]:
    return {"chuc_vu": list(block.authority), "ho_ten": block.name}


def _annex(annex: Annex | None) -> dict[str, Any]:
    if annex is None:
        return {"dau_de": "", "trich_yeu": "", "kem_theo": "", "dong": [], "ket_thuc": ""}
    return {
        "dau_de": annex.heading,
        "trich_yeu": annex.about,
        "kem_theo": annex.attached,
        "dong": _rows(annex.table),
        "ket_thuc": annex.closing,
    }


def _rows(table: PaperTable | None) -> list[dict[str, str]]:
    if table is None:
        return []
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]
