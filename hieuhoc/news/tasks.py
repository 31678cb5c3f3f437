"""Jobs of the "news" queue: a campaign goes out, some of it at a time."""

from procrastinate.contrib.django import app

from hieuhoc.news.models import Campaign
from hieuhoc.news.sending import go_on_sending


@app.task(queue="news", name="news.go_on")
def go_on(campaign_id: int) -> None:
    if go_on_sending(campaign_id):
        go_on.defer(campaign_id=campaign_id)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="news", name="news.go_on_with_all", queueing_lock="news.go_on_with_all")
def go_on_with_all(timestamp: int) -> None:
    """After the quiet hours, and after a process was killed."""
    for campaign in Campaign.objects.filter(status=Campaign.Status.SENDING).order_by("pk").values_list("pk", flat=True):
        go_on.defer(campaign_id=campaign)
