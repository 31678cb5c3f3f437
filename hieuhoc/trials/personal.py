"""Counts are nobody's; which dossiers would be decided otherwise goes with its trial."""

from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import Kind, Person
from hieuhoc.trials.models import TrialChange


def _held(person: Person) -> int:
    return TrialChange.objects.filter(dossier__citizen__in=person.citizens).count()


def _erase(person: Person) -> int:
    return TrialChange.objects.filter(dossier__citizen__in=person.citizens).delete()[0]


KINDS = (
    Kind(
        "trials.changes",
        gettext_lazy("Hồ sơ đổi kết quả khi thử bộ tiêu chí"),
        end=gettext_lazy("xoá"),
        held=_held,
        erase=_erase,
    ),
)
IMPERSONAL = frozenset({"trials_trial", "trials_study"})
