"""What a task may cost, line by line, and the uses of funds that were made of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hieuhoc.funds.models import Use
from hieuhoc.lib.scope import Scope
from hieuhoc.plans.models.plans import ProgrammePlan
from hieuhoc.plans.models.tasks import PlanTask


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def within(self, scope: Scope) -> Self:
        """Of plans of the places of the scope."""
        return self if scope.everything else self.filter(task__plan__in=ProgrammePlan.objects.within(scope))

    def with_spent(self) -> Self:
        """`spent`, đồng: what was paid of the uses attached to the line; asked for or taken back, none of it."""
        paid = BudgetUse.objects.filter(line=OuterRef("pk"), use__in=Use.objects.paid())
        total = paid.order_by().values("line").annotate(total=Sum("use__amount")).values("total")
        return self.annotate(spent=Coalesce(Subquery(total), 0, output_field=models.BigIntegerField()))


class BudgetLine(models.Model):
    """dòng kinh phí: `amount` đồng from `source` for `about`. `position`: its order in the task."""

    class Source(models.TextChoices):
        STATE = "state_money", _("Ngân sách nhà nước")
        FUND = "study_fund", _("Quỹ khuyến học")
        SOCIAL = "donations", _("Xã hội hoá, tài trợ")
        OWN = "own_money", _("Nơi thực hiện tự lo")
        UNSAID = "unsaid", _("Chưa ghi nguồn")

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="budget_lines", db_index=False)
    source = models.CharField(max_length=12, choices=Source)
    about = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField()
    position = models.SmallIntegerField()
    spent: int  # đồng, where `with_spent` asked for it

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "position"], name="budget_line_position_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_line_above_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.about}" if self.about else str(self.get_source_display())


class BudgetUse(models.Model):
    """khoản chi gắn với dòng kinh phí: a use of a fund counts for one line at most."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="uses")
    use = models.OneToOneField(Use, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"use {self.use_id} of line {self.line_id}"
