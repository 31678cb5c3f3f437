"""The province writes a chain, puts it in force for a year that has not begun, and nobody changes it any more."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from hieuhoc.chains.actions import compose_chain, draft_chain, load_chains, promulgate_chain, retire_chain
from hieuhoc.chains.models import Chain
from hieuhoc.chains.reads import chain_for
from tests.assessment.makers import make_round
from tests.cast import Cast
from tests.chains.makers import AGREE, DECIDE, PROPOSE, SCORE, make_chain
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def this_year() -> int:
    return timezone.localdate().year


def test_chains_come_with_the_product_once() -> None:
    assert [chain.kind for chain in load_chains(actor=None)] == [
        *("citizen", "unit_citizen", "school_citizen"),
        *("family_model", "unit_model"),
    ]
    assert load_chains(actor=None) == []
    assert set(Chain.objects.values_list("status", flat=True)) == {"draft"}


def test_the_nearest_place_says_which_chain_holds(cast: Cast) -> None:
    everywhere = make_chain(None, SCORE, PROPOSE, DECIDE)
    near = make_chain(cast.commune, SCORE, AGREE, PROPOSE, DECIDE)
    assert chain_for("citizen", cast.village.pk, this_year()) == near
    assert chain_for("citizen", cast.other_commune.pk, this_year()) == everywhere
    assert chain_for("citizen", cast.village.pk, this_year() - 1) is None
    assert chain_for("unit_citizen", cast.village.pk, this_year()) is None


def test_a_year_that_is_under_way_keeps_its_way(cast: Cast) -> None:
    first = make_chain(cast.commune, SCORE, PROPOSE, DECIDE)
    make_round()
    later = draft_chain(kind="citizen", title="Bản sau", place=cast.commune, copied_from=first, actor=cast.hoa)
    with refused("year_begun"):
        promulgate_chain(later, since_year=this_year(), actor=cast.hoa)
    promulgate_chain(later, since_year=this_year() + 1, actor=cast.hoa)
    assert chain_for("citizen", cast.commune.pk, this_year()) == first
    assert chain_for("citizen", cast.commune.pk, this_year() + 1) == later


def test_one_chain_at_a_time_at_a_place(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, PROPOSE, DECIDE)
    again = draft_chain(kind="citizen", title="Nữa", place=cast.commune, actor=None)
    compose_chain(again, {"steps": [SCORE, PROPOSE, DECIDE]}, actor=None)
    with refused("still_in_force"):
        promulgate_chain(again, since_year=this_year(), actor=None)


def test_a_chain_with_gaps_is_not_put_in_force(cast: Cast) -> None:
    draft = draft_chain(kind="citizen", title="Thiếu", actor=cast.hoa)
    compose_chain(draft, {"steps": [SCORE]}, actor=cast.hoa)
    with refused("no_propose"):
        promulgate_chain(draft, since_year=this_year(), actor=cast.hoa)
    with refused("unreadable_rule"):
        compose_chain(draft, {"steps": [{"who": "nobody"}]}, actor=cast.hoa)
    with refused("unknown_kind"):
        draft_chain(kind="wrong", title="Sai", actor=None)


def test_what_is_in_force_never_changes_and_ends_once(cast: Cast) -> None:
    chain = make_chain(cast.commune, SCORE, PROPOSE, DECIDE)
    with refused("in_force"):
        compose_chain(chain, {"steps": []}, actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Chain.objects.filter(pk=chain.pk).update(title="Khác")
    with refused("until_too_early"):
        retire_chain(chain, until_year=this_year(), actor=cast.hoa)
    ended = retire_chain(chain, until_year=this_year() + 1, actor=cast.hoa)
    assert retire_chain(ended, until_year=this_year() + 1, actor=cast.hoa) == ended
    with refused("not_in_force"):
        retire_chain(ended, until_year=this_year() + 2, actor=cast.hoa)
    assert chain_for("citizen", cast.commune.pk, this_year()) == chain


def test_only_the_province_writes_chains(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        draft_chain(kind="citizen", title="Của xã", place=cast.commune, actor=cast.minh)
