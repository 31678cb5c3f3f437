"""An alert that was sent to inspection becomes a visit of a plan, and learns what came of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hieuhoc.alerts.actions import explain_alert, inspect_alert
from hieuhoc.alerts.models import Alert
from hieuhoc.inspection.actions import add_finding, call_off, check_title, conclude_inspection, take_up_alert
from hieuhoc.inspection.models import Inspection
from hieuhoc.inspection.reads import alerts_to_take_up
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.recognition.models import Title
from tests.alerts.makers import make_alert
from tests.cast import Cast
from tests.inspection.makers import RIGHT, WRONG, make_inspection_plan, make_titles
from tests.places.small_map import new
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def sent(cast: Cast) -> Alert:
    return inspect_alert(make_alert(cast.commune), reason="Xem tận nơi", actor=cast.hoa)


def test_it_becomes_a_visit_with_its_rows_and_the_titles_it_speaks_of(cast: Cast) -> None:
    titles, plan = make_titles(cast.village, 3), make_inspection_plan(cast.province)
    alert = sent(cast)
    assert list(alerts_to_take_up(plan)) == [alert]
    visit = take_up_alert(plan, alert, actor=cast.hoa)
    assert (visit.place, visit.alert, visit.origin) == (cast.commune, alert, Inspection.Origin.NAMED)
    assert visit.reason == "50 người ghi cùng một số điện thoại. Xem tận nơi"
    assert {(row.kind, row.row_id) for row in visit.named_rows.all()} == {("citizen", pk) for pk in alert.rows}
    checked = set(visit.checked_titles.values_list("title", flat=True))
    assert checked == set(Title.objects.filter(citizen__in=alert.rows, year=plan.year).values_list("pk", flat=True))
    assert checked <= {title.pk for title in titles}
    assert checked
    assert not alerts_to_take_up(plan).exists()
    assert take_up_alert(plan, alert, actor=cast.hoa) == visit
    call_off(visit, reason="Bão", actor=cast.hoa)
    assert take_up_alert(plan, alert, actor=cast.hoa) != visit


def test_what_came_of_it_returns_to_the_alert(cast: Cast) -> None:
    make_titles(cast.village, 3)
    plan = make_inspection_plan(cast.province)
    visit = take_up_alert(plan, sent(cast), actor=None)
    for checked in visit.checked_titles.all():
        check_title(checked, WRONG, actor=None)
    add_finding(visit, text="Khai hộ", action="Rà soát", due_on=plan.ends_on, actor=None)
    conclude_inspection(visit, summary="Có khai hộ", actor=None)
    alert = Alert.objects.get()
    assert alert.status == Alert.Status.BORNE_OUT
    with refused("alert_inspected"):
        explain_alert(alert, reason="Không sao", actor=cast.hoa)


def test_a_visit_without_findings_says_it_was_unfounded(cast: Cast) -> None:
    make_titles(cast.village, 3)
    visit = take_up_alert(make_inspection_plan(cast.province), sent(cast), actor=None)
    for checked in visit.checked_titles.all():
        check_title(checked, RIGHT, actor=None)
    conclude_inspection(visit, summary="Số của trưởng thôn", actor=None)
    assert Alert.objects.get().status == Alert.Status.UNFOUNDED


def test_only_what_was_sent_and_lies_under_the_plan_and_only_from_above(cast: Cast) -> None:
    plan, alert = make_inspection_plan(cast.province), make_alert(cast.commune)
    with refused("alert_not_sent"):
        take_up_alert(plan, alert, actor=cast.hoa)
    inspect_alert(alert, reason="Xem", actor=cast.hoa)
    with pytest.raises(PermissionDenied):
        take_up_alert(plan, alert, actor=cast.minh)
    with refused("alert_elsewhere"):
        take_up_alert(make_inspection_plan(cast.other_commune), alert, actor=None)


def test_it_is_taken_up_on_the_pages_and_leads_to_its_visit(cast: Cast, client: Client) -> None:
    make_titles(cast.village, 2)
    plan, alert = make_inspection_plan(cast.province), sent(cast)
    client.force_login(cast.hoa)
    at_alert, at_plan = reverse("office:alert", args=[alert.pk]), reverse("office:inspection-plan", args=[plan.pk])
    take_up = reverse("office:inspection-of-alerts", args=[plan.pk])
    assert "Chờ đưa vào một kế hoạch kiểm tra" in client.get(at_alert).content.decode()
    assert take_up in client.get(at_plan).content.decode()
    assert "50 người ghi cùng một số điện thoại." in client.get(take_up).content.decode()
    assert client.post(take_up, {"alerts": [alert.pk]}).status_code == 302
    visit = reverse("office:inspection", args=[Inspection.objects.get().pk])
    assert visit in client.get(at_alert).content.decode()
    assert at_alert in client.get(visit).content.decode()
    assert take_up not in client.get(at_plan).content.decode()


def test_the_alert_of_a_commune_that_was_merged_lies_with_its_successor_and_back(cast: Cast) -> None:
    plan, waiting = make_inspection_plan(cast.province), sent(cast)
    answered = explain_alert(make_alert(cast.other_commune), reason="Ghi hộ", actor=cast.hoa)
    before = list(Alert.objects.order_by("pk").values_list("place", "key"))
    steps = drafting.merge([cast.commune.pk, cast.other_commune.pk], new("Cư Né Mới", cast.province))
    order = draft_order("9/NQ", "Sắp xếp", date(2025, 7, 1), list(steps), actor=None)
    apply_change_order(order, actor=None)
    successor = order.steps.get(verb="make").place
    assert successor is not None
    assert dict(Alert.objects.values_list("pk", "place")) == {
        waiting.pk: successor.pk,
        answered.pk: cast.other_commune.pk,
    }
    undo_change_order(order, actor=None)
    assert list(Alert.objects.order_by("pk").values_list("place", "key")) == before
    apply_change_order(draft_order("10/NQ", "Sắp xếp", date(2025, 7, 1), list(steps), actor=None), actor=None)
    assert take_up_alert(plan, waiting, actor=None).place_id == Alert.objects.get(pk=waiting.pk).place_id


def test_what_was_sent_to_inspection_is_not_offered_to_be_sent_again(cast: Cast, client: Client) -> None:
    alert = make_alert(cast.commune)
    client.force_login(cast.hoa)
    page, sending = reverse("office:alert", args=[alert.pk]), reverse("office:alert-inspect", args=[alert.pk])
    assert sending in client.get(page).content.decode()
    inspect_alert(alert, reason="Xem tận nơi", actor=cast.hoa)
    shown = client.get(page).content.decode()
    assert sending not in shown
    assert reverse("office:alert-explain", args=[alert.pk]) in shown
