"""Every minute the journals are sealed."""

from procrastinate.contrib.django import app

from hieuhoc.audit.models import Block
from hieuhoc.audit.sealing import seal


@app.periodic(cron="* * * * *")
@app.task(queue="audit", name="audit.seal_journals", queueing_lock="audit.seal_journals")
def seal_journals(timestamp: int) -> None:
    for journal in Block.Journal:
        seal(journal)
