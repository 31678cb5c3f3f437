"""A full disk: nothing is half kept, and the page says what is wrong and whom to tell, not “an error”."""

import errno
import io
from typing import Any, NoReturn

import pytest
from django.core.files import uploadhandler
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hieuhoc.sheets import staging, tasks
from hieuhoc.sheets.actions import check_batch
from hieuhoc.sheets.models import Batch
from tests.cast import Cast
from tests.sheets.files import ROSTER, csv_of, received

pytestmark = pytest.mark.django_db
AN = ["Nguyễn Văn An", "1980", "Nam", "066080000001", "", "Buôn Drăh", "", "", ""]


def no_room(*_given: Any) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_upload_that_finds_no_room_is_told_so(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "keep_source", no_room)
    client.force_login(cast.minh)
    upload = io.BytesIO(csv_of(ROSTER, [AN]))
    upload.name = "a.csv"
    sent = {"file": upload, "place": cast.commune.pk, "setting_since": "01/01/2024"}
    answer = client.post(reverse("office:sheet", args=["roster"]), sent)
    assert answer.status_code == 507
    assert "Máy chủ hết chỗ trên đĩa, nên việc vừa làm chưa được ghi." in answer.content.decode()
    assert "Báo người quản trị máy chủ" in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_disk_that_is_full_before_the_upload_is_taken_in_is_told_too(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", no_room)
    client = Client(raise_request_exception=False)
    client.force_login(cast.minh)
    upload = io.BytesIO(csv_of(ROSTER, [AN]))
    upload.name = "a.csv"
    answer = client.post(reverse("office:sheet", args=["roster"]), {"file": upload})
    assert answer.status_code == 507
    assert "Máy chủ hết chỗ trên đĩa, nên việc vừa làm chưa được ghi." in answer.content.decode()


def test_a_check_that_finds_no_room_says_that_nothing_was_written(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = received("roster", csv_of(ROSTER, [AN]), cast.commune, since="2024-01-01")
    with monkeypatch.context() as full:
        full.setattr(staging, "keep_frames", no_room)
        with pytest.raises(OSError, match="No space"):
            tasks.check(batch_id=batch.pk, user_id=None)
    client.force_login(cast.minh)
    page = client.get(reverse("office:batch", args=[batch.pk])).content.decode()
    assert "Máy chủ hết chỗ trên đĩa; báo người quản trị. Chưa ghi gì; bấm Làm tiếp" in page
    assert reverse("office:batch-resume", args=[batch.pk]) in page
    batch.refresh_from_db()
    assert check_batch(batch, actor=None).status == Batch.Status.CHECKED
