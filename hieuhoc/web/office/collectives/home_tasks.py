"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.steps import waiting_for
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """Only who may settle them, or has a step of a chain, is asked."""
    waiting = _at_my_step(user)
    if not user.has_perm("collectives.keep_model"):
        return waiting
    fallen = Registration.objects.within(scope_of(user, "collectives.keep_model")).fallen().count()
    address = f"{reverse('office:model-list')}?standing=fallen"
    return waiting + ([Task(_("Mô hình được công nhận, nay không còn đáp ứng"), fallen, address)] if fallen else [])


def _at_my_step(user: User) -> list[Task]:
    if not user.has_perm("collectives.agree_models"):
        return []
    count = waiting_for(user, scope_of(user, "collectives.agree_models")).count()
    return [Task(_("Mô hình chờ bước của mình"), count, reverse("office:model-step-list"))] if count else []
