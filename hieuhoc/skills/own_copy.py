"""One's own noted skills."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person
from hieuhoc.skills.models import SkillFact


def _facts(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in SkillFact.objects.filter(citizen__in=person.citizens).order_by("since", "pk"):
        yield row.get_kind_display(), row.get_basis_display(), row.note or None, row.since, row.until


PARTS = (
    OwnPart(
        "skills.facts",
        gettext_lazy("Kỹ năng số đã ghi"),
        (
            ("kind", gettext_lazy("Kỹ năng")),
            ("basis", gettext_lazy("Căn cứ")),
            ("note", gettext_lazy("Ghi chú")),
            ("since", gettext_lazy("Từ ngày")),
            ("until", gettext_lazy("Đến ngày")),
        ),
        _facts,
        covers=("skills.notes",),
    ),
)
