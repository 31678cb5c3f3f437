"""A commune types figures and hands them in, the province accepts or gives them back; nothing typed is ever lost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from hieuhoc.accounts.reads import scope_of
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.models import Tier
from hieuhoc.reported.actions import (
    accept_period,
    correct_figure,
    enter_figure,
    hand_in_period,
    open_period,
    return_period,
)
from hieuhoc.reported.catalogue import kind_of
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod
from hieuhoc.reported.published import load_published
from tests.cast import Cast
from tests.places.small_map import new, put
from tests.refusals import refusal_code, refused
from tests.reported.makers import entry, make_locked, type_in

pytestmark = pytest.mark.django_db
Status = ReportingPeriod.Status


def period_of(cast: Cast) -> ReportingPeriod:
    return open_period(cast.commune, 2024, "year", actor=cast.minh)


def test_a_figure_is_corrected_with_a_reason_and_the_old_one_stays_as_known_then(cast: Cast) -> None:
    period = period_of(cast)
    assert period_of(cast).pk == period.pk
    first = type_in(period, "members", entry(1_200, 8_000), actor=cast.minh)
    assert type_in(period, "members", entry(1_200, 8_000), actor=cast.minh).pk == first.pk
    with refused("no_reason"):
        type_in(period, "members", entry(1_250, 8_000), actor=cast.minh)
    second = type_in(period, "members", entry(1_250, 8_000, reason="Gõ nhầm"), actor=cast.minh)
    assert period.figures.get() == second
    first.refresh_from_db()
    assert first.known_until == second.known_since
    assert [row.reason for row in period.all_figures.order_by("pk")] == ["", "Gõ nhầm"]


def test_a_period_is_given_back_then_accepted_and_locked(cast: Cast) -> None:
    period = period_of(cast)
    with refused("no_figures"):
        hand_in_period(period, actor=cast.minh)
    with refused("not_handed_in"):
        accept_period(period, actor=cast.hoa)
    type_in(period, "population", entry(8_000), actor=cast.minh)
    hand_in_period(period, actor=cast.minh)
    assert refusal_code(lambda: type_in(period, "branches", entry(9), actor=cast.minh)) == "handed_in"
    with refused("no_reason"):
        return_period(period, note=" ", actor=cast.hoa)
    return_period(period, note="Xem lại dân số", actor=cast.hoa)
    type_in(period, "population", entry(8_100, reason="Theo niên giám"), actor=cast.minh)
    hand_in_period(period, actor=cast.minh)
    assert accept_period(period, actor=cast.hoa).status == Status.LOCKED
    assert refusal_code(lambda: type_in(period, "branches", entry(9), actor=cast.minh)) == "locked"
    with pytest.raises(PermissionDenied):
        accept_period(period, actor=cast.minh)


def test_what_is_locked_changes_only_by_a_correction_of_the_province(cast: Cast) -> None:
    period, population = period_of(cast), kind_of("population")
    with refused("not_locked"):
        correct_figure(period, population, entry(9_000, reason="Nhầm"), actor=cast.hoa)
    locked = make_locked(cast.other_commune)
    with refused("no_reason"):
        correct_figure(locked, population, entry(9_000), actor=cast.hoa)
    with pytest.raises(PermissionDenied):
        correct_figure(locked, population, entry(9_000, reason="Nhầm"), actor=cast.son)
    corrected = correct_figure(locked, population, entry(9_000, reason="Nhầm"), actor=cast.hoa)
    assert locked.figures.get() == corrected
    assert locked.all_figures.count() == 2


def test_a_commune_types_for_itself_alone_and_each_figure_names_its_paper(cast: Cast) -> None:
    period = period_of(cast)
    with pytest.raises(PermissionDenied):
        type_in(period, "population", entry(8_000), actor=cast.son)
    with refused("no_source"):
        enter_figure(period, kind_of("population"), entry(8_000, source=" "), actor=cast.minh)
    wrong = {
        "says_nothing": ("members", entry(None)),
        "whole_alone": ("members", entry(None, 9)),
        "more_than_whole": ("members", entry(10, 9)),
        "is_no_share": ("population", entry(5, 9)),
    }
    for code, (kind, given) in wrong.items():
        with refused(code):
            type_in(period, kind, given)
    with refused("year_out_of_reach"):
        open_period(cast.commune, 1990, "year", actor=cast.minh)


def test_a_figure_stays_with_its_place_and_map_when_the_commune_is_merged(cast: Cast) -> None:
    locked, on = make_locked(cast.commune), date(2025, 7, 1)
    merged = new("Ea Mới", cast.province)
    apply_change_order(
        draft_order("Sáp nhập", "", on, drafting.merge([cast.commune.pk, cast.other_commune.pk], merged), actor=None),
        actor=None,
    )
    figure = ReportedFigure.objects.get()
    assert (figure.place, figure.map_date) == (cast.commune, date(2024, 12, 31))
    assert locked in ReportingPeriod.objects.within(scope_of(cast.hoa, "reported.read_figures"))
    with refused("place_of_another_map"):
        open_period(cast.commune, 2025, "year", actor=None)


def test_published_figures_are_loaded_once_for_the_provinces_on_the_map_and_read_by_all(cast: Cast) -> None:
    gia_lai = put("Gia Lai", Tier.PROVINCE, code="64")
    assert load_published(actor=None).figures == 11
    again = load_published(actor=None)
    assert again.figures == 0
    assert "Hải Dương" in again.unknown
    seen = ReportedFigure.objects.within(scope_of(cast.minh, "reported.read_figures"))
    members = seen.get(kind="members", year=2023)
    assert (members.place, members.number, str(members.percent)) == (gia_lai, 262_590, "17.21")
    assert seen.get(kind="members", year=2024).certainty == "uncertain"
