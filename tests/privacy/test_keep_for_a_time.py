"""How long what is kept: shipped, set by the province from a day on, and ended night by night."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, TestCase
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.documents.actions import read_file, store_file
from hieuhoc.documents.checking import broken_files
from hieuhoc.documents.models import Document
from hieuhoc.lib.personal import NAMELESS, Kind
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import add_identity_number, record_death, withdraw_identity_number
from hieuhoc.people.models import Citizen, IdentityNumber, Look
from hieuhoc.people.rules import Identity
from hieuhoc.people.sealing import seal_said
from hieuhoc.privacy import purging
from hieuhoc.privacy.actions import purge_kind, set_period
from hieuhoc.privacy.kinds import kind_of
from hieuhoc.privacy.models import PurgeNight
from hieuhoc.privacy.periods import period_of
from hieuhoc.privacy.purging import NotPurged, last_night, purge_all
from hieuhoc.web.health import purge_state
from tests.assessment.makers import make_dossier
from tests.cast import Cast, World, make_cast, make_world
from tests.refusals import refused

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def the(code: str) -> Kind:
    kind = kind_of(code)
    assert kind is not None
    return kind


def set_days(code: str, days: int | None, since: Any = None, actor: Any = None) -> None:
    set_period(code, days=days, since=since or timezone.localdate(), basis="Quyết định 01/QĐ", actor=actor)


def test_a_period_holds_from_its_day_on_and_those_before_stay_as_they_were() -> None:
    looks = the("people.looks")
    assert (period_of(looks, timezone.localdate()).days, period_of(looks, timezone.localdate()).since) == (365, None)
    set_days("people.looks", 730)
    set_days("people.looks", 30, since=timezone.localdate() + WEEK)
    assert period_of(looks, timezone.localdate() - timedelta(1)).days == 365
    assert period_of(looks, timezone.localdate()).days == 730
    assert period_of(looks, timezone.localdate() + WEEK).days == 30
    assert Entry.objects.filter(deed="privacy.set_period").count() == 2


def test_a_shorter_period_leaves_time_to_put_a_slip_right(cast: Cast) -> None:
    with refused("too_soon"):
        set_days("people.looks", 1)
    with refused("too_soon"):
        set_days("privacy.gone", 3650, since=timezone.localdate() + WEEK - timedelta(1))
    with refused("dated_back"):
        set_days("people.looks", 730, since=timezone.localdate() - timedelta(1))
    with refused("days_out_of_range"):
        set_days("people.looks", 0)
    with refused("no_period"):
        set_days("sheets.exports", 30)
    set_days("people.looks", 90, since=timezone.localdate() + WEEK, actor=cast.hoa)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def look(cast: Cast, days_ago: int) -> Look:
    said = seal_said(Identity("Ai đó", None, 1980))
    made = Look.objects.create(citizen=cast.lan, place=cast.commune, agrees=False, said=said)
    Look.objects.filter(pk=made.pk).update(looked_at=timezone.now() - timedelta(days=days_ago))
    return made


def test_the_night_ends_what_is_over_in_batches_and_says_how_many_of_what(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "kinds", [Kind(**{**vars(the("people.looks")), "batch": 2})])
    kept = look(cast, 365)
    for _number in range(5):
        look(cast, 366)
    night = purge_all()
    assert list(Look.objects.all()) == [kept]
    assert night.counts == {"people.looks": {"count": 5, "before": str(timezone.localdate() - timedelta(days=365))}}
    entries = Entry.objects.filter(deed="privacy.purge_kind").order_by("pk")
    assert [entry.rows_touched for entry in entries] == [2, 2, 1]
    assert entries[0].changes == {
        "kind": [None, "people.looks"],
        "before": [None, str(timezone.localdate() - timedelta(days=365))],
    }


def test_a_fault_in_one_kind_stops_no_other_and_the_next_night_goes_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_before: datetime, _limit: int) -> int:
        raise OSError

    look(cast, 366)
    broken = Kind("x.y", the("people.looks").name, days=1, purge=fails)
    with monkeypatch.context() as patch:
        patch.setattr(purging, "kinds", [broken, the("people.looks")])
        with pytest.raises(NotPurged, match=r"x\.y"):
            purge_all()
    assert not Look.objects.exists()
    assert last_night() is None
    purge_all()
    assert last_night() == PurgeNight.objects.order_by("-pk")[0]


def test_a_fresh_installation_is_not_late_and_one_that_never_purged_is() -> None:
    old, new = timezone.now() - timedelta(days=3), timezone.now() - timedelta(hours=1)
    assert [purge_state(*when)["purged"] for when in ((None, None), (None, new), (new, old))] == ["ok"] * 3
    assert [purge_state(*when)["purged"] for when in ((None, old), (old, old))] == ["late"] * 2


def test_health_says_when_it_last_ran(client: Client) -> None:
    assert client.get("/health").json()["purged"] == "ok", "nothing was done here yet"
    call_command("purge_old_data")
    answer = client.get("/health").json()
    assert (answer["purged"], answer["purged_on"]) == ("ok", timezone.localdate().isoformat())
    PurgeNight.objects.update(finished_at=timezone.now() - timedelta(days=3))
    assert client.get("/health").json()["purged"] == "late"


def test_a_file_goes_from_the_disk_when_its_time_is_over(own_folder: Path) -> None:
    over = store_file(
        b"x", kind="paper", file_name="Y Dũng.pdf", media_type="x/y", purge_after=timezone.now() - timedelta(days=1)
    )
    kept = store_file(
        b"y", kind="paper", file_name="b.pdf", media_type="x/y", purge_after=timezone.now() + timedelta(days=1)
    )
    purge_all()
    over.refresh_from_db()
    assert not (own_folder / over.path).exists()
    assert (over.file_name, over.purged_at is not None) == ("(đã xoá)", True)
    assert read_file(kept) == b"y"
    assert list(broken_files()) == []


def test_bytes_that_no_row_speaks_of_go_after_a_day(own_folder: Path) -> None:
    kept = store_file(b"x", kind="paper", file_name="a", media_type="x/y")
    left = store_file(b"y", kind="paper", file_name="b", media_type="x/y")
    Document.objects.filter(pk=left.pk).delete()
    orphans = the("documents.orphans")
    assert purge_kind(orphans, before=timezone.now() - timedelta(days=1), actor=None) == 0, (
        "its transaction may not be over"
    )
    assert purge_kind(orphans, before=timezone.now() + timedelta(minutes=1), actor=None) == 1
    assert (own_folder / kept.path).exists()
    assert not (own_folder / left.path).exists()


def test_messages_go_after_a_year_and_a_mail_that_cannot_be_sent_loses_its_words_after_three_days(cast: Cast) -> None:
    old = send("in_app", recipient=cast.lan_user, subject="x", body="cũ", key="old")
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=367))
    stuck = send("mail", address="lan@example.vn", subject="x", body="https://bí-mật", key="stuck")
    Message.objects.filter(pk=stuck.pk).update(created_at=timezone.now() - timedelta(days=5))
    fresh = send("mail", address="lan@example.vn", subject="x", body="mới", key="fresh")
    purge_all()
    assert set(Message.objects.all()) == {stuck, fresh}
    stuck.refresh_from_db()
    fresh.refresh_from_db()
    assert (stuck.body, stuck.address, fresh.body) == ("", None, "mới")


def test_withdrawn_numbers_stay_until_the_province_decides(cast: Cast) -> None:
    add_identity_number(cast.lan, "066190009999", actor=None)
    number = IdentityNumber.objects.order_by("pk")[0]
    withdraw_identity_number(number, withdrawn_on=timezone.localdate(), actor=None)
    IdentityNumber.objects.filter(pk=number.pk).update(withdrawn_on=timezone.localdate() - timedelta(days=400))
    purge_all()
    assert IdentityNumber.objects.filter(pk=number.pk).exists()
    set_days("people.withdrawn_numbers", 365, since=timezone.localdate() + WEEK)
    purge_kind(the("people.withdrawn_numbers"), before=timezone.now() - timedelta(days=365), actor=None)
    assert list(IdentityNumber.objects.filter(citizen=cast.lan).values_list("withdrawn_on", flat=True)) == [None]


def test_the_dead_become_nameless_once_a_period_is_set(cast: Cast) -> None:
    record_death(cast.lan, died_on=timezone.localdate() - timedelta(days=40), actor=None)
    gone = the("privacy.gone")
    assert period_of(gone, timezone.localdate()).days is None
    assert purge_kind(gone, before=timezone.now() - timedelta(days=30), actor=None) == 1
    assert Citizen.objects.get(pk=cast.lan.pk).name == NAMELESS
    assert Citizen.objects.get(pk=cast.khoa.pk).name == "Y Khoa Niê"
    assert purge_kind(gone, before=timezone.now() - timedelta(days=30), actor=None) == 0


@pytest.fixture
def world() -> World:
    return make_world()


def test_evidence_of_a_round_that_is_closed_goes_with_its_file(world: World, own_folder: Path) -> None:
    dossier = make_dossier(world.lan, world.round)
    stored = store_file(b"x", kind="evidence", file_name="Lan.png", media_type="image/png")
    criterion = world.round.version.criteria.get(position=1)
    piece = dossier.evidence.create(criterion=criterion, kind="file", document=stored, text="Ảnh của Lan")
    kind = the("assessment.evidence")
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert purge_kind(kind, before=timezone.now() + timedelta(days=800), actor=None) == 0, (
            "an open round keeps its own"
        )
        world.round.status = "closed"
        world.round.save()
        assert purge_kind(kind, before=timezone.now() + timedelta(days=800), actor=None) == 1
    piece.refresh_from_db()
    assert (piece.text, piece.document, piece.removed_at is not None) == ("", None, True)
    assert not (own_folder / stored.path).exists()
