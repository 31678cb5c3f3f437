"""Thanks are written in the background, some at a time."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hieuhoc.funds.actions.thanks import go_on_thanking
from hieuhoc.funds.models import ThanksRun


@app.task(queue="outbox", name="funds.thank_givers", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def thank_givers(run_id: int) -> None:
    """Tried again after a fault, it goes on where it stopped."""
    go_on_thanking(ThanksRun.objects.get(pk=run_id))
