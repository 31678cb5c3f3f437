"""Every hour: orders whose day has come are carried out."""

from procrastinate.contrib.django import app

from hieuhoc.places.actions import apply_due_orders


@app.periodic(cron="5 * * * *")  # the first hour of a day in Vietnam, and again should the worker have been off then
@app.task(queue="places", name="places.apply_due_orders", queueing_lock="places.apply_due_orders")
def carry_out_due_orders(timestamp: int) -> None:
    apply_due_orders()
