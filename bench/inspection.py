"""500 inspections at the communes of a province: the 95th percentile of each list, ten sessions at once; and the time that
drawing a sample takes."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from bench.pages import SESSIONS, Page, percentile, rounds, served, sign_in
from bench.rows import Row
from hieuhoc.inspection.actions import SampleWish, draw_sample
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan

VISITS, ROUNDS, BAR_MS = 500, 8, 150.0
PAGES = (("hoa", "inspection-list"), ("hoa", "finding-list"), ("minh", "inspection-list"), ("minh", "finding-list"))


def run(scale: str) -> list[Row]:
    """On the demo's database (HIEUHOC_DEMO=1), filled up with copies of its visits."""
    call_command("demo", people=50_000 if scale == "full" else 4_000, check=True, json=False)
    plan = InspectionPlan.objects.order_by("pk")[0]
    seconds, size = timed_draw(plan)
    count = fill_up(plan)
    with served() as port:
        sessions = [sign_in(port, number) for number in range(SESSIONS)]
        pages = [Page(who, f"{who} {name}", reverse(f"office:{name}")) for who, name in PAGES]
        pages.append(Page("hoa", "hoa inspection-plan", reverse("office:inspection-plan", args=[plan.pk])))
        for session in sessions:
            rounds(port, session, pages, 1)
        with ThreadPoolExecutor(SESSIONS) as pool:
            taken = pool.map(lambda session: rounds(port, session, pages, ROUNDS), sessions)
            times = [timed for times_of_one in taken for timed in times_of_one]
    figure = percentile([ms for _name, ms in times])
    each = {page.name: percentile([ms for name, ms in times if name == page.name]) for page in pages}
    told = ", ".join(f"{name} {ms:.0f}" for name, ms in each.items())
    note = f"{count:,} visits, {SESSIONS} sessions, {len(times)} requests; p95 of each: {told}"
    note += f"; a sample of {size:,} drawn in {seconds:.2f} s"
    return [Row("inspection: p95 of its lists (ms)", round(figure, 1), BAR_MS, figure <= BAR_MS, note)]


def timed_draw(plan: InspectionPlan) -> tuple[float, int]:
    """A stratified sample of the same titles, taken back: seconds, and how many it has."""
    with transaction.atomic():
        other = InspectionPlan.objects.get(pk=plan.pk)
        other.pk = None
        other.save()
        begun = time.perf_counter()
        sample = draw_sample(other, SampleWish(), actor=None)
        seconds = time.perf_counter() - begun
        size = CheckedTitle.objects.filter(stratum__sample=sample).count()
        transaction.set_rollback(True)
    return seconds, size


def fill_up(plan: InspectionPlan) -> int:
    """Copies of the visits there are, each with a finding, at the communes in turn."""
    known = list(plan.inspections.order_by("pk"))
    places = list(dict.fromkeys(visit.place_id for visit in known))
    missing = VISITS - plan.inspections.count()
    visits = Inspection.objects.bulk_create(
        Inspection(plan=plan, place_id=place, origin="of_alert", reason="Phản ánh", **_state(number))
        for number, place in enumerate(islice(cycle(places), max(0, missing)))
    )
    Finding.objects.bulk_create(
        Finding(inspection=visit, text="Minh chứng sai", action="Rà soát", due_on=plan.ends_on) for visit in visits
    )
    return Inspection.objects.count()


def _state(number: int) -> dict[str, object]:
    """Three of four are concluded."""
    if number % 4 == 0:
        return {"status": Inspection.Status.PLANNED}
    return {"status": Inspection.Status.CONCLUDED, "concluded_on": "2026-06-01"}
