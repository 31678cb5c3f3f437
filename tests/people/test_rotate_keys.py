"""A new key: what was sealed with the one before stays readable, and after one command nothing needs that one any more."""

import base64
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import BinaryField

from hieuhoc.accounts.factors import MARK, open_text
from hieuhoc.accounts.sessions import SessionStore
from hieuhoc.audit.models import Block, CarriedKey, Entry, EntryRow
from hieuhoc.audit.private import read_private
from hieuhoc.audit.sealing import seal, verify
from hieuhoc.documents.actions import read_file, store_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.crypto import Unreadable, decrypt, needs_rotation
from hieuhoc.lib.sealed_files import SEGMENT
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import ADDRESS, Message
from hieuhoc.people.actions import Facts, correct_citizen, facts_of, read_numbers
from hieuhoc.people.matching import owner_of_number
from hieuhoc.people.models import Citizen
from hieuhoc.people.rosters.match import CANDIDATES
from hieuhoc.sheets.actions import undo_batch
from hieuhoc.sheets.locks import LOCK_CLASS
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.staging import SOURCE, plain_source
from tests.cast import account
from tests.people.makers import Land, add, make_land
from tests.sheets.files import ROSTER, csv_of, imported, received

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NUMBER, PHONE, MAIL = "066180001234", "0905123456", "lan@example.vn"
ROW = ["H'Lan Niê", "05/03/1980", "Nữ", NUMBER, "0905999999", "Buôn Drăh", "", "", ""]
TWIN = ["Y Thương Byă", "05/03/1980", "Nữ", "", "", "Buôn Drăh", "", "", ""]
LONG = os.urandom(2 * SEGMENT + 5)


def a_key(name: str) -> str:
    return f"{name}:" + base64.urlsafe_b64encode(name.ljust(32, "-").encode()).decode().rstrip("=")


@pytest.fixture
def land(settings: Any, tmp_path: Path) -> Land:
    settings.DATA_KEYS, settings.DATA_DIR = [a_key("k1")], tmp_path
    return make_land()


def rotate(*options: str) -> str:
    out = io.StringIO()
    call_command("rotate_keys", *options, stdout=out)
    return out.getvalue()


def make_one_of_everything(land: Land) -> Citizen:
    """Whatever is kept sealed: values, history, a message, a file, two imports of which one waits for a choice."""
    lan = add(
        land.near,
        "H'Lan Niê",
        birth_date=date(1980, 3, 5),
        birth_year=1980,
        sex="f",
        number=NUMBER,
        phone=PHONE,
        email=MAIL,
    )
    add(land.near_village, "Y Thương Byă", birth_date=date(1980, 3, 5), birth_year=1980, sex="f")
    correct_citizen(
        lan,
        Facts("H'Lan Niê", birth_date=date(1980, 3, 5), birth_year=1980, sex="f", phone=PHONE, email=MAIL),
        actor=None,
    )
    correct_citizen(
        lan,
        Facts("H'Lan Mlô", birth_date=date(1980, 3, 5), birth_year=1980, sex="f", phone=PHONE, email=MAIL),
        actor=None,
    )
    send("sms", address=PHONE, subject="x", body="mời họp", key="x")
    TOTP.activate(account("Lan"), SEED)
    session = SessionStore()
    session["mfa.totp.secret"] = SEED
    session.save()
    store_file(LONG, kind="evidence", file_name="a.bin", media_type="x/y")
    imported("roster", csv_of(ROSTER, [ROW]), land.near, since="2024-01-01")
    received("roster", csv_of(ROSTER, [TWIN]), land.near, since="2024-01-01")
    assert Problem.objects.exclude(detail=None).exists()
    return lan


def sealed_values() -> Iterator[tuple[str, bytes]]:
    """Every binary value of every table of ours, and the start of every file but the journals' own rows."""
    for model in apps.get_models():
        for column in model._meta.local_fields:
            if isinstance(column, BinaryField) and column.name != "private_changes":
                for value in model._default_manager.exclude(**{column.name: None}).values_list(column.name, flat=True):
                    yield f"{model._meta.label}.{column.name}", bytes(value)
    for data in Authenticator.objects.values_list("data", flat=True):
        yield "mfa.Authenticator.data", base64.b64decode(data["secret"].removeprefix(MARK))
    for text in Session.objects.values_list("session_data", flat=True):
        yield "sessions.Session.session_data", base64.b64decode(text.removeprefix(MARK))


def under(key: str, folder: Path) -> set[str]:
    start = bytes([len(key)]) + key.encode()
    values = {name for name, value in sealed_values() if value.startswith(start)}
    files = {path.name for path in folder.rglob("*") if path.is_file() and path.read_bytes().startswith(start)}
    return values | files


