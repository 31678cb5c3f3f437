"""The signed decision stands beside the version it put in force, for everybody to read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hieuhoc.criteria.actions import attach_promulgation, draft_version
from hieuhoc.criteria.models import PromulgationPaper
from hieuhoc.documents.actions import read_file
from hieuhoc.documents.models import Document
from tests.cast import World
from tests.lib.strangers_files import picture
from tests.recognition.test_originals import scan
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_the_province_attaches_it_and_anybody_takes_it_along(world: World, client: Client) -> None:
    version = world.round.version
    shown = reverse("public:criteria-version", args=[version.pk])
    address = reverse("public:criteria-decision", args=[version.pk])
    assert address not in client.get(shown).text
    assert client.get(address).status_code == 404
    client.force_login(world.hoa)
    sent = {"file": SimpleUploadedFile("qd.pdf", scan(author="Nguyễn Văn A"), "application/pdf")}
    page = client.post(reverse("office:criteria-paper", args=[version.pk]), sent, follow=True).text
    assert "ai đọc bộ tiêu chí cũng tải được" in page
    assert address in page
    client.logout()
    assert address in client.get(shown).text
    answer = client.get(address)
    assert answer.content.startswith(b"%PDF")
    assert b"Nguy" not in answer.content, "a scan is written anew"


def test_another_one_takes_its_place(world: World) -> None:
    first = attach_promulgation(world.round.version, scan(), file_name="cu.pdf", actor=world.hoa)
    signed = scan() + b"% /ByteRange [0 1 2 3]"
    second = attach_promulgation(world.round.version, signed, file_name="moi.pdf", actor=world.hoa)
    assert PromulgationPaper.objects.get() == second
    assert not Document.objects.filter(pk=first.document_id).exists()
    assert read_file(second.document) == signed, "a file signed by certificate stays as it is"


def test_only_of_what_is_promulgated_and_only_a_paper(world: World) -> None:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    with refused("not_in_force"):
        attach_promulgation(draft, scan(), file_name="qd.pdf", actor=world.hoa)
    with refused("not_a_pdf"):
        attach_promulgation(world.round.version, picture("PNG"), file_name="qd.png", actor=world.hoa)
    with refused("too_large"):
        attach_promulgation(world.round.version, b"%PDF" + b" " * 26 * 2**20, file_name="qd.pdf", actor=world.hoa)
    with pytest.raises(PermissionDenied):
        attach_promulgation(world.round.version, scan(), file_name="qd.pdf", actor=world.minh)
