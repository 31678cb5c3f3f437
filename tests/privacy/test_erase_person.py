"""Erasing what is kept of somebody: asked and carried out by two, nothing left but what is said to stay, figures unchanged."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.assessment.actions import add_evidence
from hieuhoc.audit.models import Block, Entry
from hieuhoc.audit.sealing import seal, verify
from hieuhoc.learning.actions import OwnFile, OwnWords, add_own_learning
from hieuhoc.lib.personal import NAMELESS
from hieuhoc.outbox.actions import send
from hieuhoc.people.actions import Facts, correct_citizen, move_citizen
from hieuhoc.people.matching import owner_of_number
from hieuhoc.people.models import Citizen, Departure, Group, Look
from hieuhoc.privacy.actions import ask_erasure, carry_out_erasure, decline_erasure, repeat_erasure
from hieuhoc.privacy.erasing import keep_missing, kept_outside, person_of, places_outside, what_goes, what_stays
from hieuhoc.privacy.models import Erasure
from hieuhoc.privacy.purging import purge_all
from hieuhoc.recognition.documents import paper_of, render_waiting
from hieuhoc.recognition.models import Certificate, Title
from hieuhoc.recognition.papers import pack
from hieuhoc.recognition.reads import verify as verify_code
from hieuhoc.sheets.actions import forget_rows, undo_batch
from hieuhoc.sheets.exports import ask_export, open_export, remove_exports_before, write_export_file
from hieuhoc.sheets.models import Batch, Export
from hieuhoc.sheets.workbooks import annotate
from hieuhoc.web.office.people.exports import WISHED
from tests.cast import Cast, make_cast
from tests.people.makers import add
from tests.privacy.searching import places_of
from tests.refusals import refused
from tests.sheets.files import ROSTER, csv_of, imported, received
from tests.web.access.world import PNG, BothSides, make_access_world

pytestmark = pytest.mark.django_db
BASIS = "Luật 91/2025/QH15; đơn số 12"
PHONE, MAIL, NUMBER = "0905676767", "lan.nie@example.vn", "066190001234"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def asked(citizen: Citizen, actor: User | None = None) -> Erasure:
    return ask_erasure(citizen, way="paper", asked_on=timezone.localdate(), legal_basis=BASIS, actor=actor)


def erased(citizen: Citizen) -> Erasure:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return carry_out_erasure(asked(citizen), actor=None)


def names_and_numbers(world: BothSides) -> list[str]:
    """All that tells who Lan, Y Dũng, H'Mai and Y Wing are."""
    return [*(citizen.name for citizen in people(world)), *world.near.secrets, PHONE, MAIL, "0905999888"]


def people(world: BothSides) -> list[Citizen]:
    near = world.near.people
    return [near.titled, near.applicant, near.listed, near.twin]


def live_a_little(world: BothSides) -> None:
    """Words of Lan wherever words can be: contact, account, messages, evidence, a name corrected, a move explained."""
    lan = world.cast.lan
    facts = Facts("H'Lan Niê", birth_date=date(1990, 5, 6), birth_year=1990, sex="f", phone=PHONE, email=MAIL)
    correct_citizen(lan, facts, actor=world.cast.minh)
    user = world.cast.lan_user
    User.objects.filter(pk=user.pk).update(full_name="H'Lan Niê", email=MAIL, plain_name="hlannle")
    EmailAddress.objects.create(user=user, email=MAIL, verified=True, primary=True)
    send("in_app", recipient=user, subject="Hồ sơ", body="Chào H'Lan Niê", key="lan")
    applicant = world.near.people.applicant
    dossier = applicant.dossiers.get()
    criterion = world.round.version.criteria.get(position=2)
    add_evidence(dossier, criterion, text=f"Tôi là {applicant.name}, 0905333444", actor=None)
    own = OwnWords("book", f"Sách của {applicant.name}", date(2025, 3, 5), learned="0905333444")
    add_own_learning(applicant, own, file=OwnFile(f"{applicant.name}.png", PNG), actor=None)
    row = [applicant.name, "09/08/1971", "Nam", "066071004321", "0905999888", "Buôn Drăh", "", "", ""]
    imported("roster", csv_of(ROSTER, [row]), world.near.commune, since="2024-01-01")
    Departure.objects.filter(citizen=world.near.people.listed).update(reason="Chị H'Mai Êban vẫn ở đây")


