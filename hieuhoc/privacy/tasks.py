"""Every night what is over ends (purging.py)."""

from procrastinate.contrib.django import app

from hieuhoc.privacy.purging import purge_all


@app.periodic(cron="35 2 * * *")
@app.task(queue="audit", name="privacy.purge_all", queueing_lock="privacy.purge_all", lock="privacy.purge_all")
def purge(timestamp: int) -> None:
    purge_all()
