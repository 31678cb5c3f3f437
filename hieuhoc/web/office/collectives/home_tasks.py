"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.collectives.models import Registration
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """Only who may settle them is asked."""
    if not user.has_perm("collectives.keep_model"):
        return []
    fallen = Registration.objects.within(scope_of(user, "collectives.keep_model")).fallen().count()
    address = f"{reverse('office:model-list')}?standing=fallen"
    return [Task(_("Mô hình được công nhận, nay không còn đáp ứng"), fallen, address)] if fallen else []
