"""A name corrected after printing: the paper stays what it is, a new one may be issued, each code says what its paper says."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hieuhoc.audit.models import Entry
from hieuhoc.documents.documents import CannotDraw, render_pdf
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import correct_citizen
from hieuhoc.people.actions.correct import facts_of
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Tier
from hieuhoc.recognition import documents
from hieuhoc.recognition.actions import issue_decision, make_proposal, reissue_certificate, send_proposal
from hieuhoc.recognition.documents import render_waiting
from hieuhoc.recognition.models import Certificate, Decision, ReplacedCertificate, Title
from hieuhoc.recognition.papers import merge
from hieuhoc.recognition.reads import TitleStanding, in_order_of_papers, old_names_of, verify
from hieuhoc.recognition.rules import DecisionText, numbered_files
from hieuhoc.recognition.tasks import render_certificates
from tests.assessment.makers import make_passed
from tests.cast import World
from tests.people.makers import add
from tests.places.small_map import put
from tests.recognition.test_recognise import recognised
from tests.refusals import refused

OLD, NEW = "H'Lan Niê", "H'Lan Niê Kđăm"


@pytest.fixture
def printed(world: World) -> Title:
    """Lan's title with its paper; then her name is corrected."""
    title = recognised(world)
    render_certificates(title.decision_id)
    correct_citizen(world.lan, replace(facts_of(world.lan), name=NEW), actor=world.minh)
    return Title.objects.get(pk=title.pk)


def code_of(title: Title) -> str:
    return Certificate.objects.get(title=title).code


def test_a_code_says_what_its_paper_says(printed: Title) -> None:
    answer = verify(code_of(printed))
    assert (answer.standing, answer.name, answer.is_corrected) == (TitleStanding.VALID, OLD, True)
    assert (answer.number, answer.signed_on) == (printed.decision.number, printed.decision.signed_on)


def test_the_new_paper_says_the_new_name_and_the_old_code_that_a_newer_one_exists(printed: Title, world: World) -> None:
    old = code_of(printed)
    reissue_certificate(printed, actor=world.minh)
    render_certificates(printed.decision_id)
    new = code_of(printed)
    assert new != old
    before, after = verify(old), verify(new)
    assert (before.standing, before.name) == (TitleStanding.REPLACED, OLD)
    assert before.replaced_on is not None
    assert (after.standing, after.name, after.is_corrected) == (TitleStanding.VALID, NEW, False)
    assert Entry.objects.filter(deed="recognition.reissue_certificate", subject_id=printed.pk).count() == 1
    assert Message.objects.filter(recipient=world.lan_user).exists()


def test_asked_twice_one_paper_is_issued(printed: Title, world: World) -> None:
    first = reissue_certificate(printed, actor=world.minh).code
    assert reissue_certificate(printed, actor=world.minh).code == first
    render_certificates(printed.decision_id)
    assert reissue_certificate(printed, actor=world.minh).code == first
    assert ReplacedCertificate.objects.count() == 1


