"""Every night the rules look over the records."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.alerts.finding import run_rules


@app.periodic(cron="0 21 * * *")  # 04:00 in Vietnam, after figures and tasks
@app.task(queue="figures", name="alerts.run_rules", queueing_lock="alerts.run_rules")
def run_rules_nightly(timestamp: int) -> None:
    run_rules(timezone.localdate())
