"""Every hostile or simply wrong file gets one clear sentence, or is read as the officer means it; none breaks anything."""

import pytest

from hieuhoc.people.models import Citizen
from hieuhoc.sheets.actions import confirm_batch
from hieuhoc.sheets.models import Batch
from tests.people.makers import Land
from tests.sheets.files import outcomes, received
from tests.sheets.hostile import READ, REFUSED

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_file_gets_a_sentence_and_changes_nothing(land: Land, case: str) -> None:
    name, make, words = REFUSED[case]
    batch = received("roster", make(), land.near, name=name, since="2024-01-01")
    assert batch.status == Batch.Status.REFUSED
    assert words in batch.refusal
    assert batch.refusal.endswith(".")
    assert not batch.chunks.exists()


@pytest.mark.parametrize("case", READ)
def test_a_strange_file_is_read_and_what_is_wrong_is_said_at_its_cell(land: Land, case: str) -> None:
    name, make, counts, words = READ[case]
    batch = received("roster", make(), land.near, name=name, since="2024-01-01")
    assert batch.refusal == ""
    assert outcomes(batch) == counts, batch.counts
    said = [*batch.notes, *(problem.sentence for problem in batch.problems.all())]
    assert words in " ".join(said)
    confirm_batch(batch, workers=1, actor=None)
    names = set(Citizen.objects.values_list("name", flat=True))
    assert names <= {"H'Hen Niê", "Y Bin Mlô", 'Nguyễn "Tý" An'}
    assert len(names) == counts.get("new", 0)
