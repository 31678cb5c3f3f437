"""Whoever is erased, and whoever of the dead and the gone: no figure of any year moves, not by one."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.indicators.actions import close_year
from hieuhoc.indicators.models import StaleMark
from hieuhoc.indicators.recounting import recount_everything
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.erasing import erase, person_of
from tests.indicators.every_deed import ACTS, attempt, begin
from tests.indicators.test_every_deed import by_hand
from tests.indicators.test_recount_everything import stored

pytestmark = pytest.mark.django_db
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(seed=st.integers(0, 2**32), acts=st.lists(st.sampled_from(ACTS), max_size=6))
def test_figures_before_and_after_erasures_are_equal(seed: int, acts: list) -> None:
    with transaction.atomic():
        story = begin(seed)
        for act in acts:
            attempt(act, story)
        recount_everything(engine="postgresql")
        close_year(story.years[0], actor=None)
        before = stored()
        StaleMark.objects.all().delete()
        everybody = list(Citizen.objects.filter(joined_into=None).order_by("pk"))
        chosen = Random(seed).sample(everybody, len(everybody) // 2)
        for citizen in chosen:
            erase(person_of(citizen))
        assert not StaleMark.objects.exists(), "nothing to count anew"
        recount_everything(engine="postgresql")
        assert stored() == before
        assert by_hand(story) == {key: numbers for key, numbers in before.items() if key in by_hand(story)}
        assert all(Citizen.objects.get(pk=citizen.pk).is_erased for citizen in chosen)
        transaction.set_rollback(True)
