"""Skills somebody was noted to have."""

from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import Kind, Person, columns
from hieuhoc.skills.models import SkillFact


def _held(person: Person) -> int:
    return SkillFact.objects.filter(citizen__in=person.citizens).exclude(note="").count()


def _erase(person: Person) -> int:
    """The fact stays, nameless: figures count it."""
    return SkillFact.objects.filter(citizen__in=person.citizens).exclude(note="").update(note="")


KINDS = (
    Kind(
        "skills.notes",
        gettext_lazy("Ghi chú của xác nhận kỹ năng số"),
        end=gettext_lazy("xoá"),
        columns=columns("skills_skillfact", "note"),
        held=_held,
        erase=_erase,
    ),
)
IMPERSONAL = frozenset({"skills_skillfact.kind", "skills_skillfact.basis"})
