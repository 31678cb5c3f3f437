"""What waits for the person in this area, for the home of the office."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.learning.models import OwnLearning
from hieuhoc.web.ui.shapes import Task

CONFIRM = "learning.confirm_own_learning"


def tasks_of(user: User) -> list[Task]:
    """One question, to who may confirm."""
    if not user.has_perm(CONFIRM):
        return []
    waiting = OwnLearning.objects.within(scope_of(user, CONFIRM)).waiting()
    told = waiting.aggregate(count=Count("pk"), oldest=Min("added_at"))
    if not told["count"]:
        return []
    oldest_on = timezone.localdate(told["oldest"])
    return [Task(_("Điều tự học chờ xác nhận"), told["count"], reverse("office:own-learning-list"), oldest_on)]
