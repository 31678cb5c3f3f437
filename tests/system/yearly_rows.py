"""The people of the story of the year, found in the demonstration and given accounts: somebody of the association who was
not yet taught the criteria, and somebody who was a few points short; and a topic that speaks for a criterion."""

from django.utils import timezone

from hieuhoc.accounts.actions import add_user
from hieuhoc.assessment.audiences import decided_year
from hieuhoc.assessment.models import Dossier
from hieuhoc.criteria.models import Version
from hieuhoc.demo.believable import OPEN_YEAR
from hieuhoc.demo.cast import PASSWORD
from hieuhoc.learning.models import TopicCriterion
from hieuhoc.learning.untrained import untrained
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Ancestry, Place

LEARNER, SHORT = "hoc-vien", "thieu-diem"


def people_of_the_year(commune: Place, version: Version) -> dict[str, str]:
    """Their names, as the offices know them, and the topic's."""
    today = timezone.localdate()
    here = Ancestry.objects.filter(ancestor=commune, until__isnull=True).values("descendant")
    never = untrained(version, commune.pk, today).exclude(attendances__completed=True)  # whatever the version
    learner = never.filter(home__in=here, user=None).order_by("pk")[0]
    return {
        "learner": _with_account(learner, LEARNER),
        "short": _with_account(_few_points_short(commune), SHORT),
        "lan": Citizen.objects.get(user__username="lan").name,
        "topic": str(TopicCriterion.objects.filter(version_number=version.number).order_by("pk")[0].topic),
    }


def _few_points_short(commune: Place) -> Citizen:
    """Without a dossier in the open round. One short of the total, whatever the demonstration drew."""
    below = Ancestry.objects.filter(ancestor=commune, until__isnull=True).values("descendant")
    year = decided_year(timezone.localdate())
    failed = Dossier.objects.filter(round__year=year, status=Dossier.Status.FAILED, place__in=below)
    failed = failed.filter(citizen__user=None, citizen__died_on=None, citizen__left_on=None, citizen__home__in=below)
    sent = Dossier.objects.filter(round__year=OPEN_YEAR).values("citizen")
    dossier = failed.exclude(citizen__in=sent).select_related("citizen", "pass_rule").order_by("pk")[0]
    assert dossier.pass_rule is not None
    short = dossier.pass_rule.min_total - 1
    each = short // len(dossier.self_points)
    points = [each + (number < short - each * len(dossier.self_points)) for number in range(len(dossier.self_points))]
    Dossier.objects.filter(pk=dossier.pk).update(final_points=points, total=short)
    return dossier.citizen


def _with_account(citizen: Citizen, username: str) -> str:
    user = add_user(username, citizen.name, password=PASSWORD, actor=None)
    Citizen.objects.filter(pk=citizen.pk).update(user=user)
    return citizen.name
