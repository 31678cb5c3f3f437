"""Cadres and members of the association who were not yet trained on the criteria in force."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.criteria.models import Version
from hieuhoc.news.addressing import CITIZEN, AudienceAsked, Sql, TargetAudience

UNTRAINED = """
SELECT DISTINCT held.citizen_id AS person FROM people_membership AS held
JOIN people_branchspell AS seat ON seat.branch_id = held.branch_id AND seat.until IS NULL
WHERE held.branch_id IS NOT NULL AND held.until IS NULL AND seat.place_id = ANY(%(of_places)s) AND NOT EXISTS (
    SELECT FROM learning_attendance AS there JOIN learning_training AS taught ON taught.id = there.training_id
    WHERE there.citizen_id = held.citizen_id AND there.completed AND taught.version_id = ANY(%(of_versions)s)
)
"""
TRAINED = """
SELECT DISTINCT there.citizen_id AS person FROM learning_attendance AS there
JOIN learning_training AS taught ON taught.id = there.training_id
WHERE there.completed AND taught.held_on >= %(of_day)s AND taught.version_id = ANY(%(of_versions)s)
"""


def versions_in_force() -> list[int]:
    """In whatever edition: who was taught the words before a misprint was corrected was taught them."""
    standing = Version.objects.filter(status=Version.Status.IN_FORCE)
    same = standing.filter(criteria_set=OuterRef("criteria_set"), number=OuterRef("number"))
    return list(Version.objects.filter(Exists(same)).values_list("pk", flat=True))


def untrained(asked: AudienceAsked) -> Sql:
    return Sql(UNTRAINED, {"of_places": list(asked.places), "of_versions": versions_in_force()})


def trained_since(asked: AudienceAsked) -> Sql:
    since = timezone.localdate(asked.since) if asked.since else asked.on
    return Sql(TRAINED, {"of_day": since, "of_versions": versions_in_force()})


AUDIENCES = (
    TargetAudience(
        "untrained",
        CITIZEN,
        gettext_lazy("Cán bộ, hội viên chưa được tập huấn"),
        gettext_lazy("Người đang sinh hoạt ở một chi hội, chưa hoàn thành lớp nào về bộ tiêu chí đang áp dụng."),
        untrained,
        acted=trained_since,
        act=gettext_lazy("đã hoàn thành tập huấn"),
    ),
)
