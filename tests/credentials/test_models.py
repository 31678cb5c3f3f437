"""Families, clans, villages and units have a credential of their recognition; it falls with it."""

import io
import json
from datetime import date

import pikepdf
import pytest
from django.test import Client

from hieuhoc.credentials.issuing import credential_of, issue_to_models
from hieuhoc.credentials.models import Credential
from hieuhoc.credentials.personal import KINDS
from hieuhoc.credentials.reads import status_bits
from hieuhoc.credentials.tasks import issue_to_recognised_models
from hieuhoc.lib.personal import NAMELESS, Person
from hieuhoc.recognition.actions import GroupFact, record_group_recognition, remove_group_recognition
from hieuhoc.recognition.documents import paper_of
from hieuhoc.recognition.models import Certificate, GroupRecognition
from tests.cast import World
from tests.recognition.test_recognise import recognised

pytestmark = pytest.mark.django_db


def recognised_clan(world: World, number: str = "7/QĐ") -> GroupRecognition:
    fact = GroupFact(2025, "recognised", group=world.clan, decision_number=number, decided_on=date(2026, 1, 5))
    return record_group_recognition(fact, actor=None)


def is_revoked(credential: Credential) -> bool:
    bits = status_bits("revocation", 0)
    return bool(bits[credential.position // 8] >> (7 - credential.position % 8) & 1)


def test_a_recognised_clan_gets_one_and_a_registered_village_none(world: World, client: Client) -> None:
    recognised_clan(world)
    record_group_recognition(GroupFact(2025, "registered", village=world.village), actor=None)
    assert issue_to_models() == 1
    issue_to_recognised_models(0)
    credential = Credential.objects.get()
    assert (credential.kind, credential.holder, credential.number) == ("clan", "Dòng họ Niê", "7/QĐ")
    document = json.loads(client.get(f"/credentials/{credential.code}").content)
    assert document["credentialSubject"]["achievement"]["name"] == "Dòng họ học tập"
    text = client.get(f"/verify/{credential.code}").content.decode()
    assert "Hợp lệ" in text
    assert "Dòng họ Niê" in text


def test_a_village_is_named_with_its_commune(world: World) -> None:
    fact = GroupFact(2025, "recognised", village=world.village, decision_number="8/QĐ", decided_on=date(2026, 1, 5))
    record_group_recognition(fact, actor=None)
    issue_to_models()
    assert "Buôn Drăh, Xã Cư Né" in Credential.objects.get().holder


def test_it_falls_with_the_recognition_and_with_another_decision(world: World, client: Client) -> None:
    recognition = recognised_clan(world)
    issue_to_models()
    first = Credential.objects.get()
    assert not is_revoked(first)
    recognised_clan(world, "9/QĐ")
    issue_to_models()
    second = Credential.objects.latest("pk")
    assert (second.number, is_revoked(first), is_revoked(second)) == ("9/QĐ", True, False)
    remove_group_recognition(recognition, actor=None)
    assert is_revoked(second)
    assert "Đã thu hồi" in client.get(f"/verify/{second.code}").content.decode()


def test_the_paper_carries_its_credential_and_its_code_the_signed_text(world: World) -> None:
    title = recognised(world)
    content = paper_of(Certificate.objects.get(title=title)).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        inside = json.loads(pdf.attachments["chung-nhan.json"].get_file().read_bytes())
        assert pdf.Root.AF is not None
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("3", "B", "1")
        assert pdf.check_pdf_syntax() == []
    credential = credential_of(title)
    assert inside["id"].endswith(credential.code)
    assert inside["credentialSubject"]["identifier"][0]["identityHash"] == world.lan.name


def test_who_is_erased_leaves_no_name_in_credentials(world: World, client: Client) -> None:
    credential = credential_of(recognised(world))
    words = next(kind for kind in KINDS if kind.erase is not None)
    person = Person((world.lan.pk,))
    assert words.held is not None
    assert words.erase is not None
    assert (words.held(person), words.erase(person), words.held(person)) == (1, 1, 0)
    credential.refresh_from_db()
    assert (credential.holder, credential.payload) == (NAMELESS, "")
    assert client.get(f"/credentials/{credential.code}").status_code == 404
