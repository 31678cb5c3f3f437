"""An official paper as a file: PDF as it is kept and signed, DOCX as a clerk goes on writing it."""

import logging
from typing import TYPE_CHECKING

from hieuhoc.documents.actions import read_file
from hieuhoc.documents.kinds import PaperKind, kind_of
from hieuhoc.documents.models import PaperTemplate
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    from hieuhoc.documents import default_templates, papers_in_docx
else:
    default_templates = when_used("hieuhoc.documents.default_templates")
    papers_in_docx = when_used("hieuhoc.documents.papers_in_docx")

log = logging.getLogger(__name__)

PDF, DOCX = "pdf", "docx"
FORMS = (PDF, DOCX)


def written_paper(paper: OfficialPaper, form: str) -> bytes:
    """`form`: one of FORMS. Raises CannotDraw."""
    if form == DOCX:
        return papers_in_docx.docx_of(paper, template_of(paper.kind))
    return pdf_of(paper)


def template_of(kind: str) -> bytes:
    """The one that the province put to use, else the one that the product comes with."""
    own = PaperTemplate.objects.in_use().filter(kind=kind).select_related("document").first()
    if own is not None:
        try:
            return read_file(own.document)
        except (FileNotFoundError, ValueError):  # the paper must be written all the same
            log.error("template %s is lost or damaged", own)
    return shipped_template(kind_of(kind))


def shipped_template(kind: PaperKind) -> bytes:
    return default_templates.default_template(kind)


def filled_template(paper: OfficialPaper, template: bytes) -> bytes:
    """The paper as DOCX by a template that is not in use, perhaps. Raises CannotDraw."""
    return papers_in_docx.docx_of(paper, template)