def test_after_erasure_and_the_night_no_word_of_the_person_is_left(own_folder: Path) -> None:
    world = make_access_world()
    live_a_little(world)
    words = names_and_numbers(world)
    before = places_of(words)
    assert {"people_citizen.name", "people_identitynumber.number", "audit_entry.private_changes"} <= before
    assert {"batches", "exports"} <= {place.split("/")[0] for place in before if "/" in place}
    for citizen in people(world):
        erased(citizen)
    assert not [place for place in places_of(words) if place.startswith("batches/")], (
        "imports that touched them went along"
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        purge_all()
    leave_exports(own_folder)
    assert places_of(words) == set()
    for journal in Block.Journal:
        seal(journal)
        assert verify(journal).holds, "the history still is what was sealed"


def test_no_list_that_changed_nothing_names_the_erased_any_more(cast: Cast) -> None:
    """Sent again as it was, refused, never confirmed, asked for by another commune, or waiting to be fetched."""
    same = ["H'Lan Niê", "06/05/1990", "Nữ", NUMBER, "", "Buôn Drăh", "", "", ""]
    wrong, theirs = [*same[:1], "31/02/1990", *same[2:]], ["Võ Thị Lạ", *same[1:5], "Thôn Một", "", "", ""]
    since: dict[str, Any] = {"since": "2024-01-01"}
    done = imported(
        "roster", csv_of(ROSTER, [same, [*wrong[:3], "", *wrong[4:]]]), cast.commune, actor=cast.minh, **since
    )
    waiting = received("roster", csv_of(ROSTER, [same]), cast.commune, actor=cast.minh, **since)
    asked_there = received("roster", csv_of(ROSTER, [theirs]), cast.other_commune, actor=cast.son, **since)
    other = received("roster", csv_of(ROSTER, [["Ai", "1980", *[""] * 7]]), cast.other_commune, actor=cast.son, **since)
    # Compared with nobody, for its birth date; the number lost its zero.
    unread = received(
        "roster", csv_of(ROSTER, [[*theirs[:1], "31/02/1990", theirs[2], NUMBER.lstrip("0"), *theirs[4:]]]),
        cast.other_commune, actor=cast.son, **since,
    )  # fmt: skip
    assert not Look.objects.filter(looked_at__gt=unread.created_at).exists()
    closed = imported(
        "roster", csv_of(ROSTER, [["Y Khác", "1980", "Nam", *[""] * 6], [*wrong[:5], "Thôn Một", "", "", ""]]),
        cast.other_commune, actor=cast.son, **since,
    )  # fmt: skip
    with TestCase.captureOnCommitCallbacks():
        export = ask_export("people.citizens", {**dict.fromkeys(WISHED, ""), "place": None}, actor=cast.minh)
    write_export_file(export)
    held = {held.kind.code: held.count for held in what_goes(person_of(cast.lan))}
    assert held["people.lists"] == 6
    erased(cast.lan)
    left = {place.split("/")[0] for place in places_of([NUMBER, "H'Lan Niê"]) if "/" in place}
    assert left == set()
    done.refresh_from_db()
    assert undo_batch(done, actor=cast.minh).status == Batch.Status.UNDONE, "what was written can be taken back"
    for batch in (done, waiting, asked_there, unread, closed):
        with refused("file_purged"):
            annotate(batch, BytesIO())
    annotate(other, BytesIO())
    forget_rows(other, actor=cast.son)
    with refused("file_purged"):
        annotate(other, BytesIO())
    with pytest.raises(FileNotFoundError):
        open_export(Export.objects.get(pk=export.pk), actor=cast.minh)


def leave_exports(folder: Path) -> None:
    """A day later the lists that somebody took along are gone too (sheets.exports)."""
    remove_exports_before(timezone.now() + timedelta(minutes=1))
    assert not list((folder / "exports").glob("*"))


def test_titles_stay_and_their_code_still_answers_without_the_name() -> None:
    world = make_access_world()
    lan = world.cast.lan
    code = Certificate.objects.get(title__citizen=lan).code
    stays = {held.kind.code: held.count for held in what_stays(person_of(lan))}
    assert stays["recognition.titles"] == 1
    erased(lan)
    answer = verify_code(code)
    assert (answer.standing, answer.name) == ("valid", NAMELESS)
    assert Title.objects.standing().filter(citizen=lan).exists()
    with refused("erased"):
        paper_of(Certificate.objects.get(title__citizen=lan))
    certificates, packed = list(Certificate.objects.filter(title__citizen=lan)), BytesIO()
    assert pack(certificates, packed) == 0, "nor with all those of the decision"
    assert render_waiting(certificates[0].title.decision_id) == 0
    family = Group.objects.get(kind="family", memberships__citizen=lan)
    assert family.name == f"Gia đình {family.code}"


def test_what_goes_is_counted_before_and_is_what_went(cast: Cast) -> None:
    lan = cast.lan
    said = {held.kind.code: held.count for held in what_goes(person_of(lan))}
    assert said["people.numbers"] == said["people.records"] == said["accounts.accounts"] == 1
    counts = erased(lan).counts
    assert {code: count for code, count in counts.items() if count} == {code: n for code, n in said.items() if n}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_who_wrote_the_request_down_does_not_carry_it_out(cast: Cast, settings: Any) -> None:
    erasure = asked(cast.lan, cast.minh)
    assert asked(cast.lan, cast.minh) == erasure, "asked twice it is one"
    with refused("two_people"):
        carry_out_erasure(erasure, actor=cast.minh)
    settings.ERASURE_TWO_PEOPLE = False
    assert carry_out_erasure(erasure, actor=cast.minh).settled_by == cast.minh
    assert not User.objects.get(pk=cast.lan_user.pk).is_active
    entries = Entry.objects.filter(subject_kind="citizen", subject_id=cast.lan.pk)
    assert {"privacy.ask_erasure", "privacy.carry_out_erasure"} <= set(entries.values_list("deed", flat=True))


def test_nobody_erases_oneself_nor_people_of_another_commune(cast: Cast) -> None:
    Citizen.objects.filter(pk=cast.khoa.pk).update(user=cast.minh)
    with pytest.raises(PermissionDenied):
        asked(cast.lan, cast.son)
    erasure = asked(cast.khoa, cast.minh)  # to ask for oneself is everybody's right
    with refused("own"):
        carry_out_erasure(erasure, actor=cast.minh)
    with refused("holds_a_role"):
        carry_out_erasure(erasure, actor=None)
    with refused("in_the_future"):
        ask_erasure(
            cast.lan, way="paper", asked_on=timezone.localdate() + timedelta(1), legal_basis=BASIS, actor=cast.minh
        )


def test_a_request_is_settled_once(cast: Cast) -> None:
    erasure = decline_erasure(asked(cast.lan, cast.minh), reason="Đang có khiếu nại", actor=cast.minh)
    assert (erasure.status, Citizen.objects.get(pk=cast.lan.pk).name) == ("declined", "H'Lan Niê")
    with refused("settled"):
        carry_out_erasure(erasure, actor=cast.hoa)


def test_an_erased_record_takes_no_more_deeds_and_is_found_by_nobody(cast: Cast) -> None:
    erased(cast.lan)
    lan = Citizen.objects.get(pk=cast.lan.pk)
    assert lan.is_erased
    assert owner_of_number(NUMBER) is None
    assert not Citizen.objects.named("Lan").filter(pk=lan.pk).exists()
    with refused("erased"):
        move_citizen(lan, cast.other_commune, since=timezone.localdate(), actor=None)
    with refused("erased"):
        asked(lan)
    again = add(cast.village, "H'Lan Niê", birth_date=date(1990, 5, 6), number=NUMBER)
    assert again.pk != lan.pk, "who takes part again is a new person"


def test_an_older_backup_does_not_bring_the_erased_back(cast: Cast) -> None:
    lan = Citizen.objects.get(pk=cast.lan.pk)
    erased(lan)
    other = add(cast.village, "Y Dũng Mlô")
    lan.save()  # as the backup had it, key and all
    assert Citizen.objects.get(pk=lan.pk).name == "H'Lan Niê"
    call_command("replay_erasures")
    assert Citizen.objects.get(pk=lan.pk).name == NAMELESS
    assert Citizen.objects.get(pk=other.pk).name == "Y Dũng Mlô"
    lan.save()
    repeat_erasure(lan, actor=None)
    assert Entry.objects.filter(deed="privacy.repeat_erasure", subject_id=lan.pk).count() == 2
    Citizen.objects.filter(pk=lan.pk).update(name="Người khác", secret=b"1" * 16)
    call_command("replay_erasures")
    assert Citizen.objects.get(pk=lan.pk).name == "Người khác", "a new person who got the same id is not meant"


def test_the_list_of_the_erased_names_nobody_and_is_made_whole_after_a_crash(cast: Cast) -> None:
    erasure = erased(cast.lan)
    (path,) = places_outside()
    assert set(next(kept_outside())) == {str(cast.lan.pk)}
    assert "Lan" not in path.read_text()
    path.write_text('{"torn')
    assert keep_missing() == 1
    assert erasure.marks in list(kept_outside())
    assert keep_missing() == 0
