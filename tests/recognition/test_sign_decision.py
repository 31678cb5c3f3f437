"""A decision signed by the certificate of its issuer; scans and files signed elsewhere signed upon."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pytest_django import Settings

from hieuhoc.documents.actions import read_file
from hieuhoc.documents.pades_reading import signatures_of
from hieuhoc.recognition.actions import attach_original, sign_decision
from hieuhoc.recognition.models import Decision, Title
from tests.cast import World
from tests.documents.certificates import certified
from tests.documents.test_seals import seals_of
from tests.recognition.test_originals import scan
from tests.recognition.test_recognise import recognised
from tests.refusals import refused


@pytest.fixture
def decision(world: World) -> Decision:
    return recognised(world).decision


@pytest.fixture
def folder(decision: Decision, settings: Settings, tmp_path: Path) -> Path:
    settings.SIGNING_KEYS = str(certified().write(tmp_path, decision.issuer))
    return tmp_path


def told(content: bytes, folder: Path) -> list[tuple[bool, bool, bool]]:
    signatures = signatures_of(content, roots=str(folder / "root.pem"))
    return [(signature.is_intact, signature.is_whole, signature.is_trusted) for signature in signatures]


def test_the_decision_is_drawn_signed_and_becomes_the_original(
    decision: Decision, world: World, folder: Path, client: Client
) -> None:
    client.force_login(world.hoa)
    address = reverse("office:original-sign", args=[decision.pk])
    assert "Ký số" in client.get(reverse("office:decision", args=[decision.pk])).content.decode()
    assert client.post(address, {"is_public": "no"}).status_code == 302
    original = decision.originals.standing().get()
    assert (original.kind, original.is_public) == ("signed", False)
    content = read_file(original.document)
    assert told(content, folder) == [(True, True, True)]
    assert len(seals_of(content)) == 1
    (signature,) = signatures_of(content)
    assert (signature.signer, signature.is_trusted) == ("Ủy ban nhân dân xã Cư Né", False)


def test_a_scan_and_a_file_signed_before_are_signed_upon(decision: Decision, world: World, folder: Path) -> None:
    attach_original(decision, scan(), file_name="quet.pdf", is_public=True, actor=world.minh)
    signed = read_file(sign_decision(decision, is_public=True, actor=world.hoa).document)
    attach_original(decision, signed, file_name="noi-khac.pdf", is_public=True, actor=world.minh)
    twice = read_file(sign_decision(decision, is_public=True, actor=world.hoa).document)
    assert twice.startswith(signed)
    assert told(twice, folder) == [(True, True, True)] * 2
    assert not seals_of(twice), "a scan keeps no place for it"


def test_what_was_changed_after_it_was_signed_is_not_taken(
    decision: Decision, world: World, folder: Path, settings: Settings
) -> None:
    content = read_file(sign_decision(decision, is_public=False, actor=world.hoa).document)
    changed = content.replace(b"/Lang(vi)", b"/Lang(en)", 1)
    assert changed != content
    assert [intact for intact, _whole, _trusted in told(changed, folder)] == [False]

    def attach(given: bytes) -> str:
        return attach_original(decision, given, file_name="gui.pdf", is_public=False, actor=world.minh).kind

    with refused("broken_signature"):
        attach(changed)
    with refused("added_after_signing"):
        attach(with_a_page_more(content))
    with refused("signatures_unreadable"):
        attach(content.replace(b"/Contents <30", b"/Contents <ff", 1))
    assert attach(content) == "signed"
    assert read_file(decision.originals.standing().get().document) == content
    assert attach(scan() + b"% /ByteRange is not one") == "scan"
    settings.SIGNATURE_ROOTS = str(folder / "root.pem")
    assert attach(content) == "signed"
    certified("Cơ quan khác").write(folder, decision.issuer)  # another authority's root in place of the first
    with refused("untrusted_signer"):
        attach(content)


def with_a_page_more(content: bytes) -> bytes:
    """Behind the signed ones, by an increment, as an editor would."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    drawn = writer.add_object(StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=drawn, media_box=(0, 0, 10, 10)))  # type: ignore[no-untyped-call]
    target = BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]
    return target.getvalue()


def test_without_a_key_or_with_a_wrong_one_nothing_is_signed(
    decision: Decision, world: World, folder: Path, settings: Settings
) -> None:
    (folder / "office.pass").write_text("sai", encoding="utf-8")
    with refused("not_signed"):
        sign_decision(decision, is_public=False, actor=world.hoa)
    settings.SIGNING_KEYS = str(certified().write(folder, "Ủy ban nhân dân xã khác"))
    with refused("no_signing_key"):
        sign_decision(decision, is_public=False, actor=world.hoa)
    settings.SIGNING_KEYS = str(folder / "nowhere.toml")
    with refused("keys_unreadable"):
        sign_decision(decision, is_public=False, actor=world.hoa)
    with pytest.raises(PermissionDenied):
        sign_decision(decision, is_public=False, actor=world.minh)
    assert not decision.originals.exists()


def test_a_decision_that_names_nobody_is_signed_on_its_scan(decision: Decision, world: World, folder: Path) -> None:
    Title.objects.filter(decision=decision).update(dossier=None)
    with refused("nothing_to_sign"):
        sign_decision(decision, is_public=False, actor=world.hoa)
    attach_original(decision, scan(), file_name="quet.pdf", is_public=False, actor=world.minh)
    assert sign_decision(decision, is_public=False, actor=world.hoa).kind == "signed"
