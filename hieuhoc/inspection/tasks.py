"""In the morning whoever has to put something right is reminded of its day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.inspection.reminding import remind


@app.periodic(cron="10 0 * * *")  # 07:10 in Vietnam
@app.task(queue="outbox", name="inspection.remind", queueing_lock="inspection.remind")
def remind_of_findings(timestamp: int) -> None:
    remind(timezone.localdate())
