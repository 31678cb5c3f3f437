"""Two communes become one: visits to come and findings to be put right lie with it, what was drawn stays; and back."""

from datetime import date

from django.utils import timezone

from hieuhoc.inspection.actions import draw_sample, settle_finding
from hieuhoc.inspection.models import Finding, Inspection
from hieuhoc.inspection.reads import frame_of, is_drawn_again
from hieuhoc.lib.scope import Scope
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from tests.cast import Cast
from tests.inspection.makers import make_concluded, make_inspection_plan, make_titles, make_visit
from tests.inspection.test_inspect import WISH
from tests.places.small_map import new


def test_the_successor_takes_over_visits_and_what_has_to_be_put_right(cast: Cast) -> None:
    near, far = make_titles(cast.village, 3), make_titles(cast.other_commune, 2)
    plan = make_inspection_plan(cast.province)
    sample = draw_sample(plan, WISH, actor=None)
    to_fix = make_concluded(plan, cast.commune, near[:1])
    done = settle_finding(make_concluded(plan, cast.other_commune, far[:1]), answer="Đã rà soát", actor=None)
    to_come = make_visit(plan, cast.other_commune, far)
    before = list(Inspection.objects.order_by("pk").values_list("pk", "place"))
    steps = drafting.merge([cast.commune.pk, cast.other_commune.pk], new("Cư Né Mới", cast.province))
    order = draft_order("9/NQ", "Sắp xếp", date(2025, 7, 1), list(steps), actor=None)
    apply_change_order(order, actor=None)
    successor = order.steps.get(verb="make").place
    assert successor is not None
    where = dict(Inspection.objects.values_list("pk", "place"))
    assert {where[to_come.pk], where[to_fix.inspection_id]} == {successor.pk}
    assert where[done.inspection_id] == cast.other_commune.pk
    reach = Scope(on=timezone.localdate(), places=frozenset({successor.pk}))
    assert set(Finding.objects.within(reach)) == {to_fix, done}
    assert is_drawn_again(sample)
    assert frame_of(cast.province, plan.year) == {successor.pk: sorted(title.pk for title in [*near, *far])}
    undo_change_order(order, actor=None)
    assert list(Inspection.objects.order_by("pk").values_list("pk", "place")) == before
