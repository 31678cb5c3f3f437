"""What somebody learned, as their dossier tells it: with their consent, and without what they took out."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, F, OuterRef

from hieuhoc.learning.models import Participation
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.models import Consent

EVIDENCE = "learning"  # the purpose somebody consents to
STATE = """
SELECT count(*), sum(hashtextextended(ctid::text || xmin::text, 0)),
  (SELECT string_agg(topic::text, ' ' ORDER BY id) FROM learning_topic AS topic), (SELECT token FROM places_maptoken)
FROM learning_activity
"""


@dataclass(frozen=True)
class LearnedPiece:
    """An activity completed, for the criterion at `position` of the set that was asked about."""

    position: int
    activity: int
    title: str
    organiser: str
    completed_on: date
    hours: float


def is_agreed(citizen: Citizen) -> bool:
    """Whether the person lets their dossier tell what they learned."""
    return Consent.objects.filter(citizen=citizen, purpose__code=EVIDENCE, withdrawn_at__isnull=True).exists()


def learned_for(citizen: int, year: int, version_number: str) -> list[LearnedPiece]:
    """Completed in the year, each for the criterion its topic speaks for in the set of that number, by day."""
    consented = Consent.objects.filter(citizen=OuterRef("citizen"), purpose__code=EVIDENCE, withdrawn_at__isnull=True)
    rows = Participation.objects.filter(
        Exists(consented), citizen=citizen, is_evidence=True, completed_on__year=year
    ).filter(activity__topic__criteria__version_number=version_number)
    rows = rows.annotate(position=F("activity__topic__criteria__position")).select_related("activity")
    return [
        LearnedPiece(
            row.position, row.activity_id, row.activity.title, row.activity.organiser, row.completed_on, row.hours
        )
        for row in rows.order_by("completed_on", "pk")
        if row.completed_on is not None
    ]


def state_of_activities() -> str:
    """Another word whenever an activity (another version of its row), a topic or the map has changed."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return str(cursor.fetchone())
