"""What the records know already, offered as evidence of a question: taken in with one tap, in words that say where it is from."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from hieuhoc.assessment.actions import add_evidence
from hieuhoc.assessment.models import Dossier, Evidence
from hieuhoc.criteria.models import Criterion
from hieuhoc.documents.actions import read_file
from hieuhoc.documents.models import Document
from hieuhoc.learning.models import OwnLearning
from hieuhoc.learning.record import LearnedThing, learning_record
from hieuhoc.recognition.models import Title
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day

MOST = 20


@dataclass(frozen=True)
class KnownPiece:
    words: str
    document: Document | None = None

    @property
    def key(self) -> str:
        """What its button sends."""
        return sha256(self.words.encode()).hexdigest()[:16]


def known_pieces(dossier: Dossier, criterion: Criterion) -> list[KnownPiece]:
    """Of the year of the dossier, the newest first; without what the question has already. Seven queries."""
    standing = dossier.evidence.filter(criterion=criterion, removed_at__isnull=True)
    taken = set(standing.values_list("text", flat=True))
    pieces = [*_learned(dossier), *_titles(dossier)]
    return [piece for piece in pieces if piece.words not in taken][:MOST]


def take_piece(request: Request, dossier: Dossier, criterion: Criterion, key: str) -> Evidence | None:
    """None where it is offered no more: its evidence is there, or the record says otherwise by now."""
    piece = next((piece for piece in known_pieces(dossier, criterion) if piece.key == key), None)
    if piece is None:
        return None
    content = read_file(piece.document) if piece.document else None
    name = piece.document.file_name if piece.document else ""
    return add_evidence(dossier, criterion, text=piece.words, content=content, file_name=name, actor=request.user)


def _learned(dossier: Dossier) -> Iterator[KnownPiece]:
    years = learning_record(dossier.citizen, with_own=True)
    things = [thing for year in years if year.year == dossier.round.year for thing in year.things]
    said = OwnLearning.objects.select_related("document").in_bulk([thing.own for thing in things if thing.own])
    for thing in things:
        if not thing.is_evidence:
            row = said.get(thing.own or 0)
            yield KnownPiece(_words(thing), row.document if row else None)


def _words(thing: LearnedThing) -> str:
    """ "Lớp tin học (Hội Khuyến học), 05/03/2025: hoàn thành"."""
    standing = _("đã dự")
    if thing.is_own:
        standing = _("tự khai, đã xác nhận") if thing.is_confirmed else _("tự khai")
    elif thing.is_completed:
        standing = _("hoàn thành")
    giver = f" ({thing.organiser})" if thing.organiser else ""
    return f"{thing.title}{giver}, {day(thing.last_on)}: {standing}"


def _titles(dossier: Dossier) -> Iterator[KnownPiece]:
    held = Title.objects.of(dossier.citizen).standing().filter(year__lt=dossier.round.year)
    for title in held.select_related("decision").order_by("-year")[:3]:
        words = {"year": title.year, "number": title.decision.number}
        yield KnownPiece(_("Công dân học tập năm %(year)s, quyết định %(number)s") % words)
