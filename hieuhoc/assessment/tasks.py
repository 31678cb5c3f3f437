"""Once a day: who has a step of a review chain before them is reminded of its day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.assessment.reminding import remind


@app.periodic(cron="0 0 * * *")  # 07:00 in Vietnam
@app.task(queue="outbox", name="assessment.remind_of_steps", queueing_lock="assessment.remind_of_steps")
def remind_of_steps(timestamp: int) -> None:
    remind(timezone.localdate())
