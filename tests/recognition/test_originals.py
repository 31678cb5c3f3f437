"""The scan of a signed decision, as the office keeps it and as whoever checks a certificate sees it."""

import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hieuhoc.recognition.actions import attach_original, remove_original
from hieuhoc.recognition.actions.originals import MAX_BYTES, refuse_size
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.reads import public_original, verify
from tests.cast import World
from tests.lib.strangers_files import picture
from tests.recognition.test_recognise import recognised
from tests.refusals import refused


@pytest.fixture
def decision(world: World) -> Decision:
    return recognised(world).decision


def scan(*, script: str = "", author: str = "") -> bytes:
    """One page as a scanner makes it."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        if author:
            pdf.docinfo["/Author"] = author
            with pdf.open_metadata() as notes:
                notes["dc:creator"] = [author]
        if script:
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        pdf.save(target)
    return target.getvalue()


def code_of(decision: Decision) -> str:
    return str(decision.titles.get().certificate.code)


def test_who_checks_a_certificate_sees_the_scan_that_is_open_to_all(
    decision: Decision, world: World, client: Client
) -> None:
    code = code_of(decision)
    address = reverse("public:verify-original", args=[code])
    assert client.get(address).status_code == 404
    assert not verify(code).has_original
    client.force_login(world.minh)
    form = reverse("office:original-attach", args=[decision.pk])
    sent = {"file": SimpleUploadedFile("qd.pdf", scan(author="Máy quét"), "application/pdf"), "is_public": "yes"}
    assert client.post(form, sent).status_code == 302
    assert "Mọi người xem được" in client.get(reverse("office:decision", args=[decision.pk])).content.decode()
    stranger = Client()
    assert address in stranger.get(reverse("public:verify-code", args=[code])).content.decode()
    answer = stranger.get(address)
    assert answer.content.startswith(b"%PDF-")
    assert "Máy quét".encode("utf-16-be") not in answer.content
    assert client.get(reverse("office:decision-original", args=[decision.pk])).content == answer.content


def test_a_scan_for_officers_only_is_shown_to_no_stranger(decision: Decision, world: World, client: Client) -> None:
    attach_original(decision, scan(), file_name="qd.pdf", is_public=False, actor=world.minh)
    assert public_original(code_of(decision)) is None
    assert client.get(reverse("public:verify-original", args=[code_of(decision)])).status_code == 404


def test_another_scan_takes_the_place_of_the_first_and_one_taken_off_is_gone(decision: Decision, world: World) -> None:
    first = attach_original(decision, scan(), file_name="1.pdf", is_public=True, actor=world.minh)
    second = attach_original(decision, scan(), file_name="2.pdf", is_public=True, actor=world.minh)
    first.refresh_from_db()
    assert first.removed_at is not None
    assert public_original(code_of(decision)) == second
    with refused("no_reason"):
        remove_original(second, reason="", actor=world.minh)
    remove_original(second, reason="Quét nhầm trang", actor=world.minh)
    assert remove_original(second, reason="Lần nữa", actor=world.minh).removal_reason == "Quét nhầm trang"
    assert public_original(code_of(decision)) is None


def test_what_runs_is_no_pdf_or_is_too_large_is_refused(decision: Decision, world: World) -> None:
    def attach(content: bytes) -> None:
        attach_original(decision, content, file_name="a", is_public=True, actor=world.minh)

    with refused("active_file"):
        attach(scan(script="app.alert(1)"))
    with refused("not_a_pdf"):
        attach(picture("PNG"))
    with refused("original_too_large"):
        refuse_size(MAX_BYTES + 1)
    with pytest.raises(PermissionDenied):
        attach_original(decision, scan(), file_name="a", is_public=True, actor=world.son)
