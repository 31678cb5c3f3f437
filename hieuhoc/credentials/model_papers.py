"""Certificates of recognised models (family, clan, community, unit, commune): drawn when they are asked for, from the words
of their credential and their decision, which both stay as they were decided."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from hieuhoc.collectives.models import Registration
from hieuhoc.credentials.enclosures import enclosure_of
from hieuhoc.credentials.issuing import credentials_of_models
from hieuhoc.credentials.rules import ACHIEVEMENTS
from hieuhoc.places.reads import label_of, labels
from hieuhoc.recognition.documents import drawn_paper, name_fonts, shared_text
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.papers import PAGES_AT_ONCE, merge_pages


def model_paper(registration: Registration) -> tuple[bytes, str]:
    """(PDF, code) of a model whose recognition stands; `registration` with its bodies joined. Raises CannotDraw."""
    assert registration.decision is not None
    words = _words([registration], registration.decision, with_files=True)[registration.pk]
    return drawn_paper(words), words["code"]


def merge_models(registrations: Sequence[Registration], decision: Decision, target: Path | BinaryIO) -> int:
    """One PDF, a page each in the order given."""

    def parts() -> Iterator[list[dict[str, Any]]]:
        for start in range(0, len(registrations), PAGES_AT_ONCE):
            part = registrations[start : start + PAGES_AT_ONCE]
            words = _words(part, decision, with_files=False)
            yield [words[row.pk] for row in part]

    merge_pages(parts(), decision, target)
    return len(registrations)


@transaction.atomic
def _words(registrations: Sequence[Registration], decision: Decision, *, with_files: bool) -> dict[int, dict[str, Any]]:
    credentials = credentials_of_models(registrations, decision)
    seat = label_of(decision.place_id, decision.signed_on)
    homes = {row.pk: home for row in registrations if (home := _home(row)) is not None}
    places = labels(homes.values(), decision.signed_on)
    written = {}
    for row in registrations:
        credential = credentials[row.pk]
        name, _comma, rest = credential.holder.partition(", ") if row.pk not in homes else (credential.holder, "", "")
        enclosure = enclosure_of(credential, with_files=with_files)
        written[row.pk] = shared_text(decision, seat, code=credential.code, enclosure=enclosure) | {
            "address": "Công nhận",
            "name": name,
            "name_fonts": name_fonts(name),
            "residence": places[homes[row.pk]].path if row.pk in homes else rest,
            "title": ACHIEVEMENTS[credential.kind][0],
            "year": _year(row),
        }
    return written


def _home(row: Registration) -> int | None:
    """Where it is at home; None for a community or a commune, whose name says it."""
    if row.recognition is None or row.recognition.village_id:
        return None
    group = row.recognition.group
    return group.place_id if group is not None else row.place_id


def _year(row: Registration) -> str:
    """With the grade, where the criteria know more than one."""
    grades = row.criteria.table.grades
    if len(grades) < 2 or not row.decided_grade:
        return f"Năm {row.year}"
    return f"Năm {row.year}, {str(grades[row.decided_grade - 1]).lower()}"
