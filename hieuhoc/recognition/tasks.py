"""Rendering certificates after the decision has committed."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hieuhoc.recognition.documents import render_waiting


@app.task(
    queue="certificates",
    name="recognition.render_certificates",
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def render_certificates(decision_id: int) -> None:
    """Those of the decision that are not rendered yet: killed half-way, it goes on where it stopped."""
    render_waiting(decision_id)
