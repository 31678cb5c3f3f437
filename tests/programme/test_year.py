"""A year, without a browser: planned, derived, done and late, paid for, defrauded, inspected, looked back on; then two communes
become one and everything stands under it."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from vietnam_qr_pay import QRPay

from hieuhoc.alerts.actions import find_alerts, inspect_alert
from hieuhoc.alerts.models import Alert
from hieuhoc.funds.actions import import_statement, pay_use
from hieuhoc.funds.models import Fund
from hieuhoc.funds.reads import accounts_of
from hieuhoc.funds.rules.vietqr import payment_code
from hieuhoc.inspection.actions import (
    SampleWish,
    add_finding,
    check_title,
    conclude_inspection,
    draw_sample,
    take_up_alert,
)
from hieuhoc.inspection.models import CheckedTitle, Inspection, InspectionPlan
from hieuhoc.inspection.sending import done_once
from hieuhoc.learning.models import Participation
from hieuhoc.outbox.models import Message
from hieuhoc.people.models import Citizen
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.models import Place
from hieuhoc.plans.counting import count_everything
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.reminding import remind
from hieuhoc.programme.reads import review_of
from hieuhoc.programme.review_words import parts_of
from hieuhoc.recognition.actions import revoke_title
from hieuhoc.web.promises import broken_promises
from tests.cast import Cast
from tests.collectives.makers import decision_text
from tests.funds.files import bidv
from tests.funds.makers import BANK, make_approved, make_fund, make_gift
from tests.inspection.makers import RIGHT, WRONG, last_year, make_inspection_plan, make_titles
from tests.learning.makers import make_activity
from tests.places.small_map import new
from tests.plans.makers import due_on, make_derived, make_plan, task_words, this_year

pytestmark = pytest.mark.django_db
SHARERS = 50  # of one telephone


def planned(cast: Cast) -> tuple[ProgrammePlan, list[ProgrammePlan]]:
    """Every commune holds an activity; both communes take it into plans of their own."""
    asked = {"product_code": "activities", "product_number": Decimal(1), "product_year": this_year()}
    upper = make_plan(cast.province, task_words(cast.province, owner=PlanTask.Owner.COMMUNE, **asked), actor=cast.hoa)
    return upper, [make_derived(upper, place) for place in (cast.commune, cast.other_commune)]


def done_and_late(cast: Cast, upper: ProgrammePlan) -> None:
    """One commune holds the activity and its task closes itself; the other's day is over, and the level above hears."""
    today = timezone.localdate()
    activity = make_activity(cast.village)
    Participation.objects.create(
        activity=activity,
        citizen=cast.lan,
        status="enrolled",
        queued_at=timezone.now(),
        attended=[today],
        completed_on=today,
    )
    done, late = (upper.tasks.get(place=place, is_part=True) for place in (cast.commune, cast.other_commune))
    count_everything(today)
    done.refresh_from_db()
    assert (done.status, done.by_records) == (PlanTask.Status.FINISHED, True)
    due_on(late, today - timedelta(days=8))
    remind(today)
    assert Message.objects.filter(recipient=cast.hoa, key__startswith="plans.").exists()


def raised_and_used(cast: Cast) -> Fund:
    """By a payment code, matched from the bank's statement, paid out to somebody; the account is everybody's."""
    fund, day = make_fund(cast.commune), timezone.localdate()
    gift = make_gift(fund, 900_000)
    code = payment_code(BANK["bank_bin"], BANK["bank_account"], amount=900_000, words=gift.code)
    assert QRPay(code).additional_data.purpose == gift.code
    statement = bidv([(day, 900_000, "FT001", f"ung ho {gift.code}")])
    assert import_statement(fund, statement, file_name="a.csv", actor=cast.minh).matched == 1
    pay_use(make_approved(fund, 300_000, cast.lan), on=day, actor=None)
    public = Client().get(reverse("public:fund", args=[fund.pk])).content.decode()
    assert "900.000" in public
    assert cast.lan.name not in public
    return fund


