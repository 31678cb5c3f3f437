"""Who has a task hears of its day before it comes; when it is over, who gave it and the level above hear too; each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.outbox.models import Message
from hieuhoc.plans.actions import drop_reminder, open_feed, report_task, set_reminder
from hieuhoc.plans.models import PlanTask, ReminderRule, TaskFeed
from hieuhoc.plans.reminding import remind
from tests.cast import Cast
from tests.plans.makers import due_on, make_plan, task_words
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def told(user: User) -> int:
    return Message.objects.filter(recipient=user, key__regex=r"^plans\.-?\d").count()


def test_the_owner_before_and_the_level_above_after(cast: Cast) -> None:
    """By the rules that ship: 14 and 3 days before; then 1 day after the owner and the giver, 7 days after the level above."""
    today = timezone.localdate()
    task = make_plan(cast.commune, task_words(cast.commune), actor=cast.minh).tasks.get()
    due_on(task, today + timedelta(days=3))
    remind(today)
    remind(today)
    assert (told(cast.minh), told(cast.hoa)) == (1, 0)
    remind(today + timedelta(days=4))
    late = told(cast.minh)
    assert late > 1
    remind(today + timedelta(days=10))
    assert (told(cast.minh), told(cast.hoa)) == (late, 1)
    assert told(cast.son) == 0


def test_what_is_done_is_not_spoken_of(cast: Cast) -> None:
    task = make_plan(cast.commune, task_words(cast.commune), actor=cast.minh).tasks.get()
    due_on(task, timezone.localdate() + timedelta(days=3))
    report_task(task, text="Xong", actor=cast.minh)
    assert remind(timezone.localdate()) == 0


def test_rules_are_data(cast: Cast) -> None:
    assert set(ReminderRule.objects.values_list("days", "to")) == {
        *((-14, "owner"), (-3, "owner"), (1, "owner"), (1, "giver"), (7, "above")),
    }
    rule = set_reminder(-30, "owner", actor=cast.hoa)
    assert set_reminder(-30, "owner", actor=cast.hoa) == rule
    drop_reminder(rule, actor=cast.hoa)
    assert not ReminderRule.objects.filter(days=-30).exists()
    with refused("too_far"):
        set_reminder(400, "owner", actor=cast.hoa)
    with refused("not_late_yet"):
        set_reminder(-1, "above", actor=cast.hoa)


def test_a_new_address_of_the_calendar_ends_the_old_one(cast: Cast) -> None:
    first = open_feed(actor=cast.minh).secret
    assert open_feed(actor=cast.minh).secret != first
    assert TaskFeed.objects.count() == 1
    assert PlanTask.objects.count() == 0
