"""Two versions side by side: each criterion beside the one it came from, the words that changed told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from hieuhoc.criteria.models import Version
from hieuhoc.criteria.reads import questions_of
from hieuhoc.criteria.rules import AskedCriterion, WordRun, asked_before, changed_words


@dataclass(frozen=True)
class ComparedCriterion:
    """`earlier`, `later`: positions, None = not in that version; points likewise."""

    earlier: int | None
    later: int | None
    words: tuple[WordRun, ...]
    points_earlier: int | None
    points_later: int | None

    @property
    def is_same(self) -> bool:
        return all(run.kind == "same" for run in self.words) and self.points_earlier == self.points_later

    @property
    def words_earlier(self) -> tuple[WordRun, ...]:
        return tuple(run for run in self.words if run.kind != "new")

    @property
    def words_later(self) -> tuple[WordRun, ...]:
        return tuple(run for run in self.words if run.kind != "gone")


def compared(earlier: Version, later: Version) -> list[ComparedCriterion]:
    """In the order of the later version; what it dropped stands behind the one it followed. Two queries."""
    old, new = questions_of(earlier), questions_of(later)
    sources = asked_before(new, old)
    dropped = [number for number in range(len(old)) if number not in sources]
    rows: list[ComparedCriterion] = []
    for number, source in enumerate(sources):
        rows += _gone(dropped, old, before=source)
        rows.append(_compared(old, new, source, number))
    return rows + _gone(dropped, old, before=len(old))


def earlier_version(version: Version) -> Version | None:
    """What a version is read beside when nobody chooses: of those in force or before, the latest that is not itself."""
    kept = Version.objects.filter(criteria_set=version.criteria_set_id, since__isnull=False).exclude(pk=version.pk)
    older = kept.filter(since__lt=version.since) if version.since else kept
    return older.order_by("-since", "-edition", "-pk").first()


def _compared(
    old: Sequence[AskedCriterion], new: Sequence[AskedCriterion], source: int | None, number: int
) -> ComparedCriterion:
    before = old[source] if source is not None else None
    return ComparedCriterion(
        earlier=source + 1 if source is not None else None,
        later=number + 1,
        words=changed_words(before.text if before else "", new[number].text),
        points_earlier=before.max_points if before else None,
        points_later=new[number].max_points,
    )


def _gone(dropped: list[int], old: Sequence[AskedCriterion], *, before: int | None) -> list[ComparedCriterion]:
    """Those dropped ones that stood before that place, each once."""
    if before is None:
        return []
    here = [number for number in dropped if number < before]
    dropped[:] = [number for number in dropped if number >= before]
    return [
        ComparedCriterion(number + 1, None, changed_words(old[number].text, ""), old[number].max_points, None)
        for number in here
    ]
