"""A closed year changes only by a revision with its reason; the public reads what is published."""

from random import Random

import pytest

from hieuhoc.audit.models import Entry
from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import close_year, mark_stale, open_year, publish_revision, revise_year
from hieuhoc.indicators.comparing import Difference, differences, foretold
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.recounting import count_revision, recount_everything, recount_stale
from hieuhoc.recognition.models import Title
from tests.indicators.makers import TODAY, DrawnProvince, draw_province
from tests.made_once import made_once
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@made_once
def world() -> DrawnProvince:
    made = draw_province(Random(5), people=20)
    recount_everything(engine="postgresql", today=TODAY)
    return made


def holders(revision: int) -> int:
    return Figure.objects.get(
        place=None, year=2023, indicator="T5", reading="of_holders", part="", map_date=None, revision=revision
    ).denominator


def holders_of(changes: list[Difference] | None) -> list[Difference]:
    return [one for one in changes or [] if one.indicator.code == "T5"]


def test_a_change_in_a_closed_year_waits_for_a_revision(world: DrawnProvince) -> None:
    close_year(2023, actor=None)
    before = holders(0)
    title = Title.objects.filter(year=2023, place__in=world.map.old, citizen__joined_into=None, revoked_on=None)[0]
    Title.objects.filter(pk=title.pk).update(revoked_on=TODAY)
    mark_stale([title.place_id], [2023, 2025])
    recount_stale(today=TODAY)
    assert reads.waiting_changes(2023) == 1
    assert [one.after.denominator - one.before.denominator for one in holders_of(foretold(2023, TODAY))] == [-1] * 3
    assert not reads.is_being_recounted(None, 2023)
    assert holders(0) == before
    revision = revise_year(2023, reason="Thu hồi một danh hiệu", actor=None)
    current = reads.current_revision(2023)
    assert current is not None
    assert current.number == 0  # not yet counted
    count_revision(revision, engine="postgresql", today=TODAY)
    assert (holders(0), holders(1)) == (before, before - 1)
    assert reads.waiting_changes(2023) == 0
    revision.refresh_from_db()
    for one in holders_of(differences(revision)):
        assert (one.before.denominator - one.after.denominator, one.readings) == (1, ("of_holders", "of_holders"))
    assert len(holders_of(differences(revision))) == 3  # commune, district, province


def test_only_counted_and_closed_revisions_are_published(world: DrawnProvince) -> None:
    first = Revision.objects.get(year=2023)
    with refused("not_closed"):
        publish_revision(first, actor=None)
    close_year(2023, actor=None)
    publish_revision(first, actor=None)
    second = revise_year(2023, reason="Bổ sung hồ sơ", actor=None)
    with refused("not_closed"):
        publish_revision(second, actor=None)
    published = reads.current_revision(2023, published=True)
    assert published is not None
    assert published.number == 0


def test_a_year_that_lasts_or_waits_for_counting_is_not_closed(world: DrawnProvince) -> None:
    mark_stale([world.map.new[0]], [2024])
    with refused("being_recounted"):
        close_year(2024, actor=None)
    with refused("not_closed"):
        revise_year(2024, reason="Sửa", actor=None)
    with refused("no_figures"):
        close_year(1999, actor=None)


def test_a_revision_needs_its_reason_and_the_one_before_counted(world: DrawnProvince) -> None:
    close_year(2023, actor=None)
    with refused("no_reason"):
        revise_year(2023, reason="  ", actor=None)
    revise_year(2023, reason="Một", actor=None)
    with refused("being_recounted"):
        revise_year(2023, reason="Hai", actor=None)


def test_opening_twice_is_one_deed() -> None:
    assert open_year(2031, actor=None) == open_year(2031, actor=None)
    assert Entry.objects.filter(deed="indicators.open_year").count() == 1
