"""A year is inspected: sample drawn once, independent inspectors, checklist, findings, what it says of the whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.accounts.models import Role
from hieuhoc.inspection.actions import (
    CheckWords,
    NamedReason,
    SampleWish,
    add_finding,
    call_off,
    check_title,
    close_plan,
    conclude_inspection,
    draw_sample,
    order_inspection,
    plan_visit,
    repeat_inspection,
    settle_finding,
)
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan
from hieuhoc.inspection.reads import is_drawn_again, standing_of
from hieuhoc.inspection.reminding import remind
from hieuhoc.outbox.models import Message
from hieuhoc.plans.models import ReminderRule
from tests.cast import Cast, officer
from tests.inspection.makers import (
    EVERY_YES,
    RIGHT,
    WRONG,
    inspector_of,
    last_year,
    make_concluded,
    make_inspection_plan,
    make_titles,
    make_visit,
)
from tests.people.makers import add
from tests.refusals import refused

WISH = SampleWish(margin=Decimal("0.2"), expected=Decimal("0.9"))


@pytest.fixture
def drawn(cast: Cast) -> InspectionPlan:
    """A plan of the province whose sample has nine of twelve titles of two communes."""
    make_titles(cast.village, 9)
    make_titles(cast.other_commune, 3)
    plan = make_inspection_plan(cast.province, cast.hoa)
    draw_sample(plan, WISH, actor=cast.hoa)
    return plan


def test_a_sample_sends_visits_and_is_the_one_its_seed_gives(cast: Cast, drawn: InspectionPlan) -> None:
    sample = drawn.samples.get()
    assert (sample.population, len(sample.seed)) == (12, 64)
    assert {visit.place for visit in drawn.inspections.all()} == {cast.commune, cast.other_commune}
    checked = CheckedTitle.objects.filter(stratum__sample=sample)
    assert checked.count() == sum(sample.strata.values_list("taken", flat=True))
    assert is_drawn_again(sample)
    first, other = checked[0], checked.filter(inspection__place=cast.commune).last()
    assert other is not None
    CheckedTitle.objects.filter(pk=first.pk).delete()  # somebody takes one out by hand
    assert not is_drawn_again(sample)


def test_a_sample_is_drawn_again_only_with_a_reason_and_before_anything_was_checked(
    cast: Cast, drawn: InspectionPlan
) -> None:
    with refused("drawn_already"):
        draw_sample(drawn, WISH, actor=cast.hoa)
    again = draw_sample(drawn, WISH, reason="Thêm danh hiệu mới", actor=cast.hoa)
    assert [sample.number for sample in drawn.samples.order_by("number")] == [1, 2]
    off = drawn.inspections.filter(status=Inspection.Status.CALLED_OFF)
    assert {visit.sample_id for visit in off} == {drawn.samples.get(number=1).pk}
    check_title(CheckedTitle.objects.filter(stratum__sample=again)[0], RIGHT, actor=None)
    with refused("sample_in_use"):
        draw_sample(drawn, WISH, reason="Không vừa ý", actor=cast.hoa)


def test_a_wish_that_cannot_be_is_refused(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province, cast.hoa)
    for code, wish in (
        ("margin_too_far", replace(WISH, margin=Decimal("0.5"))),
        ("expected_too_far", replace(WISH, expected=Decimal(1))),
        ("no_per_draw", replace(WISH, method="by_size")),
        ("nothing_to_draw", WISH),
    ):
        with refused(code):
            draw_sample(plan, wish, actor=cast.hoa)
    today = timezone.localdate()
    for code, values in (
        ("no_title", {"title": " "}),
        ("until_before_since", {"ends_on": today - timedelta(days=800)}),
        ("year_outside_programme", {"year": today.year + 1}),
    ):
        with refused(code):
            make_inspection_plan(cast.province, cast.hoa, **values)


def test_places_are_drawn_by_size(cast: Cast) -> None:
    make_titles(cast.village, 30)
    make_titles(cast.other_commune, 10)
    plan = make_inspection_plan(cast.province, cast.hoa)
    sample = draw_sample(plan, replace(WISH, method="by_size", per_draw=3), actor=cast.hoa)
    assert is_drawn_again(sample)
    for checked in CheckedTitle.objects.filter(stratum__sample=sample):
        check_title(checked, RIGHT, actor=None)
    estimate = standing_of(sample).estimate
    assert estimate is not None
    assert estimate.share == 1.0


def test_who_belongs_to_the_place_or_judged_it_does_not_inspect_it(cast: Cast) -> None:
    titles = make_titles(cast.village, 2)
    plan = make_inspection_plan(cast.province, cast.hoa)
    visit = make_visit(plan, cast.commune, titles)
    today = timezone.localdate()
    neighbour = officer("Hàng Xóm", Role.PROVINCE, cast.province)
    person = add(cast.village, "Nguyễn Hàng Xóm")
    person.user = neighbour
    person.save(update_fields=["user"])
    titled = officer("Có Tên", Role.PROVINCE, cast.province)
    citizen = titles[0].citizen
    citizen.user = titled
    citizen.save(update_fields=["user"])
    for code, user in (("officer_of_place", cast.minh), ("lives_there", neighbour), ("kin_is_checked", titled)):
        with refused(code):
            plan_visit(visit, [user], planned_on=today, actor=cast.hoa)
    with refused("no_inspector"):
        plan_visit(visit, [], planned_on=today, actor=cast.hoa)
    with refused("visit_outside_plan"):
        plan_visit(visit, [cast.son], planned_on=today + timedelta(days=900), actor=cast.hoa)
    plan_visit(visit, [cast.son], planned_on=today, actor=cast.hoa)  # of another commune
    assert [inspector.user for inspector in visit.inspectors.all()] == [cast.son]


def test_an_inspector_of_another_commune_checks_and_the_place_sees_it_only_when_it_is_concluded(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province, cast.hoa)
    visit = make_visit(plan, cast.commune, make_titles(cast.village, 2))
    first, second = visit.checked_titles.order_by("pk")
    plan_visit(visit, [cast.son], planned_on=timezone.localdate(), actor=cast.hoa)
    for user in (cast.minh, cast.lan_user):
        with pytest.raises(PermissionDenied):
            check_title(first, RIGHT, actor=user)
    with refused("not_inspector"):
        check_title(first, RIGHT, actor=cast.hoa)
    check_title(first, RIGHT, actor=cast.son)
    with refused("titles_open"):
        conclude_inspection(visit, summary="Xong", actor=cast.son)
    check_title(second, WRONG, actor=cast.son)
    with refused("no_finding"):
        conclude_inspection(visit, summary="Xong", actor=cast.son)
    today = timezone.localdate()
    words: dict[str, Any] = {"text": "Minh chứng sai", "action": "Rà soát lại", "due_on": today}
    finding = add_finding(visit, **words, actor=cast.son)
    assert add_finding(visit, **words, actor=cast.son) == finding
    with refused("visit_not_concluded"):
        settle_finding(finding, answer="Đã rà soát", actor=cast.minh)
    conclude_inspection(visit, summary="Một danh hiệu không đúng", actor=cast.son)
    with refused("visit_ended"):
        check_title(first, WRONG, actor=cast.son)
    with pytest.raises(PermissionDenied):
        settle_finding(finding, answer="Đã rà soát", actor=cast.son)
    settled = settle_finding(finding, answer="Đã rà soát", actor=cast.minh)
    assert settle_finding(settled, answer="Nữa", actor=cast.minh).answer == "Đã rà soát"


def test_what_was_written_on_a_telephone_later_is_not_overwritten_by_what_was_written_before(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province, cast.hoa)
    checked = make_visit(plan, cast.commune, make_titles(cast.village, 1)).checked_titles.get()
    now = timezone.now()
    check_title(checked, RIGHT, seen_at=now, actor=None)
    check_title(checked, WRONG, seen_at=now - timedelta(hours=2), actor=None)
    checked.refresh_from_db()
    assert (checked.verdict, checked.inspection.status) == ("merited", Inspection.Status.VISITED)


def test_a_check_that_says_two_things_is_refused(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province, cast.hoa)
    checked = make_visit(plan, cast.commune, make_titles(cast.village, 1)).checked_titles.get()
    for code, words in (
        ("no_check_verdict", CheckWords("", EVERY_YES)),
        ("verdict_against_answers", CheckWords("merited", EVERY_YES | {"evidence": "no"})),
        ("questions_open", CheckWords("merited", {"met": "yes"})),
        ("no_words", CheckWords("unreached")),
    ):
        with refused(code):
            check_title(checked, words, actor=None)


def test_a_visit_for_a_reason_names_titles_of_the_place(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province, cast.hoa)
    here, there = make_titles(cast.village, 1)[0], make_titles(cast.other_commune, 1)[0]

    def ordered(reason: str, *rows: tuple[str, int, str]) -> Inspection:
        return order_inspection(plan, cast.commune, NamedReason(reason, rows), actor=cast.hoa)

    refusals: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("no_reason", lambda: ordered(" ", ("title", here.pk, ""))),
        ("no_named_rows", lambda: ordered("Phản ánh")),
        ("title_elsewhere", lambda: ordered("Phản ánh", ("title", there.pk, ""))),
    )
    for code, deed in refusals:
        with refused(code):
            deed()
    visit = ordered("Phản ánh", ("title", here.pk, "cùng ảnh"), ("payment", 7, "cùng tài khoản"))
    assert visit.checked_titles.get().title == here
    assert visit.named_rows.count() == 2
    with refused("no_reason"):
        call_off(visit, reason=" ", actor=cast.hoa)
    with refused("visits_open"):
        close_plan(plan, summary="Xong", actor=cast.hoa)
    call_off(visit, reason="Lũ", actor=cast.hoa)
    with refused("no_words"):
        close_plan(plan, summary=" ", actor=cast.hoa)
    close_plan(plan, summary="Không nơi nào", actor=cast.hoa)
    with refused("inspection_plan_closed"):
        ordered("Phản ánh", ("title", here.pk, ""))


def test_what_was_found_is_looked_at_again_once(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province, cast.hoa)
    titles = make_titles(cast.village, 2)
    with refused("nothing_to_repeat"):
        repeat_inspection(make_visit(plan, cast.commune, titles), actor=cast.hoa)
    finding = make_concluded(plan, cast.commune, titles)
    again = repeat_inspection(finding.inspection, actor=cast.hoa)
    assert repeat_inspection(finding.inspection, actor=cast.hoa) == again
    assert {checked.title for checked in again.checked_titles.all()} == set(titles)
    assert again.reason == finding.text


def test_the_estimate_is_of_the_sample_alone_and_says_when_it_cannot_be(cast: Cast, drawn: InspectionPlan) -> None:
    sample = drawn.samples.get()
    assert standing_of(sample).estimate is None
    visits = list(drawn.inspections.order_by("pk"))
    for visit in visits:
        for number, checked in enumerate(visit.checked_titles.order_by("pk")):
            check_title(checked, WRONG if number == 0 else RIGHT, actor=None)
    standing = standing_of(sample)
    make_concluded(drawn, cast.commune, [make_titles(cast.village, 1)[0]])  # for a reason: counts nowhere
    assert standing_of(sample) == standing
    assert standing.estimate is not None
    parts = {row.place_id: (row.size, row.taken) for row in sample.strata.all()}
    truth = sum(size * (taken - 1) / taken for size, taken in parts.values()) / 12
    assert standing.estimate.share == pytest.approx(truth)
    assert standing.merited == standing.size - len(visits)


def test_findings_lie_with_the_place_that_was_inspected(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province, cast.hoa)
    make_concluded(plan, cast.commune, make_titles(cast.village, 1))
    open_visit = make_visit(plan, cast.commune, make_titles(cast.village, 1))
    inspector_of(cast, open_visit)
    with refused("due_in_the_past"):
        day = timezone.localdate() - timedelta(days=1)
        add_finding(open_visit, text="Sai", action="Sửa", due_on=day, actor=None)
    with refused("no_words"):
        add_finding(open_visit, text="Sai", action=" ", due_on=timezone.localdate(), actor=None)
    add_finding(open_visit, text="Sai", action="Sửa", due_on=timezone.localdate(), actor=None)
    assert Finding.objects.count() == 2
    assert last_year() == plan.year


def test_whoever_has_to_act_is_reminded_and_the_inspecting_place_hears_of_what_is_late(cast: Cast) -> None:
    plan = make_inspection_plan(cast.province)
    finding = make_concluded(plan, cast.commune, make_titles(cast.village, 1))
    today = finding.due_on
    ReminderRule.objects.all().delete()
    ReminderRule.objects.create(days=-3, to=ReminderRule.To.OWNER)
    ReminderRule.objects.create(days=1, to=ReminderRule.To.GIVER)
    ReminderRule.objects.create(days=2, to=ReminderRule.To.ABOVE)
    for days in (-4, -3, -3, 1, 2):
        remind(today + timedelta(days=days))
    told = Message.objects.filter(key__startswith="inspection.").order_by("pk")
    assert [(row.recipient, row.subject) for row in told] == [
        (cast.minh, "Kiến nghị kiểm tra sắp đến hạn"),
        (cast.hoa, "Kiến nghị kiểm tra quá hạn"),
        (cast.hoa, "Kiến nghị kiểm tra quá hạn"),
    ]
    settle_finding(finding, answer="Đã rà soát", actor=cast.minh)
    assert remind(today) == 0
