"""An official paper as PDF: PDF/A-3b for keeping, tagged (PDF/UA-1) for reading aloud, its text selectable."""

from collections.abc import Mapping, Sequence
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
SEAL_PLACE = "urn:hieuhoc:seal"  # the link that keeps the place of a signature to come


def pdf_of(paper: OfficialPaper, *, is_to_be_signed: bool = False) -> bytes:
    """`is_to_be_signed`: by `pades.sign_pdf`, which makes the field of the signature where the first block leaves a place.
    Raises CannotDraw."""
    return _drawn([words_of(paper, is_to_be_signed=is_to_be_signed)])


def pdf_of_many(papers: Sequence[OfficialPaper]) -> bytes:
    """One file to print in one go, each on pages of its own. Raises CannotDraw."""
    return _drawn([words_of(paper, is_to_be_signed=False) for paper in papers])


def _drawn(papers: Sequence[Mapping[str, Any]]) -> bytes:
    first = papers[0]
    words = {"title": first["title"], "organ": first["organ"], "papers": papers}
    return render_pdf(TEMPLATE, words, standards=STANDARDS)


def words_of(paper: OfficialPaper, *, is_to_be_signed: bool) -> dict[str, Any]:
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
        "seal_place": SEAL_PLACE,
        "signatures": [
            {"authority": block.authority, "name": block.name, "is_sealed": is_to_be_signed and position == 0}
            for position, block in enumerate(paper.signatures)
        ],
        "recipients": recipient_lines(paper.recipients),
        "is_across": paper.is_across,
        "annex": paper.annex and vars(paper.annex) | {"table": _table(paper.annex.table)},
    }


def _table(table: PaperTable | None) -> dict[str, Any] | None:
    if table is None:
        return None
    return {"columns": [vars(column) for column in table.columns], "rows": [list(row) for row in table.rows]}
