"""What a telephone sends of a visit: each key once, photographs without what a camera adds, both gone when their time is over."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import TestCase
from django.utils import timezone

from hieuhoc.documents.actions import read_file
from hieuhoc.documents.models import Document
from hieuhoc.inspection.actions import add_photo, check_title, remove_photo
from hieuhoc.inspection.actions import photos as photo_deeds
from hieuhoc.inspection.models import CheckedTitle, SentEntry, VisitPhoto
from hieuhoc.inspection.personal import KINDS
from hieuhoc.inspection.sending import done_once
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.personal import Person
from tests.cast import Cast
from tests.inspection.makers import RIGHT, inspector_of, make_inspection_plan, make_photo, make_titles, make_visit
from tests.lib.strangers_files import pdf, picture, position_in
from tests.refusals import refused

PHOTOS = next(kind for kind in KINDS if kind.code == "inspection.photos")


@pytest.fixture
def checked(cast: Cast) -> CheckedTitle:
    plan = make_inspection_plan(cast.province)
    return make_visit(plan, cast.commune, make_titles(cast.village, 1)).checked_titles.get()


def test_a_key_is_done_once_and_a_refusal_keeps_nothing(cast: Cast, checked: CheckedTitle) -> None:
    visit, key = checked.inspection, uuid4()
    user = inspector_of(cast, visit)

    def refuses() -> Any:
        raise Refusal("Không", code="no_words")

    with refused("no_words"):
        done_once(visit, key, refuses, sender=user)
    assert not SentEntry.objects.exists()
    deed = lambda: check_title(checked, RIGHT, actor=user)  # noqa: E731
    assert [done_once(visit, key, deed, sender=user) for _time in range(2)] == [True, False]
    assert done_once(visit, key, refuses, sender=user) is False
    assert SentEntry.objects.get().key == key


def test_a_photo_is_kept_sealed_without_its_position_and_can_be_taken_out(
    cast: Cast, checked: CheckedTitle, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = checked.inspection
    user = inspector_of(cast, visit)
    taken = picture("JPEG", with_position=True)
    with refused("not_inspector"):
        add_photo(visit, taken, actor=cast.hoa)
    photo = add_photo(visit, taken, checked=checked, taken_at=timezone.now() + timedelta(days=1), actor=user)
    assert add_photo(visit, taken, checked=checked, actor=user) == photo
    assert photo.taken_at <= timezone.now()
    assert position_in(taken)
    assert not position_in(read_file(photo.document))
    path = Path(settings.DATA_DIR) / photo.document.path
    assert not path.read_bytes().startswith(b"\xff\xd8"), "sealed"
    with refused("not_a_picture"):
        add_photo(visit, pdf(), actor=user)
    with refused("file_too_large"):
        add_photo(visit, bytes(photo_deeds.MAX_BYTES + 1), actor=user)
    monkeypatch.setattr(photo_deeds, "MOST_PHOTOS", 1)
    with refused("too_many_photos"):
        add_photo(visit, picture("JPEG", colour="#FF0000"), actor=user)
    with TestCase.captureOnCommitCallbacks(execute=True):
        remove_photo(photo, actor=user)
        remove_photo(photo, actor=user)
    assert not VisitPhoto.objects.exists()
    assert not Document.objects.filter(kind="inspection").exists()
    assert not path.exists()


def test_photos_end_with_their_period_or_when_the_person_asks(checked: CheckedTitle) -> None:
    assert PHOTOS.held is not None
    assert PHOTOS.erase is not None
    assert PHOTOS.purge is not None
    person = Person((checked.title.citizen_id,))
    make_photo(checked)
    assert PHOTOS.held(person) == PHOTOS.erase(person) == 1
    assert PHOTOS.held(person) == 0
    make_photo(checked)
    tomorrow = timezone.now() + timedelta(days=1)
    assert PHOTOS.purge(tomorrow, 10) == 0, "the visit goes on"
    visit = checked.inspection
    visit.status, visit.concluded_on = visit.Status.CONCLUDED, timezone.localdate()
    visit.save(update_fields=["status", "concluded_on"])
    assert PHOTOS.purge(tomorrow, 10) == 1
