"""What is said of a task wherever it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.plan_on_paper import owner_words
from hieuhoc.plans.rules import days_late
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import full_titles
from hieuhoc.web.ui.formats import number


@dataclass(frozen=True)
class ShownTask:
    """A task as lists show it. `tone`, `state`: its state as `state_tag` takes it; a late one says since how many days."""

    task: PlanTask
    place: str

    @property
    def url(self) -> str:
        return record_address("office:task", self.task.pk)

    @property
    def holder(self) -> str:
        return owner_words(self.task, self.place)

    @cached_property
    def late_days(self) -> int:
        today = timezone.localdate()
        return days_late(self.task.due_on, today) if self.task.is_late(today) else 0

    @property
    def tone(self) -> str:
        return "failed" if self.late_days else self._draft or self.task.status

    @property
    def state(self) -> str:
        if self.late_days:
            return _("Quá hạn %(days)s ngày") % {"days": number(self.late_days)}
        if self._draft:
            return str(self.task.plan.get_status_display())
        return str(self.task.get_status_display())

    @property
    def _draft(self) -> str:
        """Nobody has a task yet of a plan that is a draft."""
        plan = self.task.plan
        return plan.status if plan.status == ProgrammePlan.Status.DRAFT else ""

    @property
    def progress(self) -> str:
        """ "412/1.038" where the records know, else nothing."""
        reached = self.task.reached
        return f"{number(reached.count)}/{number(reached.needed)}" if reached else ""


def shown(tasks: Iterable[PlanTask], names: Mapping[int, str] | None = None) -> list[ShownTask]:
    """`names`: of their places, where they are known."""
    listed = list(tasks)
    names = full_titles(task.place_id for task in listed) if names is None else names
    return [ShownTask(task, names.get(task.place_id, "")) for task in listed]
