"""An order is not applied before its day: it waits, and the worker carries it out on that day."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.audit.models import Entry
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.actions import (
    add_steps,
    apply_change_order,
    apply_due_orders,
    describe_order,
    draft_order,
    preview_order,
    remove_step,
    schedule_order,
    unschedule_order,
)
from hieuhoc.places.drafting import Draft, merge, rename
from hieuhoc.places.models import ChangeOrder, ChangeStep, Place, PlaceSpell, Tier
from hieuhoc.places.tasks import carry_out_due_orders
from tests.places.small_map import new, put, spells_now
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


@pytest.fixture
def commune() -> Place:
    province = put("Đắk Lắk", Tier.PROVINCE, kind="Tỉnh", code="66")
    return put("Cư Né", Tier.COMMUNE, province, kind="Xã", code="24100")


def order_of(lines: list[Draft], day: date | None = None) -> ChangeOrder:
    return draft_order("1/NQ", "Đổi tên", day or tomorrow(), lines, actor=None)


def let_the_day_come(order: ChangeOrder) -> None:
    ChangeOrder.objects.filter(pk=order.pk).update(takes_effect_on=timezone.localdate())


def name_of(commune: Place) -> str:
    return PlaceSpell.objects.get(place=commune, until=None).name


def test_before_its_day_an_order_is_tried_but_not_applied(commune: Place) -> None:
    order, before = order_of(rename(commune.pk, "Ea Ngai")), spells_now()
    assert preview_order(order, actor=None).moves.amended == {commune.pk}
    with pytest.raises(Refusal, match=f"Lệnh có hiệu lực từ {tomorrow():%d/%m/%Y}: chưa áp dụng được trước ngày đó"):
        apply_change_order(order, actor=None)
    assert spells_now() == before


def test_on_its_day_the_worker_carries_it_out(commune: Place) -> None:
    order = schedule_order(order_of(rename(commune.pk, "Ea Ngai")), actor=None)
    carry_out_due_orders(0)
    assert (name_of(commune), order.status) == ("Cư Né", "waiting")
    let_the_day_come(order)
    carry_out_due_orders(0)
    assert name_of(commune) == "Ea Ngai"
    assert ChangeOrder.objects.get().status == ChangeOrder.Status.APPLIED
    assert apply_due_orders() == 0


def test_the_worker_looks_every_hour() -> None:
    tasks = {job.task.name: job.cron for job in app.periodic_registry.periodic_tasks.values()}
    assert tasks["places.apply_due_orders"] == "5 * * * *"


def test_a_draft_is_never_carried_out_by_itself(commune: Place) -> None:
    let_the_day_come(order_of(rename(commune.pk, "Ea Ngai")))
    assert apply_due_orders() == 0
    assert name_of(commune) == "Cư Né"


def test_what_waits_is_not_changed_until_it_is_taken_back(commune: Place) -> None:
    order = schedule_order(order_of(rename(commune.pk, "Ea Ngai")), actor=None)
    with pytest.raises(Refusal, match="đang chờ đến ngày hiệu lực"):
        add_steps(order, rename(commune.pk, "Khác"), actor=None)
    with pytest.raises(Refusal, match="đang chờ đến ngày hiệu lực"):
        schedule_order(order, actor=None)
    unschedule_order(order, actor=None)
    with pytest.raises(Refusal, match="không chờ"):
        unschedule_order(order, actor=None)
    let_the_day_come(order)
    assert apply_due_orders() == 0


def test_an_order_that_could_not_be_applied_is_not_made_to_wait(commune: Place) -> None:
    with pytest.raises(Refusal, match="chưa có bước nào"):
        schedule_order(order_of([]), actor=None)
    with pytest.raises(Refusal, match="áp dụng được ngay"):
        schedule_order(order_of(rename(commune.pk, "Ea Ngai"), timezone.localdate()), actor=None)


def test_what_cannot_be_applied_on_its_day_goes_back_and_says_why(commune: Place) -> None:
    stuck = schedule_order(order_of(rename(commune.pk, "Ea Ngai")), actor=None)
    other = put("Ea Kar", Tier.COMMUNE, kind="Xã", code="24101")
    fine = schedule_order(order_of(rename(other.pk, "Ea Mới")), actor=None)
    for order in (stuck, fine):
        let_the_day_come(order)
    PlaceSpell.objects.filter(place=commune).update(since=tomorrow())  # meanwhile changed from a later day on
    assert apply_due_orders() == 1
    stuck.refresh_from_db()
    assert stuck.status == ChangeOrder.Status.DRAFT
    assert "đã có thay đổi sau ngày" in stuck.held_back
    assert Entry.objects.filter(deed="places.hold_back_order", subject_id=stuck.pk).exists()
    assert name_of(other) == "Ea Mới"


def test_the_command_refuses_to_apply_too_early_and_can_let_it_wait(commune: Place, tmp_path: Path) -> None:
    path, out = tmp_path / "order.json", io.StringIO()
    change = {"kind": "rename", "place": "24100", "name": "Ea Ngai"}
    content = {"number": "9/NQ", "title": "x", "takes_effect_on": tomorrow().isoformat(), "changes": [change]}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CommandError, match="chưa áp dụng được trước ngày đó"):
        call_command("change_map", str(path), "--apply")
    assert not ChangeOrder.objects.exists()
    call_command("change_map", str(path), "--schedule", stdout=out)
    assert f"the worker carries it out on {tomorrow()}" in out.getvalue()
    assert ChangeOrder.objects.get().status == ChangeOrder.Status.WAITING


def test_a_draft_is_described_anew_and_tells_what_changed(commune: Place) -> None:
    order = order_of(rename(commune.pk, "Ea Ngai"))
    words = {"number": "2/NQ", "title": "Đổi tên", "legal_basis": "Luật", "source": "Công báo", "certainty": "seen"}
    describe_order(order, takes_effect_on=order.takes_effect_on, **words, actor=None)
    order.refresh_from_db()
    assert {key: getattr(order, key) for key in words} == words
    entry = Entry.objects.filter(deed="places.draft_order").latest("pk")
    assert entry.changes["number"] == ["1/NQ", "2/NQ"]
    assert "title" not in entry.changes, "it stayed as it was"
    schedule_order(order, actor=None)
    with refused("scheduled"):
        describe_order(order, takes_effect_on=order.takes_effect_on, **words, actor=None)


def test_a_line_goes_with_the_lines_that_speak_of_what_it_makes(commune: Place) -> None:
    order = order_of([*merge([commune.pk], new("Ea Ngai", None)), *rename(commune.pk, "Khác")])
    before = order.steps.count()
    made = order.steps.get(verb=ChangeStep.Verb.MAKE)
    gone = remove_step(made, actor=None)
    assert 1 < gone < before
    assert order.steps.count() == before - gone
    assert not order.steps.filter(attributes__other_key="Ea Ngai").exists()
    assert remove_step(order.steps.latest("position"), actor=None) == 1
