"""Who agreed for somebody under 16. The learning itself stays, nameless, as a fact that shares are counted of."""

from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import Kind, Person, columns
from hieuhoc.schools.models import Learner


def _held(person: Person) -> int:
    return Learner.objects.filter(citizen__in=person.citizens).exclude(guardian="").count()


def _erase(person: Person) -> int:
    return Learner.objects.filter(citizen__in=person.citizens).exclude(guardian="").update(guardian="")


KINDS = (
    Kind(
        "schools.guardians",
        gettext_lazy("Tên cha, mẹ, người giám hộ đã đồng ý"),
        end=gettext_lazy("xoá"),
        columns=columns("schools_learner", "guardian"),
        held=_held,
        erase=_erase,
    ),
)
IMPERSONAL = frozenset({"schools_schoolclass"})
