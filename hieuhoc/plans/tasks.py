"""Every night: tasks that the records have done are closed; in the morning whoever is late is told."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.plans.counting import count_everything
from hieuhoc.plans.reminding import remind, remind_of_circulars


@app.periodic(cron="30 20 * * *")  # 03:30 in Vietnam
@app.task(queue="figures", name="plans.count_tasks", queueing_lock="plans.count_tasks")
def count_tasks_nightly(timestamp: int) -> None:
    count_everything(timezone.localdate())


@app.periodic(cron="5 0 * * *")  # 07:05 in Vietnam
@app.task(queue="outbox", name="plans.remind", queueing_lock="plans.remind")
def remind_of_tasks(timestamp: int) -> None:
    remind(timezone.localdate())
    remind_of_circulars(timezone.localdate())
