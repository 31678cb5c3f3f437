"""An official paper as DOCX: the words of the paper in the template of its kind, ours or the province's.

A template is somebody's file: its fields run in a sandbox, every word is escaped, and only what `template_asks` allows
is in it. Imports docxtpl: named by `when_used`.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import docxtpl
import jinja2
from docx.oxml.ns import qn
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hieuhoc.documents.documents import CannotDraw
from hieuhoc.documents.paper_fields import fields_of
from hieuhoc.documents.rules import OfficialPaper

FILTERS = ("length", "upper", "lower")


def docx_of(paper: OfficialPaper, template: bytes) -> bytes:
    """Raises CannotDraw when the template cannot be filled."""
    return filled(template, fields_of(paper), has_annex=paper.annex is not None)


def filled(template: bytes, fields: Mapping[str, Any], *, has_annex: bool) -> bytes:
    """`fields`: as `fields_of` has them. Raises CannotDraw when the template cannot be filled."""
    target = BytesIO()
    try:
        written = docxtpl.DocxTemplate(BytesIO(template))
        written.render(dict(fields), environment())
        if not has_annex:
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
    sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
    return sandbox
