"""An alert is explained with a reason, or sent to inspection; only who looks from above reads it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.alerts.actions import explain_alert, find_alerts, inspect_alert
from hieuhoc.alerts.models import Alert
from hieuhoc.audit.models import Entry
from tests.alerts.makers import make_alert
from tests.cast import Cast
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_it_is_explained_with_a_reason(cast: Cast) -> None:
    alert = make_alert(cast.commune)
    with refused("no_reason"):
        explain_alert(alert, reason=" ", actor=cast.hoa)
    explained = explain_alert(alert, reason="Nộp theo mẫu chung", actor=cast.hoa)
    assert (explained.status, explained.reason) == (Alert.Status.EXPLAINED, "Nộp theo mẫu chung")
    assert (explained.answered_by, explained.answered_on) == (cast.hoa, timezone.localdate())
    assert Entry.objects.filter(deed="alerts.explain_alert").count() == 1
    explain_alert(alert, reason="Nộp theo mẫu chung", actor=cast.hoa)
    assert Entry.objects.filter(deed="alerts.explain_alert").count() == 1


def test_it_is_sent_to_inspection(cast: Cast) -> None:
    sent = inspect_alert(make_alert(cast.commune), reason="Xem tận nơi", actor=cast.hoa)
    assert sent.status == Alert.Status.SENT


def test_the_commune_answers_nothing_that_is_said_of_it(cast: Cast) -> None:
    alert = make_alert(cast.commune)
    for deed in (explain_alert, inspect_alert):
        with pytest.raises(PermissionDenied):
            deed(alert, reason="Không sao", actor=cast.minh)
    with pytest.raises(PermissionDenied):
        find_alerts(actor=cast.minh)


def test_the_rules_run_when_they_are_asked_to(cast: Cast) -> None:
    assert find_alerts(actor=cast.hoa) == 0
    assert Entry.objects.filter(deed="alerts.find_alerts").count() == 1
