"""What was planted is found and named, kind by kind, and honest communes are left in peace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hieuhoc.alerts.finding import run_rules
from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.registry import rule_of, suspicion_rules
from hieuhoc.alerts.rules import zeros
from hieuhoc.alerts.sentences import chance_in_words, sentence_of
from hieuhoc.assessment.models import Dossier
from hieuhoc.recognition.models import Title
from tests.alerts.planted import PlantedProvince, make_planted
from tests.made_once import made_once

RECALL, FALSE_ALARMS = 0.95, 0.02  # of what was planted; of each kind, per honest commune


@made_once
def planted() -> PlantedProvince:
    return make_planted()


@pytest.mark.parametrize(("chance", "power"), [(0.0, None), (1.0, 0), (0.02, 1), (1e-9, 9), (5.0, 0)])
def test_a_chance_is_told_by_its_zeros(chance: float, power: int | None) -> None:
    assert zeros(chance) == power


@pytest.mark.django_db
def test_what_was_planted_is_found_and_honest_communes_are_not(planted: PlantedProvince) -> None:
    assert set(planted.planted) == {rule.code for rule in suspicion_rules()}
    run_rules(timezone.localdate())
    for rule, places in planted.planted.items():
        found = set(Alert.objects.filter(rule=rule).values_list("place", flat=True))
        honest = {place.pk for place in planted.communes} - places
        assert len(found & places) >= RECALL * len(places), rule
        assert len(found & honest) <= FALSE_ALARMS * len(honest), rule


@pytest.mark.django_db
def test_each_says_in_a_sentence_what_was_found_how_unlikely_and_on_which_rows(planted: PlantedProvince) -> None:
    run_rules(timezone.localdate())
    alike = Alert.objects.filter(rule="assessment.alike").first()
    assert alike is not None
    assert sentence_of(alike.rule, alike.told) == "60 trong 60 hồ sơ cùng được đúng 80 điểm."
    assert set(alike.rows) == set(Dossier.objects.filter(place=alike.place).values_list("pk", flat=True))
    for alert in Alert.objects.all():
        rule = rule_of(alert.rule)
        assert rule is not None
        assert "%" not in sentence_of(alert.rule, alert.told)
        assert 0 <= alert.chance <= 1
        assert chance_in_words(alert.chance)
        assert 0 < len(alert.rows) <= alert.row_count


@pytest.mark.django_db
def test_where_no_earlier_year_is_on_record_it_says_that_there_is_nothing_to_compare_with(
    planted: PlantedProvince,
) -> None:
    new, old = sorted(planted.planted["recognition.far_above"])
    Title.objects.filter(place=new, year__lt=planted.round.year).delete()
    run_rules(timezone.localdate())
    said = {row.place_id: sentence_of(row.rule, row.told) for row in Alert.objects.filter(rule="recognition.far_above")}
    assert "Chưa có danh hiệu năm trước" in said[new]
    assert "mỗi năm" not in said[new]
    assert "nơi này những năm trước khoảng" in said[old]


@pytest.mark.django_db
def test_what_is_found_again_keeps_its_answer_and_what_is_gone_says_so(planted: PlantedProvince) -> None:
    today = timezone.localdate()
    assert run_rules(today) == run_rules(today) == Alert.objects.count()
    alike, other = Alert.objects.filter(rule="assessment.alike").order_by("pk")
    Alert.objects.filter(pk=alike.pk).update(status=Alert.Status.EXPLAINED, reason="Nộp theo mẫu chung")
    Dossier.objects.filter(place=other.place, pk__lt=other.rows[40]).update(total=70)
    run_rules(today + timedelta(days=1 if (today + timedelta(days=1)).year == today.year else 0))
    Alert.objects.filter(pk=other.pk, seen_on=today).update(status=Alert.Status.GONE)
    states = dict(Alert.objects.filter(rule="assessment.alike").values_list("pk", "status"))
    assert states == {alike.pk: Alert.Status.EXPLAINED, other.pk: Alert.Status.GONE}