def test_the_file_of_the_old_paper_is_gone(
    printed: Title, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    document = Certificate.objects.get(title=printed).document
    assert document is not None
    with django_capture_on_commit_callbacks(execute=True):
        reissue_certificate(printed, actor=world.minh)
    assert not (Path(settings.DATA_DIR) / document.path).exists()


def test_a_revoked_title_gets_no_new_paper_and_a_stranger_issues_none(printed: Title, world: World) -> None:
    with pytest.raises(PermissionDenied):
        reissue_certificate(printed, actor=world.son)
    Title.objects.update(revoked_on=printed.decision.signed_on)
    with refused("already_revoked"):
        reissue_certificate(printed, actor=world.minh)


def test_a_revoked_title_is_revoked_for_every_paper_of_it(printed: Title, world: World) -> None:
    old = code_of(printed)
    reissue_certificate(printed, actor=world.minh)
    Title.objects.update(revoked_on=printed.decision.signed_on)
    assert verify(old).standing == verify(code_of(printed)).standing == TitleStanding.REVOKED


def test_the_office_is_told_and_offered_the_new_paper(printed: Title, world: World, client: Client) -> None:
    assert old_names_of(world.minh) == 1
    assert old_names_of(world.son) == old_names_of(world.hoa) == 0  # the province does not look through all of them
    client.force_login(world.minh)
    assert reverse("office:reissue-list") in client.get(reverse("office:home")).content.decode()
    address = reverse("office:certificate-reissue", args=[printed.pk])
    for page in (reverse("office:reissue-list"), reverse("office:decision", args=[printed.decision_id])):
        assert address in client.get(page).content.decode()
    asked = client.get(address).content.decode()
    assert escape(OLD) in asked
    assert escape(NEW) in asked
    client.post(address)
    assert old_names_of(world.minh) == 0
    assert "Không có giấy nào ghi tên cũ" in client.get(reverse("office:reissue-list")).content.decode()


def test_the_public_page_tells_decision_and_newer_paper(printed: Title, world: World, client: Client) -> None:
    old = code_of(printed)
    page = client.get(f"/verify/{old}").content.decode()
    day = printed.decision.signed_on
    assert f"Quyết định số 112/QĐ-UBND ngày {day:%d/%m/%Y}" in page
    assert "đã được sửa sau khi in giấy này" in page
    reissue_certificate(printed, actor=world.minh)
    page = client.get(f"/verify/{old}").content.decode()
    assert "Đã thay bằng giấy mới" in page
    assert "giấy mới có mã khác" in page
    assert escape(OLD) in page
    assert escape(NEW) not in page
    assert code_of(printed) not in page


# Papers handed out by village and name.


@pytest.fixture
def many(world: World) -> Decision:
    """People of two villages, one of them counted ten."""
    tenth, second = (put(f"{number}", Tier.VILLAGE, world.commune, kind="Thôn") for number in (10, 2))
    for village, name in ((tenth, "Trần Văn An"), (second, "Lê Thị Đào"), (second, "Phạm Dũng"), (second, "Đỗ Ân")):
        make_passed(add(village, name, birth_date=None, birth_year=1980), world.round)
    sent = send_proposal(make_proposal(world.round, world.commune, actor=None), actor=None)
    today = sent.made_at.date()
    text = DecisionText("5/QĐ-UBND", today, "UBND xã Cư Né", "Y Blô", "Chủ tịch", "324/QĐ-KHVN")
    decision = issue_decision(sent, text, actor=None)
    render_waiting(decision.pk)
    return decision


IN_ORDER = ["Đỗ Ân", "Phạm Dũng", "Lê Thị Đào", "Trần Văn An"]


def ordered(decision: Decision) -> list[Certificate]:
    return in_order_of_papers(Certificate.objects.select_related("title__citizen", "document"), decision)


def test_papers_lie_by_village_then_by_given_name(many: Decision) -> None:
    assert [certificate.printed_name for certificate in ordered(many)] == IN_ORDER


def test_one_file_holds_a_page_for_each_in_that_order(
    many: Decision, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hieuhoc.recognition.papers.PAGES_AT_ONCE", 3)
    client.force_login(world.minh)
    answer = client.get(reverse("office:certificate-merged", args=[many.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with pikepdf.open(io.BytesIO(content)) as merged:
        assert len(merged.pages) == len(IN_ORDER)
        assert all(page.mediabox[2] > page.mediabox[3] for page in merged.pages)


def test_the_merged_pages_are_those_of_the_single_papers(many: Decision, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[dict[str, str]]] = []

    def kept(template: str, data: Any) -> bytes:
        seen.append(data["certificates"])
        return render_pdf(template, data)

    monkeypatch.setattr("hieuhoc.recognition.papers.render_pdf", kept)
    Citizen.objects.filter(name="Đỗ Ân").update(name="Tên Đã Sửa")
    certificates = ordered(many)
    merge(certificates, many, io.BytesIO())
    assert sorted(words["name"] for words in seen[0]) == sorted(IN_ORDER)
    assert {words["code"].replace("-", "") for words in seen[0]} == {certificate.code for certificate in certificates}


def packed(client: Client, decision: Decision) -> zipfile.ZipFile:
    answer = client.get(reverse("office:certificate-all", args=[decision.pk]))
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_packed_files_are_named_by_number_and_person(many: Decision, world: World, client: Client) -> None:
    client.force_login(world.minh)
    names = ["001-do-an.pdf", "002-pham-dung.pdf", "003-le-thi-dao.pdf", "004-tran-van-an.pdf"]
    assert packed(client, many).namelist() == names
    title = Title.objects.get(citizen__name="Đỗ Ân")
    one = client.get(reverse("office:certificate", args=[title.pk]))
    assert f'filename="5-qd-ubnd-do-an-{code_of(title)}.pdf"' in one.headers["Content-Disposition"]


def test_namesakes_and_names_of_odd_signs_have_files_of_their_own() -> None:
    assert numbered_files(["le-an", "le-an", ""]) == ["001-le-an.pdf", "002-le-an.pdf", "003.pdf"]


def test_a_lost_file_is_drawn_again_and_the_pack_says_so(many: Decision, world: World, client: Client) -> None:
    lost, _other, damaged, _last = ordered(many)
    for certificate, break_file in ((lost, Path.unlink), (damaged, lambda path: path.write_bytes(b"x"))):
        assert certificate.document is not None
        break_file(Path(settings.DATA_DIR) / certificate.document.path)
    client.force_login(world.minh)
    found = packed(client, many)
    assert len(found.namelist()) == len(IN_ORDER) + 1
    assert found.read("001-do-an.pdf").startswith(b"%PDF-")
    said = found.read("doc-truoc.txt").decode()
    assert "đã vẽ lại" in said
    assert "001-do-an.pdf" in said
    assert "003-le-thi-dao.pdf" in said
    assert "002" not in said


def test_one_that_cannot_be_drawn_is_named_and_the_others_are_packed(
    many: Decision, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = ordered(many)[0]
    assert lost.document is not None
    (Path(settings.DATA_DIR) / lost.document.path).unlink()

    def broken(template: str, data: Any, **more: Any) -> bytes:
        raise CannotDraw("no font")

    monkeypatch.setattr(documents, "render_pdf", broken)
    client.force_login(world.minh)
    found = packed(client, many)
    assert [name for name in found.namelist() if name.endswith(".pdf")] == [
        "002-pham-dung.pdf",
        "003-le-thi-dao.pdf",
        "004-tran-van-an.pdf",
    ]
    assert "001-do-an.pdf: Đỗ Ân" in found.read("doc-truoc.txt").decode()
