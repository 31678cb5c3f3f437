"""Models are judged anew where deeds touched them, and every night; reminding of objections that wait."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.collectives.following import judge_everything, judge_touched
from hieuhoc.collectives.objecting import remind


@app.task(queue="figures", name="collectives.judge_touched_models")
def judge_touched_models() -> None:
    judge_touched()


@app.periodic(cron="30 19 * * *")  # 02:30 in Vietnam: the counting day of the year that lasts has moved
@app.task(queue="figures", name="collectives.judge_all_models", queueing_lock="collectives.judge_all_models")
def judge_all_models(timestamp: int) -> None:
    judge_everything()


@app.periodic(cron="12 0 * * *")  # 07:12 in Vietnam
@app.task(queue="outbox", name="collectives.remind_of_objections", queueing_lock="collectives.remind_of_objections")
def remind_of_model_objections(timestamp: int) -> None:
    """Once a day: who has an objection of a model to answer is reminded of its day."""
    remind(timezone.localdate())
