"""The nightly check asks about the day in Vietnam, not about that of the database's clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hieuhoc.places.models import Ancestry
from hieuhoc.web.promises import broken_promises
from tests.people.makers import Land, add

pytestmark = pytest.mark.django_db


def test_the_day_is_ours(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """A village whose commune ends tomorrow: broken once it is tomorrow here, whatever day it is there."""
    add(land.near_village, "Lê Văn An")
    tomorrow = timezone.localdate() + timedelta(days=1)
    Ancestry.objects.filter(descendant=land.near_village, ancestor=land.near).update(until=tomorrow)
    assert broken_promises() == []
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    (broken,) = broken_promises()
    assert (broken.rows, "today" in broken.promise) == (1, True)
