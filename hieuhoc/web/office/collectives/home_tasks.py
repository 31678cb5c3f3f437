"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.objecting import answerable_by
from hieuhoc.collectives.steps import waiting_for
from hieuhoc.web.office.recognition.home_tasks import answers_due
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """Only who may settle them, has a step of a chain or an objection to answer, is asked."""
    waiting = _at_my_step(user) + _to_answer(user)
    if not user.has_perm("collectives.keep_model"):
        return waiting
    fallen = Registration.objects.within(scope_of(user, "collectives.keep_model")).fallen().count()
    address = f"{reverse('office:model-list')}?standing=fallen"
    return waiting + ([Task(_("Mô hình được công nhận, nay không còn đáp ứng"), fallen, address)] if fallen else [])


def _to_answer(user: User) -> list[Task]:
    title, address = _("Đề nghị xét lại mô hình chờ trả lời"), reverse("office:model-objection-list")
    return answers_due(title, answerable_by(user), address)


def _at_my_step(user: User) -> list[Task]:
    if not user.has_perm("collectives.agree_models"):
        return []
    count = waiting_for(user, scope_of(user, "collectives.agree_models")).count()
    return [Task(_("Mô hình chờ bước của mình"), count, reverse("office:model-step-list"))] if count else []
