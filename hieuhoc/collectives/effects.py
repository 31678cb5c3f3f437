"""What taking titles back, of people or of a model, would do to groups and figures, before it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from hieuhoc.collectives.judgements import explained
from hieuhoc.collectives.models import Registration, RegistrationQuerySet
from hieuhoc.collectives.rules.judging import Explanation
from hieuhoc.indicators.comparing import Difference
from hieuhoc.indicators.foretelling import foretold_by
from hieuhoc.indicators.models import Revision
from hieuhoc.indicators.rules import counting_day
from hieuhoc.people.counting import places_counted_of
from hieuhoc.people.models import Membership
from hieuhoc.people.reads import homes_on
from hieuhoc.places.models import Ancestry, covers
from hieuhoc.recognition.actions import GroupFact
from hieuhoc.recognition.actions.groups import counted_at, place_of
from hieuhoc.recognition.models import GroupRecognition, Title
from hieuhoc.schools.models import Learner


@dataclass(frozen=True)
class ModelEffect:
    """A registered model that would reach less than it does now. `is_recognised`: by a decision that stands, so that a person
    must then keep or revoke it."""

    registration: Registration
    before: Explanation
    after: Explanation

    @property
    def is_recognised(self) -> bool:
        return self.registration.decision_id is not None and self.registration.revoked_by_id is None


@dataclass(frozen=True)
class RevocationEffect:
    """`is_closed`: the year's figures only change by a revision."""

    models: tuple[ModelEffect, ...]
    figures: tuple[Difference, ...]
    is_closed: bool


def effect_of_revoking(titles: Sequence[Title]) -> RevocationEffect:
    """Of titles of one year. What is counted is what would be there: done, counted, taken back."""
    year, people = titles[0].year, [title.citizen_id for title in titles]
    rows = list(_models_of(people, year).with_bodies())
    before = explained(rows)
    after: dict[int, Explanation] = {}

    def take_back() -> None:
        Title.objects.filter(pk__in=[title.pk for title in titles]).update(revoked_on=timezone.localdate())
        after.update(explained(rows))

    figures = foretold_by(take_back, places_counted_of(people, date(year, 1, 1)), year, reads="title")
    return RevocationEffect(_lowered(rows, before, after), tuple(figures), _is_closed(year))


def effect_of_revoking_model(registration: Registration) -> RevocationEffect:
    """Of one that is recognised: the communes that count it as such, and the figures of its people. With bodies joined. A
    commune's own is counted by nobody."""
    known, year = registration.recognition, registration.year
    if known is None:
        return RevocationEffect((), (), _is_closed(year))
    status = GroupRecognition.Status.REGISTERED
    fact = GroupFact(year, status, known.group, known.unit, known.village)
    rows = list(_communes_above(place_of(fact), year).with_bodies())
    before = explained(rows)
    after: dict[int, Explanation] = {}

    def take_back() -> None:
        GroupRecognition.objects.filter(pk=known.pk).update(status=status)
        after.update(explained(rows))

    figures = foretold_by(take_back, counted_at([fact]), year, reads=_relation(fact))
    return RevocationEffect(_lowered(rows, before, after), tuple(figures), _is_closed(year))


def _relation(fact: GroupFact) -> str:
    """Which relation of figures it stands in."""
    return "learning_unit" if fact.unit else "learning_village" if fact.village else "learning_group"


def _lowered(
    rows: Collection[Registration], before: dict[int, Explanation], after: dict[int, Explanation]
) -> tuple[ModelEffect, ...]:
    lower = [row for row in rows if after[row.pk].grade < before[row.pk].grade]
    return tuple(ModelEffect(row, before[row.pk], after[row.pk]) for row in lower)


def _is_closed(year: int) -> bool:
    revisions = Revision.objects.filter(year=year)
    return revisions.exists() and not revisions.filter(is_open=True).exists()


def _communes_above(place_id: int, year: int) -> RegistrationQuerySet:
    """Communes that registered for the year and reach over that place, or are it."""
    day = counting_day(year, timezone.localdate())
    above = Ancestry.objects.filter(covers(day), descendant=place_id).values("ancestor")
    return Registration.objects.filter(Q(commune__in=above) | Q(commune=place_id), year=year)


def _models_of(people: Sequence[int], year: int) -> RegistrationQuerySet:
    """Registered ones of the year that these people count in."""
    day = counting_day(year, timezone.localdate())
    held = Membership.objects.filter(covers(day), citizen__in=people)
    learning = Learner.objects.filter(citizen__in=people, school_class__school_year=year)
    homes = set(homes_on(people, day).values())
    above = Ancestry.objects.filter(covers(day), descendant__in=homes).values("ancestor")
    reach = Q(recognition__group__in=held.filter(group__isnull=False).values("group"))
    reach |= Q(recognition__unit__in=held.filter(unit__isnull=False).values("unit"))
    reach |= Q(recognition__unit__in=learning.values("school_class__unit"))
    reach |= Q(recognition__village__in=homes) | Q(commune__in=above)
    return Registration.objects.filter(reach, year=year)
