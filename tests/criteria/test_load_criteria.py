"""Loading the published sets."""

import pytest

from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.reads import version_text
from hieuhoc.places.models import AreaClass

pytestmark = pytest.mark.django_db


def test_two_versions_with_their_groups_are_loaded() -> None:
    load_criteria(actor=None)
    groups = {version.number: version.applicant_groups.count() for version in Version.objects.all()}
    assert groups == {"244/QĐ-KHVN": 3, "324/QĐ-KHVN": 4}


def test_each_version_has_three_competences_and_ten_criteria_of_ten_points() -> None:
    load_criteria(actor=None)
    for version in Version.objects.all():
        text = version_text(version)
        assert len(text.competences) == 3
        assert text.max_points == (10,) * 10


def test_loading_again_changes_nothing() -> None:
    load_criteria(actor=None)
    before = list(Version.objects.values())
    assert load_criteria(actor=None) == []
    assert list(Version.objects.values()) == before


def test_the_70_rule_is_seen_under_244_and_uncertain_under_324() -> None:
    load_criteria(actor=None)
    old, new = (version_text(Version.objects.get(number=number)) for number in ("244/QĐ-KHVN", "324/QĐ-KHVN"))
    assert all(rule.is_certain for rule in old.rules)
    uncertain = [rule for rule in new.rules if not rule.is_certain]
    assert {rule.area_class for rule in uncertain} == set(AreaClass.values)
    assert {rule.min_total for rule in uncertain} == {70}


def test_every_version_says_that_its_wording_is_a_transcription() -> None:
    load_criteria(actor=None)
    assert all("chưa đối chiếu với văn bản gốc" in version.note for version in Version.objects.all())


def test_244_is_retired_when_324_begins() -> None:
    load_criteria(actor=None)
    old, new = Version.objects.order_by("since")
    assert (old.status, old.until, new.status) == ("retired", new.since, "in_force")
