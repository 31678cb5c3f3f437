"""Many dossiers sent at once: those that can go, go; the others are named with what they lack."""

import pytest
from django.core.exceptions import PermissionDenied

from hieuhoc.assessment.actions import save_self_scores, submit_dossiers
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.models import Entry
from hieuhoc.audit.reads import history_of
from tests.assessment.makers import EIGHTY, make_dossier, make_submitted
from tests.cast import World
from tests.people.makers import make_citizen


def filled(world: World, name: str) -> Dossier:
    return save_self_scores(make_dossier(make_citizen(name, world.village), world.round), EIGHTY, actor=None)


def test_what_is_complete_goes_and_the_rest_is_told(world: World) -> None:
    ready = [filled(world, "Một"), filled(world, "Hai")]
    unready = make_dossier(make_citizen("Ba", world.village), world.round)
    gone = make_submitted(make_citizen("Bốn", world.village), world.round)
    sent = submit_dossiers([*ready, unready, gone], actor=world.minh)
    assert {row.pk for row in sent.done} == {row.pk for row in ready}
    assert {row.pk: why.split(" ")[0] for row, why in sent.left} == {unready.pk: "Chưa", gone.pk: "Hồ"}
    entry = Entry.objects.get(deed="assessment.submit_dossier", actor=world.minh)
    assert entry.rows_touched == 2
    for row in ready:
        row.refresh_from_db()
        assert (row.status, row.place_id) == (Dossier.Status.SUBMITTED, world.village.pk)
        assert history_of("dossier", row.pk)[0] == entry


def test_sent_again_nothing_is_sent_and_nothing_recorded(world: World) -> None:
    ready = filled(world, "Một")
    submit_dossiers([ready], actor=world.minh)
    sent = submit_dossiers([ready], actor=world.minh)
    assert sent.done == ()
    assert Entry.objects.filter(deed="assessment.submit_dossier", actor=world.minh).count() == 1


def test_one_foreign_dossier_among_them_stops_all(world: World) -> None:
    own = filled(world, "Một")
    foreign = save_self_scores(make_dossier(make_citizen("Xa", world.other_commune), world.round), EIGHTY, actor=None)
    with pytest.raises(PermissionDenied):
        submit_dossiers([own, foreign], actor=world.minh)
    own.refresh_from_db()
    assert own.status == Dossier.Status.DRAFT
