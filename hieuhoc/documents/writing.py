"""An official paper as a file: PDF as it is kept and signed, DOCX as a clerk goes on writing it."""

from typing import TYPE_CHECKING

from hieuhoc.documents.kinds import kind_of
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    from hieuhoc.documents import default_templates, papers_in_docx
else:
    default_templates = when_used("hieuhoc.documents.default_templates")
    papers_in_docx = when_used("hieuhoc.documents.papers_in_docx")

PDF, DOCX = "pdf", "docx"
FORMS = (PDF, DOCX)


def written_paper(paper: OfficialPaper, form: str) -> bytes:
    """`form`: one of FORMS. Raises CannotDraw."""
    if form == DOCX:
        return papers_in_docx.docx_of(paper, template_of(paper.kind))
    return pdf_of(paper)


def template_of(kind: str) -> bytes:
    """The one that the product comes with."""
    return default_templates.default_template(kind_of(kind))
