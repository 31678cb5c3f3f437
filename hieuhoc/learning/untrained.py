"""Who of the association was not yet taught a version of the criteria: whom a course is for."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from hieuhoc.criteria.models import Version
from hieuhoc.learning.models import Attendance, Trainee, Training
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import BranchSpell, Citizen, Membership
from hieuhoc.people.models.citizens import CitizenQuerySet
from hieuhoc.places.reads import among


class Whom(models.TextChoices):
    CADRES = "cadres", _("Cán bộ Hội chưa học")
    MEMBERS = "members", _("Hội viên chưa học")


CADRES = (Membership.Role.HEAD, Membership.Role.OFFICER)


def untrained(version: Version, place: int, on: date, whom: str = "") -> CitizenQuerySet:
    """Cadres (who lead a branch) or members, at their main branch seated under the place, who completed no training on the
    version, in whatever edition. Without `whom`: both."""
    here = Scope(on=on, places=frozenset({place}))
    seated = BranchSpell.objects.filter(among("place", here), until__isnull=True).values("branch")
    belongs = Membership.objects.open().main_branch().filter(citizen=OuterRef("pk"), branch__in=seated)
    if whom == Whom.CADRES:
        belongs = belongs.filter(role__in=CADRES)
    elif whom == Whom.MEMBERS:
        belongs = belongs.exclude(role__in=CADRES)
    taught = Attendance.objects.filter(citizen=OuterRef("pk"), completed=True)
    taught = taught.filter(training__version__criteria_set=version.criteria_set_id)
    taught = taught.filter(training__version__number=version.number)
    return Citizen.objects.living(on).filter(Exists(belongs)).exclude(Exists(taught))


def not_asked(people: CitizenQuerySet, training: Training) -> CitizenQuerySet:
    """Those of them who are not on the course's list."""
    return people.exclude(Exists(Trainee.objects.filter(training=training, citizen=OuterRef("pk"))))
