"""Rendering certificates after the decision has committed; reminding of objections that wait."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hieuhoc.recognition.documents import NotRendered, render_waiting
from hieuhoc.recognition.reads import decisions_left_waiting
from hieuhoc.recognition.reminding import remind


@app.task(
    queue="certificates",
    name="recognition.render_certificates",
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def render_certificates(decision_id: int) -> None:
    """Those of the decision that are not rendered yet: killed half-way, it goes on where it stopped."""
    render_waiting(decision_id)


@app.periodic(cron="*/2 * * * *")
@app.task(
    queue="certificates", name="recognition.render_what_was_left", queueing_lock="recognition.render_what_was_left"
)
def render_what_was_left(timestamp: int) -> None:
    """A worker that was killed leaves its job behind as running for ever: what it did not render is taken up here."""
    failed = 0
    for decision_id in decisions_left_waiting():
        try:
            render_waiting(decision_id)
        except NotRendered:
            failed += 1
    if failed:
        raise NotRendered(f"{failed} decisions with certificates that cannot be drawn")


@app.periodic(cron="10 0 * * *")  # 07:10 in Vietnam
@app.task(queue="outbox", name="recognition.remind_of_objections", queueing_lock="recognition.remind_of_objections")
def remind_of_objections(timestamp: int) -> None:
    """Once a day: who has an objection to answer is reminded of its day."""
    remind(timezone.localdate())