def defrauded(cast: Cast) -> Alert:
    """One telephone of fifty people, each with a title."""
    titles = make_titles(cast.village, SHARERS)
    Citizen.objects.filter(pk__in=[title.citizen_id for title in titles]).update(phone_index=b"one telephone ..")
    find_alerts(actor=cast.hoa)
    return inspect_alert(Alert.objects.get(rule="people.shared_phone"), reason="Xem tận nơi", actor=cast.hoa)


def inspected(cast: Cast, alert: Alert) -> InspectionPlan:
    """A sample of last year's titles and the alert, written on telephones; what is not merited is taken back."""
    make_titles(cast.other_commune, 10)
    plan = make_inspection_plan(cast.province, cast.hoa)
    draw_sample(plan, SampleWish(margin=Decimal("0.2")), actor=cast.hoa)
    visits = [*plan.inspections.filter(origin=Inspection.Origin.SAMPLE), take_up_alert(plan, alert, actor=cast.hoa)]
    for visit in visits:
        _visit(visit, wrong=2 if visit.place == cast.commune else 0)
    for checked in CheckedTitle.objects.filter(inspection=visits[-1], verdict=CheckedTitle.Verdict.UNMERITED):
        revoke_title(checked.title, decision_text(f"{checked.pk}/QĐ-UBND"), reason="Khai hộ", actor=None)
        checked.title.refresh_from_db()
        assert checked.title.revoked_on is not None
    alert.refresh_from_db()
    assert alert.status == Alert.Status.BORNE_OUT
    return plan


def _visit(visit: Inspection, wrong: int) -> None:
    seen_at = timezone.now() - timedelta(hours=5)
    rows = list(visit.checked_titles.select_related("inspection__plan", "title").order_by("pk"))
    for number, checked in enumerate(rows):
        words = WRONG if number < wrong else RIGHT
        deed = partial(check_title, checked, words, seen_at=seen_at, actor=None)
        key = uuid4()
        assert visit.plan.drafted_by is not None
        assert [done_once(visit, key, deed, sender=visit.plan.drafted_by) for _time in range(2)] == [True, False]
    if wrong:
        add_finding(visit, text="Khai hộ", action="Rà soát", due_on=timezone.localdate(), actor=None)
    conclude_inspection(visit, summary="Đã kiểm tra", actor=None)


def merged(cast: Cast) -> Place:
    steps = drafting.merge([cast.commune.pk, cast.other_commune.pk], new("Cư Né Mới", cast.province))
    order = draft_order("9/NQ", "Sắp xếp", timezone.localdate(), list(steps), actor=None)
    apply_change_order(order, actor=None)
    made = order.steps.get(verb="make").place
    assert made is not None
    return made


def said(cast: Cast, year: int) -> str:
    return " ".join(words for part in parts_of(review_of(cast.province.pk, year)) for words in part.sentences)


def test_a_year_from_its_plan_to_its_review_and_the_merger_after_it(cast: Cast) -> None:
    upper, below = planned(cast)
    done_and_late(cast, upper)
    fund = raised_and_used(cast)
    plan = inspected(cast, defrauded(cast))
    words = said(cast, this_year())
    assert "2 nhiệm vụ đến hạn trong năm: 1 đã xong (50,0%), 1 quá hạn." in words
    assert "Quá hạn nhiều nhất: Xã Ea Ngai (1)." in words
    assert "1 lượt hoàn thành" in words
    assert "chưa phải là nguyên nhân" in words
    words = said(cast, last_year())
    assert "khoảng tin cậy 95%" in words
    assert "Kiểm tra nêu 2 kiến nghị" in words
    successor = merged(cast)
    assert {row.place_id for row in ProgrammePlan.objects.filter(pk__in=[row.pk for row in below])} == {successor.pk}
    assert Fund.objects.get(pk=fund.pk).place == successor
    assert accounts_of([fund.pk])[fund.pk].money == 600_000
    assert broken_promises() == []
    (commune,) = review_of(cast.province.pk, this_year()).communes
    assert (commune.place_id, commune.tasks.late, commune.learned) == (successor.pk, 1, 1)
    (commune,) = review_of(cast.province.pk, last_year()).communes
    assert commune.judged == plan.inspections.filter(checked_titles__verdict__in=CheckedTitle.JUDGED).count()
