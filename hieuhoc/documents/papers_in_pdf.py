"""An official paper as PDF: PDF/A-3b for keeping, tagged (PDF/UA-1) for reading aloud, its text selectable."""

from typing import Any

from hieuhoc.documents.documents import render_pdf
from hieuhoc.documents.rules import (
    MOTTO,
    NATION,
    OfficialPaper,
    PaperTable,
    number_line,
    place_line,
    recipient_lines,
    with_stops,
)

TEMPLATE = "official.typ"
STANDARDS = ("a-3b", "ua-1")


def pdf_of(paper: OfficialPaper) -> bytes:
    """Raises CannotDraw."""
    return render_pdf(TEMPLATE, words_of(paper), standards=STANDARDS)


def words_of(paper: OfficialPaper) -> dict[str, Any]:
    return {
        "title": f"{paper.heading} – {paper.about}",
        "nation": NATION,
        "motto": MOTTO,
        "parent_organ": paper.parent_organ,
        "organ": paper.organ,
        "number_line": number_line(paper),
        "place_line": place_line(paper),
        "heading": paper.heading,
        "about": paper.about,
        "addressees": with_stops(paper.addressees) if len(paper.addressees) > 1 else list(paper.addressees),
        "authority": paper.authority,
        "bases": with_stops(paper.bases),
        "verdict": paper.verdict,
        "body": [{"lead": part.lead, "text": part.text, "table": _table(part.table)} for part in paper.body],
        "signatures": [{"authority": block.authority, "name": block.name} for block in paper.signatures],
        "recipients": recipient_lines(paper.recipients),
        "annex": paper.annex and vars(paper.annex) | {"table": _table(paper.annex.table)},
    }


def _table(table: PaperTable | None) -> dict[str, Any] | None:
    if table is None:
        return None
    return {"columns": [vars(column) for column in table.columns], "rows": [list(row) for row in table.rows]}
