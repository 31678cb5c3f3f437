"""Evidence: text, link or file, its type told by content and its size limited."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import TestCase

from hieuhoc.assessment.actions import add_evidence, remove_evidence, rewrite_evidence
from hieuhoc.assessment.files import MAX_BYTES
from hieuhoc.assessment.models import Dossier, Evidence
from hieuhoc.audit.reads import history_of
from hieuhoc.criteria.models import Criterion
from hieuhoc.documents.actions import read_file, store_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.cleaning_child import media_type
from hieuhoc.lib.errors import Refusal
from tests.assessment.makers import make_dossier, make_submitted
from tests.cast import World
from tests.lib.strangers_files import HEIC, opens_with_script, pdf, picture, position_in
from tests.refusals import refused

PNG = picture("PNG")


@pytest.fixture
def dossier(world: World) -> Dossier:
    return make_dossier(world.lan, world.round, actor=world.lan_user)


@pytest.fixture
def criterion(world: World) -> Criterion:
    return world.round.version.criteria.get(position=1)


def test_a_photo_is_kept_encrypted_and_read_back(world: World, dossier: Dossier, criterion: Criterion) -> None:
    evidence = add_evidence(dossier, criterion, content=PNG, file_name="anh.pdf", actor=world.lan_user)
    assert evidence.document is not None
    assert evidence.document.media_type == "image/png"
    assert evidence.document.file_name == "anh.png"
    assert read_file(evidence.document).startswith(PNG[:8])
    assert PNG[:8] not in (Path(settings.DATA_DIR) / evidence.document.path).read_bytes()


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<svg onload='x'>", b"PK\x03\x04", b"<html>", b""])
def test_other_types_are_refused_whatever_their_name(
    world: World, dossier: Dossier, criterion: Criterion, content: bytes
) -> None:
    with pytest.raises(Refusal, match="Loại tệp"):
        add_evidence(dossier, criterion, content=content, file_name="anh.png", actor=world.lan_user)


def test_a_file_that_carries_code_is_refused(world: World, dossier: Dossier, criterion: Criterion) -> None:
    with refused("active_file", match="mã chạy được"):
        add_evidence(dossier, criterion, content=pdf(opens_with_script), file_name="a.pdf", actor=world.lan_user)
    assert not Document.objects.exists()


def test_a_photo_of_a_phone_is_kept_as_a_jpeg_without_where_it_was_taken(
    world: World, dossier: Dossier, criterion: Criterion
) -> None:
    evidence = add_evidence(
        dossier, criterion, content=HEIC.read_bytes(), file_name="IMG_2741.HEIC", actor=world.lan_user
    )
    assert evidence.document is not None
    assert (evidence.document.media_type, evidence.document.file_name) == ("image/jpeg", "IMG_2741.jpg")
    assert position_in(read_file(evidence.document)) == {}


def test_words_and_a_file_are_one_piece(world: World, dossier: Dossier, criterion: Criterion) -> None:
    evidence = add_evidence(
        dossier, criterion, text="Giấy khen của xã", content=PNG, file_name="a.png", actor=world.lan_user
    )
    assert (evidence.kind, evidence.text) == (Evidence.Kind.FILE, "Giấy khen của xã")
    assert evidence.document is not None
    linked = add_evidence(dossier, criterion, text="Bài báo", link="https://a.vn/b", actor=world.lan_user)
    assert (linked.kind, linked.text, linked.link) == (Evidence.Kind.LINK, "Bài báo", "https://a.vn/b")


def test_nothing_at_all_and_two_things_at_once_are_refused(
    world: World, dossier: Dossier, criterion: Criterion
) -> None:
    with refused("no_piece"):
        add_evidence(dossier, criterion, text="  ", actor=world.lan_user)
    with refused("one_piece_each"):
        add_evidence(dossier, criterion, link="https://a.vn", content=PNG, actor=world.lan_user)


def test_a_file_over_ten_megabytes_is_refused_with_its_size(
    world: World, dossier: Dossier, criterion: Criterion
) -> None:
    with pytest.raises(Refusal, match="10,0 MB; tối đa 10 MB"):
        add_evidence(dossier, criterion, content=PNG + b"0" * MAX_BYTES, file_name="anh.png", actor=world.lan_user)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x.vn/a", "baodaklak.vn", "https://"])
def test_a_link_is_a_web_address(world: World, dossier: Dossier, criterion: Criterion, link: str) -> None:
    with pytest.raises(Refusal, match="https"):
        add_evidence(dossier, criterion, link=link, actor=world.lan_user)


def test_the_same_evidence_twice_is_one(world: World, dossier: Dossier, criterion: Criterion) -> None:
    for more in ({"text": "Đọc sách ở nhà văn hoá"}, {"content": PNG, "file_name": "a.png"}):
        first = add_evidence(dossier, criterion, actor=world.lan_user, **more)
        assert add_evidence(dossier, criterion, actor=world.lan_user, **more) == first


def test_a_sixth_piece_for_one_criterion_is_refused(world: World, dossier: Dossier, criterion: Criterion) -> None:
    for number in range(5):
        add_evidence(dossier, criterion, text=f"Việc {number}", actor=world.lan_user)
    with pytest.raises(Refusal, match="tối đa 5"):
        add_evidence(dossier, criterion, text="Việc khác", actor=world.lan_user)


def test_a_submitted_dossier_keeps_its_evidence(world: World, criterion: Criterion) -> None:
    dossier = make_submitted(world.lan, world.round)
    with pytest.raises(Refusal, match="Chờ xét"):
        add_evidence(dossier, criterion, text="Thêm", actor=world.lan_user)


def test_what_was_removed_is_gone_from_the_disk_and_only_that_it_was_there_is_kept(
    world: World, dossier: Dossier, criterion: Criterion, django_capture_on_commit_callbacks: Any
) -> None:
    evidence = add_evidence(dossier, criterion, text="Giấy khen", content=PNG, file_name="a", actor=world.lan_user)
    assert evidence.document is not None
    kept = Path(settings.DATA_DIR) / evidence.document.path
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        removed = remove_evidence(evidence, actor=world.lan_user)
        assert kept.exists(), "until the deed is done for good"
    assert not kept.exists()
    assert (removed.text, removed.document) == ("", None)
    assert removed.removed_at is not None
    assert not Document.objects.exists()
    assert dossier.evidence.filter(removed_at__isnull=True).count() == 0
    assert history_of("dossier", dossier.pk)[0].deed == "assessment.remove_evidence"


def test_the_type_is_told_by_content() -> None:
    heads = {b"%PDF-1.7": "application/pdf", b"\xff\xd8\xff\xe0": "image/jpeg", b"\0\0\0\x18ftypheic": "image/heic"}
    assert {head: media_type(head) for head in heads} == heads
    assert media_type(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"


def kept_as_it_came(dossier: Dossier, criterion: Criterion, content: bytes) -> Evidence:
    """As releases before this one stored a file."""
    stored = store_file(content, kind="evidence", file_name="anh.jpg", media_type="image/jpeg")
    Document.objects.filter(pk=stored.pk).update(created_at="2026-01-02T00:00:00Z")
    return Evidence.objects.create(dossier=dossier, criterion=criterion, kind=Evidence.Kind.FILE, document=stored)


def test_files_stored_before_lose_what_is_not_seen_and_others_are_left(dossier: Dossier, criterion: Criterion) -> None:
    old = kept_as_it_came(dossier, criterion, picture("JPEG", with_position=True))
    active = kept_as_it_came(dossier, criterion, pdf(opens_with_script))
    new = add_evidence(dossier, criterion, content=PNG, file_name="anh.png", actor=None)
    said = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("clean_evidence", before=date(2026, 6, 1), stdout=said, stderr=StringIO())
    assert said.getvalue() == "1 files written anew, 1 left as they were\n"
    before = {piece.pk: document_of(piece) for piece in (old, active, new)}
    after = {piece.pk: document_of(piece) for piece in Evidence.objects.select_related("document")}
    assert position_in(read_file(after[old.pk])) == {}
    assert not (Path(settings.DATA_DIR) / before[old.pk].path).exists(), "the old bytes are gone from the disk"
    assert [after[pk] == before[pk] for pk in (old.pk, active.pk, new.pk)] == [False, True, True]


def document_of(piece: Evidence) -> Document:
    assert piece.document is not None
    return piece.document


def test_a_file_written_anew_is_on_record(dossier: Dossier, criterion: Criterion) -> None:
    old = kept_as_it_came(dossier, criterion, picture("JPEG", with_position=True))
    assert rewrite_evidence(old, actor=None).document != old.document
    assert history_of("dossier", dossier.pk)[0].deed == "assessment.rewrite_evidence"
