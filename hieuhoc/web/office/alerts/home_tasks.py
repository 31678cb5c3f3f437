"""What waits for the person in this area, for the home of the office."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.alerts.models import Alert
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    if not user.has_perm("alerts.read_alerts"):
        return []
    rows = Alert.objects.within(scope_of(user, "alerts.read_alerts")).waiting()
    waiting = rows.aggregate(count=Count("pk"), oldest_on=Min("found_on"))
    if not waiting["count"]:
        return []
    url = f"{reverse('office:alert-list')}?state={Alert.Status.OPEN}"
    return [Task(title=_("Cảnh báo chưa xem xét"), count=waiting["count"], url=url, oldest_on=waiting["oldest_on"])]
