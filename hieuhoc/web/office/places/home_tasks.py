"""What waits for the person in this area, for the home of the office."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.people.models import WaitingEntry
from hieuhoc.people.reads import unplaced
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """People of cut wards, and families, clans, units and branches whose commune ended, that no commune has yet."""
    if not user.has_perm("people.assign_waiting"):
        return []
    scope, page = scope_of(user, "people.assign_waiting"), reverse("office:waiting-list")
    people = WaitingEntry.objects.open().within(scope).aggregate(count=Count("pk"), oldest=Min("since"))
    waiting = unplaced(scope)
    bodies = sum(rows.count() for rows in (waiting.groups, waiting.units, waiting.branches))
    tasks = []
    if people["count"]:
        tasks.append(Task(_("Người chưa được phân về xã, phường mới"), people["count"], page, people["oldest"]))
    if bodies:
        title = _("Gia đình, dòng họ, đơn vị, chi hội chưa có nơi mới")
        tasks.append(Task(title, bodies, f"{page}#unplaced"))
    return tasks
