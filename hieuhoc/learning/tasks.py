"""Four times a day: courses that ended lately are judged, for those whom no scan judged."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.learning.actions import judge_training
from hieuhoc.learning.models import Training

LATELY = timedelta(days=15)  # as long as scans may still come, and a day


@app.periodic(cron="40 */6 * * *")
@app.task(queue="learning", name="learning.judge_ended", queueing_lock="learning.judge_ended")
def judge_ended(timestamp: int) -> None:
    today = timezone.localdate()
    ended = Training.objects.filter(held_on__lt=today, held_on__gte=today - LATELY, lessons__isnull=False)
    for training in ended.distinct().order_by("pk"):
        judge_training(training, actor=None)
