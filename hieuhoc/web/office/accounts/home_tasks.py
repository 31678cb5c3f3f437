"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import accounts_of_nowhere
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """Accounts that nobody's place looks after: the province's to give one."""
    if not user.has_perm("accounts.set_sign_in_rule"):
        return []
    waiting = accounts_of_nowhere().filter(citizen__isnull=True).order_by("date_joined")
    count, first = waiting.count(), waiting.first()
    if first is None:
        return []
    return [
        Task(_("Tài khoản chưa có nơi quản lý"), count, f"{reverse('office:user-list')}?nowhere", first.date_joined)
    ]
