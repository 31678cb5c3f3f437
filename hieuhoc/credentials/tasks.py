"""Credentials of recognised models, soon after their decision."""

from procrastinate.contrib.django import app

from hieuhoc.credentials.issuing import issue_to_models


@app.periodic(cron="* * * * *")
@app.task(queue="certificates", name="credentials.issue_to_models", queueing_lock="credentials.issue_to_models")
def issue_to_recognised_models(timestamp: int) -> None:
    issue_to_models()
