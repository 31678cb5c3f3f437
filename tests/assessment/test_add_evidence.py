"""Evidence: text, link or file, its type told by content and its size limited."""

from pathlib import Path

import pytest
from django.conf import settings

from hieuhoc.assessment.actions import add_evidence, remove_evidence
from hieuhoc.assessment.files import MAX_BYTES, media_type
from hieuhoc.assessment.models import Dossier
from hieuhoc.criteria.models import Criterion
from hieuhoc.documents.actions import read_file
from hieuhoc.lib.errors import Refusal
from tests.assessment.makers import make_dossier, make_submitted
from tests.cast import World

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


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
    assert read_file(evidence.document) == PNG
    assert PNG[:8] not in (Path(settings.DATA_DIR) / evidence.document.path).read_bytes()


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<svg onload='x'>", b"PK\x03\x04", b"<html>", b""])
def test_other_types_are_refused_whatever_their_name(
    world: World, dossier: Dossier, criterion: Criterion, content: bytes
) -> None:
    with pytest.raises(Refusal, match="Loại tệp"):
        add_evidence(dossier, criterion, content=content, file_name="anh.png", actor=world.lan_user)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        b"%PDF-1.7 << /Type /EmbeddedFile >>",
        b"%PDF-1.4 << /S /Launch /F (cmd.exe) >>",
        b"\xff\xd8\xff\xe0<script>alert(1)</script>",
    ],
)
def test_a_file_that_carries_code_or_other_files_is_refused(
    world: World, dossier: Dossier, criterion: Criterion, content: bytes
) -> None:
    with pytest.raises(Refusal, match="mã chạy được"):
        add_evidence(dossier, criterion, content=content, file_name="giay-khen.pdf", actor=world.lan_user)


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


def test_what_was_removed_is_kept_as_removed(world: World, dossier: Dossier, criterion: Criterion) -> None:
    evidence = add_evidence(dossier, criterion, text="Đọc sách", actor=world.lan_user)
    assert remove_evidence(evidence, actor=world.lan_user).removed_at is not None
    assert dossier.evidence.filter(removed_at__isnull=True).count() == 0


def test_the_type_is_told_by_content() -> None:
    heads = {b"%PDF-1.7": "application/pdf", b"\xff\xd8\xff\xe0": "image/jpeg", b"\0\0\0\x18ftypheic": "image/heic"}
    assert {head: media_type(head) for head in heads} == heads
    assert media_type(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
