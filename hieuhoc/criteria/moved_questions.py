"""Questions that a sheet gave other numbers: each keeps where it came from, so that a trial still knows which points are
its own."""

from collections import Counter
from collections.abc import Collection

import polars as pl

from hieuhoc.criteria.models import Criterion
from hieuhoc.sheets.journal import Journal

type AskedWords = tuple[int, str]  # a version and the words of one of its questions
type Origins = dict[int, tuple[AskedWords, int | None]]  # criterion → its words, its root
NOWHERE: tuple[AskedWords, int | None] = ((0, ""), None)  # a question that was not there before


def origins_of(versions: Collection[int]) -> Origins:
    return {row.pk: (_words_of(row), row.root) for row in _questions(versions)}


def follow_questions(versions: Collection[int], before: Origins, journal: Journal) -> None:
    """Where words moved to another number, the root moves along; what took their place asks something new."""
    rows = _questions(versions)
    written_once = Counter(words for words, _root in before.values())
    root_of = {words: root for words, root in before.values() if written_once[words] == 1}
    moved = {root_of[_words_of(row)] for row in rows if _words_of(row) in root_of}
    changed: list[Criterion] = []
    for row in rows:
        becomes = root_of.get(_words_of(row), None if row.root in moved else row.root)
        if becomes != row.root:
            row.root = becomes
            changed.append(row)
    if changed:
        before_them = {"id": [row.pk for row in changed], "root": [before.get(row.pk, NOWHERE)[1] for row in changed]}
        journal.changed("criteria_criterion", pl.DataFrame(before_them, schema={"id": pl.Int64, "root": pl.Int64}))
        Criterion.objects.bulk_update(changed, ["root"])


def _questions(versions: Collection[int]) -> list[Criterion]:
    return list(Criterion.objects.filter(version__in=versions).order_by("version", "position"))


def _words_of(row: Criterion) -> AskedWords:
    return row.version_id, row.text.strip()
