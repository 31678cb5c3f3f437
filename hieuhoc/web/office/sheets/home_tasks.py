"""What waits for the person in this area, for the home of the office."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.places.reads import among, near_scope
from hieuhoc.sheets.models import Batch
from hieuhoc.web.office.sheets.reached import sheets_usable
from hieuhoc.web.ui.shapes import Task

MOST = 100


def tasks_of(user: User) -> list[Task]:
    """Imports that were checked and that nobody has confirmed: one's own, and those of one's commune."""
    usable = sheets_usable(user)
    if not usable:
        return []
    near = near_scope(scope_of(user, "sheets.read_batches"))
    here = Q(uploaded_by=user) | (among("place", near) if near.places else Q(pk__in=()))
    checked = Batch.objects.filter(here, status=Batch.Status.CHECKED, sheet__in=usable)
    waiting = list(checked.order_by("checked_at").values_list("pk", "checked_at")[:MOST])
    if not waiting:
        return []
    every = f"{reverse('office:batch-list')}?status={Batch.Status.CHECKED}"
    url = reverse("office:batch", args=[waiting[0][0]]) if len(waiting) == 1 else every
    return [Task(_("Bảng tính đã kiểm tra, chờ xác nhận ghi"), len(waiting), url, waiting[0][1])]
