"""A year of steering: planned above, planned below, closed by the records, paid for, and told of where nothing was done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hieuhoc.outbox.models import Message
from hieuhoc.plans.actions import BudgetWords, add_budget_line, attach_use, issue_plan
from hieuhoc.plans.budgets import budget_of
from hieuhoc.plans.counting import count_everything
from hieuhoc.plans.models import BudgetLine, PlanTask
from hieuhoc.plans.reads import late_by_place, late_tasks, standing_of
from hieuhoc.plans.reminding import remind
from hieuhoc.plans.rules import Budget
from hieuhoc.reported.actions import hand_in_period, open_period
from tests.cast import Cast
from tests.plans.makers import due_on, make_derived, make_paid_use, make_plan, paper, task_words, this_year
from tests.reported.makers import entry, type_in

pytestmark = pytest.mark.django_db


def test_from_the_plan_of_the_province_to_what_is_late_and_what_was_spent(cast: Cast) -> None:
    today, year = timezone.localdate(), this_year() - 1
    figures = {"product_code": "reported", "product_choice": "year", "product_year": year}
    upper = make_plan(cast.province, task_words(cast.province, owner=PlanTask.Owner.COMMUNE, **figures), actor=cast.hoa)
    derived = make_derived(upper, cast.commune, actor=cast.minh)
    own = derived.tasks.get()
    line = add_budget_line(own, BudgetWords(BudgetLine.Source.FUND, 2_000_000, "Khảo sát"), actor=cast.minh)
    issue_plan(derived, paper("8/KH-UBND"), actor=cast.minh)
    period = open_period(cast.commune, year, "year", actor=cast.minh)
    type_in(period, "population", entry(8_000))
    hand_in_period(period, actor=cast.minh)
    attach_use(line, make_paid_use(cast.commune, 1_200_000), actor=cast.minh)
    parts = [due_on(part, today - timedelta(days=7)) for part in upper.tasks.filter(is_part=True)]
    assert count_everything(today) == 2, "the commune's part and what it planned for itself"
    tasks = PlanTask.objects.all()
    assert {task.place for task in tasks.filter(status="finished", by_records=True)} == {cast.commune}
    assert [task.pk for task in late_tasks(tasks, today)] == [
        part.pk for part in parts if part.place_id == cast.other_commune.pk
    ]
    assert [place.place_id for place in late_by_place(tasks, today)] == [cast.other_commune.pk]
    assert (standing_of(tasks, today).finished, standing_of(tasks, today).late) == (2, 1)
    assert budget_of(tasks) == Budget(2_000_000, 1_200_000)
    remind(today)
    told = Message.objects.filter(key__regex=r"^plans\.7\.above").values_list("recipient", flat=True)
    assert list(told) == [cast.hoa.pk]
