"""The classes somebody learns or learned in, and who agreed for them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person
from hieuhoc.schools.models import Learner


def _classes(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Learner.objects.filter(citizen__in=person.citizens).select_related("school_class__unit")
    for row in rows.order_by("since", "pk"):
        school_class = row.school_class
        yield (
            school_class.unit.name,
            school_class.name,
            school_class.school_year,
            row.since,
            row.until,
            row.guardian or None,
            row.agreed_on,
        )


PARTS = (
    OwnPart(
        "schools.classes",
        gettext_lazy("Lớp ở trường"),
        (
            ("school", gettext_lazy("Trường")),
            ("class", gettext_lazy("Lớp")),
            ("school_year", gettext_lazy("Năm học bắt đầu")),
            ("since", gettext_lazy("Từ ngày")),
            ("until", gettext_lazy("Đến ngày")),
            ("guardian", gettext_lazy("Cha, mẹ, người giám hộ đã đồng ý")),
            ("agreed_on", gettext_lazy("Ngày đồng ý")),
        ),
        _classes,
        covers=("schools.guardians",),
    ),
)
