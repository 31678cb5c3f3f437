"""Numbers of papers: one after the other for each issuer, kind and year, whoever asks at once; a spoilt one stays with its
reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from hieuhoc.documents.actions import NumberWanted, spoil_number, take_number
from hieuhoc.documents.models import RegisteredNumber
from hieuhoc.documents.reads import last_sequence, standing_number
from tests.assessment.test_concurrency import outcomes
from tests.cast import World, make_cast
from tests.refusals import refused


def wanted(subject: int = 1, **more: Any) -> NumberWanted:
    asked = NumberWanted(
        kind="proposal",
        issuer="Hội Khuyến học xã Cư Né",
        symbol="TTr-HKH",
        about="Về việc công nhận",
        signed_on=date(2026, 3, 5),
        signatory_title="Chủ tịch",
        subject_kind="proposal",
        subject_id=subject,
    )
    return replace(asked, **more)


def test_numbers_run_from_one_for_each_issuer_kind_and_year(world: World) -> None:
    def taken(**more: Any) -> str:
        return take_number(wanted(**more), world.commune, actor=world.minh).text

    assert [taken(subject=number) for number in (1, 2, 3)] == ["01/TTr-HKH", "02/TTr-HKH", "03/TTr-HKH"]
    assert taken(subject=4, issuer=" hội khuyến học  Xã Cư Né ") == "04/TTr-HKH"
    assert taken(subject=5, issuer="Ủy ban nhân dân xã Cư Né", symbol="/TTr-UBND") == "01/TTr-UBND"
    assert taken(subject=6, kind="review_minutes", symbol="BB-HKH") == "01/BB-HKH"
    assert taken(subject=7, signed_on=date(2027, 1, 2)) == "01/TTr-HKH"
    assert last_sequence(world.commune, "Hội Khuyến học xã Cư Né", "proposal", date(2026, 1, 1)) == 4


def test_asked_again_a_paper_keeps_its_number(world: World) -> None:
    first = take_number(wanted(), world.commune, actor=world.minh)
    assert take_number(wanted(), world.commune, actor=world.minh) == first
    assert RegisteredNumber.objects.count() == 1


def test_a_spoilt_number_stays_with_its_reason_and_is_not_given_again(world: World) -> None:
    number = take_number(wanted(), world.commune, actor=world.minh)
    with refused("no_reason"):
        spoil_number(number, reason=" ", actor=world.minh)
    spoil_number(number, reason="In hỏng", actor=world.minh)
    assert spoil_number(number, reason="Lý do khác", actor=world.minh).spoilt_reason == "In hỏng"
    assert standing_number("proposal", 1, "proposal") is None
    assert take_number(wanted(), world.commune, actor=world.minh).text == "02/TTr-HKH"
    assert RegisteredNumber.objects.order_by("sequence").values_list("text", "spoilt_reason")[0] == (
        "01/TTr-HKH",
        "In hỏng",
    )


def test_a_year_goes_on_from_the_register_on_paper(world: World) -> None:
    assert take_number(wanted(), world.commune, first=42, actor=world.minh).text == "42/TTr-HKH"
    assert take_number(wanted(2), world.commune, actor=world.minh).text == "43/TTr-HKH"
    with refused("series_begun"):
        take_number(wanted(3), world.commune, first=50, actor=world.minh)


def test_a_deed_that_fails_gives_its_number_back(world: World) -> None:
    def interrupted() -> None:
        take_number(wanted(), world.commune, actor=world.minh)
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        interrupted()
    assert take_number(wanted(2), world.commune, actor=world.minh).text == "01/TTr-HKH"


def test_what_a_number_needs_is_said(world: World) -> None:
    for code, missing in (("no_issuer", "issuer"), ("no_symbol", "symbol"), ("no_signatory_title", "signatory_title")):
        with refused(code):
            take_number(replace(wanted(), **{missing: " "}), world.commune, actor=world.minh)  # type: ignore[arg-type]


def test_an_officer_of_another_commune_takes_and_spoils_nothing(world: World) -> None:
    with pytest.raises(PermissionDenied):
        take_number(wanted(), world.commune, actor=world.son)
    number = take_number(wanted(), world.commune, actor=world.minh)
    with pytest.raises(PermissionDenied):
        spoil_number(number, reason="Không phải của tôi", actor=world.son)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers_without_gap_or_double() -> None:
    cast = make_cast()
    asked = [
        lambda subject=subject: take_number(wanted(subject), cast.commune, actor=cast.minh) for subject in range(1, 21)
    ]
    results = outcomes(asked)
    assert sorted(number.sequence for number in results) == list(range(1, 21))
    again = outcomes([lambda: take_number(wanted(99), cast.commune, actor=cast.minh)] * 6)
    assert {number.text for number in again} == {"21/TTr-HKH"}