def test_after_rotation_nothing_needs_the_old_key(land: Land, settings: Any, tmp_path: Path) -> None:
    lan = make_one_of_everything(land)
    for journal in Block.Journal:
        seal(journal)
    assert len(under("k1", tmp_path)) > 8
    settings.DATA_KEYS = [a_key("new-2026"), a_key("k1")]
    assert facts_of(Citizen.objects.get(pk=lan.pk)).phone == "0905999999", "old values stay readable"
    assert "everything is under new-2026, older keys may go" in rotate("--batch", "1")
    settings.DATA_KEYS = [a_key("new-2026")]
    assert under("k1", tmp_path) == set()
    read_everything(Citizen.objects.get(pk=lan.pk))
    for journal in Block.Journal:
        seal(journal)
        assert verify(journal).broken_block is None
    undo_batch(Batch.objects.get(status=Batch.Status.DONE), actor=None)
    assert facts_of(Citizen.objects.get(pk=lan.pk)).phone == PHONE, "what an undo puts back is readable, too"


def read_everything(lan: Citizen) -> None:
    assert (facts_of(lan).phone, facts_of(lan).email) == ("0905999999", MAIL)
    assert [number for _row, number in read_numbers(lan, actor=None)] == [NUMBER]
    assert owner_of_number(NUMBER) == lan.pk, "who is who does not change with the key"
    assert decrypt(bytes(Message.objects.get().address or b""), purpose=ADDRESS).decode() == PHONE
    assert Message.objects.get().body == "mời họp"
    assert open_text(Authenticator.objects.get().data["secret"]) == SEED
    assert SessionStore(Session.objects.get().pk)["mfa.totp.secret"] == SEED
    assert read_file(Document.objects.get()) == LONG
    for batch in Batch.objects.all():
        with plain_source(batch) as plain:
            assert "Họ và tên" in plain.read_text("utf-8-sig")
    assert b"candidates" in decrypt(bytes(Problem.objects.exclude(detail=None)[0].detail or b""), purpose=CANDIDATES)
    history: list[Any] = [*Entry.objects.filter(subject_id=lan.pk), *EntryRow.objects.filter(subject_id=lan.pk)]
    changes = [read_private(bytes(one.private_changes), bytes(lan.secret)) for one in history if one.private_changes]
    assert {"H'Lan Mlô", "H'Lan Niê"} <= {str(value) for one in changes if one for value in one.get("name", [])}


def test_the_keys_of_the_history_go_on_through_a_third_key(land: Land, settings: Any) -> None:
    lan = make_one_of_everything(land)
    settings.DATA_KEYS = [a_key("k2"), a_key("k1")]
    rotate()
    settings.DATA_KEYS = [a_key("k3"), a_key("k2")]
    rotate()
    settings.DATA_KEYS = [a_key("k3")]
    assert set(CarriedKey.objects.values_list("key_id", flat=True)) == {"k1", "k2"}
    read_everything(Citizen.objects.get(pk=lan.pk))


def test_it_can_be_stopped_and_run_again(
    land: Land, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_one_of_everything(land)
    settings.DATA_KEYS = [a_key("k2"), a_key("k1")]

    def killed(*_anything: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("hieuhoc.documents.rotations.seal_file_anew", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate("--batch", "1")
    assert under("k1", tmp_path)
    assert under("k2", tmp_path)
    rotate("--batch", "1")
    assert not under("k1", tmp_path)
    assert not list(tmp_path.rglob("*.draft"))


def test_a_second_run_finds_nothing_to_do(land: Land) -> None:
    make_one_of_everything(land)
    assert "done: 0 sealed anew" in rotate()
    assert not Entry.objects.filter(deed="people.rotate_keys").exists()


def test_every_step_leaves_its_entry(land: Land, settings: Any) -> None:
    add(land.near, "H'Lan Niê", number=NUMBER, phone=PHONE, email=MAIL)
    add(land.near, "Y Thương Byă", number="066080001235", phone="0905123457", email="y@example.vn")
    settings.DATA_KEYS = [a_key("k2"), a_key("k1")]
    said = rotate("--batch", "1")
    assert "people_citizen.phone: 2 sealed anew" in said
    entries = Entry.objects.filter(deed="people.rotate_keys")
    assert entries.count() == 7  # two numbers, telephones, mail addresses; one key of the history
    assert not any(needs_rotation(bytes(value)) for value in Citizen.objects.values_list("phone", flat=True) if value)


def test_what_no_key_opens_is_named_and_stops_nothing_else(land: Land, settings: Any, tmp_path: Path) -> None:
    lan = make_one_of_everything(land)
    damaged = tmp_path / Document.objects.get().path
    damaged.write_bytes(damaged.read_bytes()[:-1])
    Citizen.objects.filter(pk=lan.pk).update(email=bytes([2]) + b"k0" + b"x" * 40)
    settings.DATA_KEYS = [a_key("k2"), a_key("k1")]
    with pytest.raises(CommandError, match=f"document {Document.objects.get().pk}, people_citizen {lan.pk}"):
        rotate()
    assert under("k1", tmp_path) == {damaged.name}
    with pytest.raises(Unreadable):
        read_file(Document.objects.get())


def test_an_import_at_work_is_left_alone_and_named(land: Land, settings: Any, tmp_path: Path) -> None:
    """Its own process writes into that folder."""
    make_one_of_everything(land)
    busy = Batch.objects.order_by("pk")[0]
    settings.DATA_KEYS = [a_key("k2"), a_key("k1")]
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, busy.pk])
        with pytest.raises(CommandError, match=f"import {busy.pk}"):
            rotate()
        assert SOURCE in under("k1", tmp_path)
    rotate()
    assert not under("k1", tmp_path)
