"""Jobs of the "figures" queue: what deeds touched, at once; everything, every night; a closed year's new revision
or map."""

from procrastinate.contrib.django import app

from hieuhoc.indicators.disclosure import open_what_was_published
from hieuhoc.indicators.models import Revision
from hieuhoc.indicators.rebasing import rebase_closed_years
from hieuhoc.indicators.recounting import count_revision, recount_everything, recount_stale


@app.task(queue="figures", name="indicators.recount_stale_places")
def recount_stale_places() -> None:
    recount_stale()


@app.periodic(cron="0 19 * * *")  # 02:00 in Vietnam: a day has passed, so the open year's counting day moved
@app.task(queue="figures", name="indicators.recount_open_years", queueing_lock="indicators.recount_open_years")
def recount_open_years(timestamp: int) -> None:
    recount_everything()
    rebase_closed_years()  # an order's own job may have been killed
    open_what_was_published()


@app.task(queue="figures", name="indicators.rebase_closed_years")
def put_closed_years_on_the_map() -> None:
    rebase_closed_years()


@app.task(queue="figures", name="indicators.count_revision")
def count_new_revision(revision_id: int) -> None:
    count_revision(Revision.objects.get(pk=revision_id))
