"""A deed below touched places and years: what registered there is judged anew by a job that commits with the deed."""

from collections.abc import Collection

from procrastinate.contrib.django import app

from hieuhoc.collectives.models import JudgingMark, Registration


def hear(place_ids: Collection[int], years: Collection[int]) -> None:
    registered = set(Registration.objects.filter(year__in=years).values_list("year", flat=True).distinct())
    marks = [JudgingMark(place=place, year=year) for year in sorted(registered) for place in sorted(place_ids)]
    if marks:
        JudgingMark.objects.bulk_create(marks)
        # By its name: tasks are an edge. The job commits with this transaction.
        app.configure_task("collectives.judge_touched_models", queue="figures").defer()
