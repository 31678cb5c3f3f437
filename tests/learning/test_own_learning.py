"""What I learned by myself: added, corrected, withdrawn with its file; my own statement in my record and in no other's sight."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.documents.actions import read_file
from hieuhoc.documents.models import Document
from hieuhoc.learning import own_rules
from hieuhoc.learning.actions import (
    OwnFile,
    OwnWords,
    add_own_learning,
    confirm_own_learning,
    correct_own_learning,
    withdraw_own_learning,
)
from hieuhoc.learning.actions import own_learning as deeds
from hieuhoc.learning.models import OwnLearning
from hieuhoc.learning.record import learning_record
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.people.models import Citizen
from tests.cast import Cast
from tests.lib.strangers_files import picture
from tests.people.makers import add
from tests.refusals import refused

pytestmark = pytest.mark.django_db

BOOK = OwnWords("book", "  Trồng  cà phê ", date(2025, 3, 5), " NXB  Nông nghiệp", Decimal("2.5"), "Cách ủ phân.")


def test_it_is_added_corrected_and_withdrawn(cast: Cast) -> None:
    row = add_own_learning(cast.lan, BOOK, actor=cast.lan_user)
    assert (row.title, row.giver) == ("Trồng cà phê", "NXB Nông nghiệp")
    assert add_own_learning(cast.lan, BOOK, actor=cast.lan_user) == row, "said twice is once"
    video = OwnWords("video", "Ghép cành", date(2025, 4, 1))
    assert correct_own_learning(row, video, edition=0, actor=cast.lan_user).hours is None
    assert correct_own_learning(row, video, edition=0, actor=cast.lan_user).edition == 1, "sent twice is once"
    with refused("changed_meanwhile"):
        correct_own_learning(row, BOOK, edition=0, actor=cast.lan_user)
    withdraw_own_learning(row, actor=cast.lan_user)
    withdraw_own_learning(row, actor=cast.lan_user)
    assert not OwnLearning.objects.exists()
    assert Entry.objects.filter(deed="learning.withdraw_own_learning").count() == 1


def test_what_cannot_be_is_not_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    for code, words in {
        "no_title": replace(BOOK, title=" "),
        "not_yet_learned": replace(BOOK, learned_on=tomorrow),
        "wrong_hours": replace(BOOK, hours=Decimal(0)),
    }.items():
        with refused(code):
            add_own_learning(cast.lan, words, actor=cast.lan_user)
    monkeypatch.setattr(deeds, "MOST_STATEMENTS", 0)
    with refused("too_many_statements"):
        add_own_learning(cast.lan, BOOK, actor=cast.lan_user)
    with refused("too_large"):
        add_own_learning(cast.lan, BOOK, file=OwnFile("a.pdf", bytes(own_rules.MOST_BYTES + 1)), actor=None)


def test_its_file_is_written_anew_replaced_and_goes_with_it(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    row = add_own_learning(cast.lan, BOOK, file=OwnFile("bìa sách.png", picture()), actor=cast.lan_user)
    first = row.document
    assert first is not None
    assert (first.file_name.rpartition(".")[0], bool(read_file(first))) == ("bìa sách", True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        row = correct_own_learning(row, BOOK, file=OwnFile("khac.png", picture(colour="#123456")), actor=cast.lan_user)
    assert Document.objects.get() == row.document != first
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert correct_own_learning(row, BOOK, drops_file=True, actor=cast.lan_user).document is None
        row = correct_own_learning(row, BOOK, file=OwnFile("lai.png", picture()), actor=cast.lan_user)
        withdraw_own_learning(row, actor=cast.lan_user)
    assert not Document.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nobody_else_speaks_for_me_nor_reads_it_in_the_record_of_the_office(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        add_own_learning(cast.lan, BOOK, actor=cast.minh)
    add_own_learning(cast.lan, BOOK, actor=cast.lan_user)
    assert learning_record(cast.lan) == []
    [year] = learning_record(cast.lan, with_own=True)
    assert [(thing.title, thing.hours, thing.is_own) for thing in year.things] == [("Trồng cà phê", 2.5, True)]
    assert (year.recorded, year.stated, year.hours) == (0, 1, 0)


def test_the_office_confirms_what_it_is_asked_to_and_a_correction_ends_that(cast: Cast, client: Client) -> None:
    row = add_own_learning(cast.lan, BOOK, actor=cast.lan_user)
    with refused("not_asked"):
        confirm_own_learning(row, is_confirmed=True, actor=cast.minh)
    client.force_login(cast.minh)
    address, listed = reverse("office:own-learning", args=[row.pk]), reverse("office:own-learning-list")
    assert client.get(address).status_code == 404
    asking = replace(BOOK, asks_confirming=True)
    row = correct_own_learning(row, asking, actor=cast.lan_user)
    assert "Điều tự học chờ xác nhận" in client.get(reverse("office:home")).text
    assert "Trồng cà phê" in client.get(listed).text
    assert client.post(address, {"edition": "0"}).status_code == 409
    record = client.post(address, {"edition": "1"}, follow=True).text
    assert "Đã xác nhận" in record
    row.refresh_from_db()
    assert (row.confirmed_by, row.edition) == (cast.minh, 2)
    assert confirm_own_learning(row, is_confirmed=True, edition=1, actor=cast.minh).edition == 2, "sent twice is once"
    assert "Không có gì chờ" in client.get(listed).text
    assert confirm_own_learning(row, is_confirmed=False, actor=cast.minh).confirmed_at is None
    confirm_own_learning(row, is_confirmed=True, actor=None)
    assert correct_own_learning(row, replace(asking, title="Trồng tiêu"), actor=None).confirmed_at is None
    Citizen.objects.filter(pk=cast.lan.pk).update(user=cast.minh)
    with refused("own"):
        confirm_own_learning(row, is_confirmed=True, actor=cast.minh)


def test_it_goes_with_a_joined_record_and_back(cast: Cast) -> None:
    twin = add(cast.village, "H'Lan Niê Kđăm")
    add_own_learning(twin, BOOK, actor=None)
    join = join_citizens(cast.lan, twin, reason="Khai hai lần", actor=None)
    assert OwnLearning.objects.get().citizen_id == cast.lan.pk
    take_apart_join(join, reason="Hai người", actor=None)
    assert OwnLearning.objects.get().citizen_id == twin.pk
