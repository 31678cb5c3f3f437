"""Jobs of the "figures" queue: models are judged anew where deeds touched them, and every night."""

from procrastinate.contrib.django import app

from hieuhoc.collectives.following import judge_everything, judge_touched


@app.task(queue="figures", name="collectives.judge_touched_models")
def judge_touched_models() -> None:
    judge_touched()


@app.periodic(cron="30 19 * * *")  # 02:30 in Vietnam: the counting day of the year that lasts has moved
@app.task(queue="figures", name="collectives.judge_all_models", queueing_lock="collectives.judge_all_models")
def judge_all_models(timestamp: int) -> None:
    judge_everything()
