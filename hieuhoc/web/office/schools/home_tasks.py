"""What waits for the education department and for a school's own staff officer, for the home of the office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.people.models import WorkUnit
from hieuhoc.schools.reads import Need, schools_in_need
from hieuhoc.schools.rules import school_year_of
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """Each leads to the schools it speaks of."""
    if not user.has_perm("schools.mind_classes"):
        return []
    there = WorkUnit.objects.within(scope_of(user, "schools.mind_classes"))
    year = school_year_of(timezone.localdate())
    words = {
        Need.CLASSES: _("Trường chưa lập lớp của năm học %(year)s"),
        Need.LEARNERS: _("Trường có lớp chưa có người học, năm học %(year)s"),
        Need.AGREEMENT: _("Trường có người học chưa đủ 16 tuổi, chưa ghi ai đồng ý"),
    }
    counted = {need: schools_in_need(there, need, year).count() for need in words}
    page = reverse("office:school-list")
    said = {"year": f"{year}–{year + 1}"}
    return [
        Task(title % said if "%" in title else title, counted[need], f"{page}?need={need}")
        for need, title in words.items()
        if counted[need]
    ]
