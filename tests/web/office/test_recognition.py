"""From who passed to a decision, certificates and a revoked title, as office pages."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from procrastinate.contrib.django.models import ProcrastinateJob

from hieuhoc.audit.models import Reading
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.models import Group
from hieuhoc.places.models import Tier
from hieuhoc.recognition.actions import issue_decision, make_proposal, send_proposal
from hieuhoc.recognition.documents import render_waiting
from hieuhoc.recognition.models import Certificate, Decision, GroupRecognition, Proposal, SigningDefault, Title
from hieuhoc.recognition.rules import DecisionText
from hieuhoc.sheets.exports import write_export_file
from hieuhoc.sheets.models import Export
from tests.assessment.makers import make_passed, make_unit
from tests.cast import World
from tests.places.small_map import put

pytestmark = pytest.mark.django_db


def words() -> dict[str, str]:
    return {
        "number": "12/QĐ-UBND",
        "signed_on": timezone.localdate().isoformat(),
        "issuer": "UBND xã Cư Né",
        "signatory": "Nguyễn Văn A",
        "signatory_title": "Chủ tịch",
        "legal_basis": "Quyết định 324/QĐ-KHVN",
    }


@pytest.fixture
def minh(world: World, client: Client) -> Client:
    client.force_login(world.minh)
    return client


@pytest.fixture
def hoa(world: World) -> Client:
    client = Client()
    client.force_login(world.hoa)
    return client


def sent(world: World) -> Proposal:
    make_passed(world.lan, world.round)
    return send_proposal(make_proposal(world.round, world.commune, actor=None), actor=None)


def issued(world: World) -> Decision:
    text = DecisionText(**words() | {"signed_on": timezone.localdate()})  # type: ignore[arg-type]
    return issue_decision(sent(world), text, actor=None)


def asked(world: World, **more: Any) -> dict[str, str]:
    return {"round": public_id("round", world.round.pk), "place": public_id("place", world.commune.pk), **more}


def test_a_list_is_made_of_who_passed_then_sent(world: World, minh: Client) -> None:
    make_passed(world.lan, world.round)
    assert "Cư Né" in minh.get(reverse("office:proposal-new")).content.decode()
    minh.post(reverse("office:proposal-new"), asked(world))
    made = Proposal.objects.get()
    record = reverse("office:proposal", args=[made.pk])
    assert escape(world.lan.name) in minh.get(record).content.decode()
    minh.post(reverse("office:proposal-send", args=[made.pk]), {"edition": made.edition})
    made.refresh_from_db()
    assert made.status == Proposal.Status.SENT
    assert "Cư Né" in minh.get(reverse("office:proposal-list"), {"status": "sent"}).content.decode()


def test_a_unit_makes_its_own_list(world: World, minh: Client) -> None:
    school = make_unit("Trường tiểu học Cư Né", world.commune)
    make_passed(world.lan, world.round, unit=school)
    assert "Trường tiểu học Cư Né" in minh.get(reverse("office:proposal-new")).content.decode()
    minh.post(reverse("office:proposal-new"), asked(world, unit=public_id("unit", school.pk)))
    assert Proposal.objects.get().unit == school


def test_who_is_struck_stays_with_the_reason_and_can_come_back(world: World, minh: Client) -> None:
    make_passed(world.lan, world.round)
    made = make_proposal(world.round, world.commune, actor=None)
    line = made.lines.get()
    minh.post(reverse("office:line-strike", args=[line.pk]), {"reason": "Chuyển đi"})
    record = reverse("office:proposal", args=[made.pk])
    assert "Chuyển đi" in minh.get(record).content.decode()
    minh.post(reverse("office:line-restore", args=[line.pk]))
    line.refresh_from_db()
    assert not line.is_struck


def test_the_province_sends_a_list_back(world: World, hoa: Client) -> None:
    made = sent(world)
    given = {"edition": made.edition, "note": "Thiếu ngày sinh"}
    hoa.post(reverse("office:proposal-return", args=[made.pk]), given)
    assert "Thiếu ngày sinh" in hoa.get(reverse("office:proposal", args=[made.pk])).content.decode()


def test_a_decision_is_checked_before_it_is_issued(world: World, hoa: Client) -> None:
    made = sent(world)
    address = reverse("office:decision-new", args=[made.pk])
    assert "Căn cứ pháp lý" in hoa.get(address).content.decode()
    given = {**words(), "edition": made.edition}
    check = hoa.post(address, given).content.decode()
    assert "Kiểm tra trước khi ban hành" in check
    assert "12/QĐ-UBND" in check
    assert not Decision.objects.exists()
    again = hoa.post(address, {**given, "again": "1"}).content.decode()
    assert 'value="12/QĐ-UBND"' in again
    assert not Decision.objects.exists()
    done = hoa.post(address, {**given, "confirmed": "1"})
    found = Decision.objects.get()
    assert done.url == reverse("office:decision", args=[found.pk])  # type: ignore[attr-defined]
    assert escape(world.lan.name) in hoa.get(done.url).content.decode()  # type: ignore[attr-defined]


def test_an_impossible_day_is_refused_and_nothing_typed_is_lost(world: World, hoa: Client) -> None:
    made = sent(world)
    wrong = {**words(), "signed_on": "2099-01-01", "edition": made.edition}
    for sent_as in ({}, {"confirmed": "1"}):
        page = hoa.post(reverse("office:decision-new", args=[made.pk]), {**wrong, **sent_as}).content.decode()
        assert (
            f"sau hôm nay; chọn ngày từ 01/01/{timezone.localdate().year} đến {timezone.localdate():%d/%m/%Y}" in page
        )
        assert "Nguyễn Văn A" in page
        assert "Kiểm tra trước khi ban hành" not in page
    bare = hoa.post(reverse("office:decision-new", args=[made.pk]), {**words(), "number": "/QĐ-UBND"}).content.decode()
    assert "còn thiếu phần số" in bare
    assert not Decision.objects.exists()


def test_a_commune_officer_may_not_decide(world: World, minh: Client) -> None:
    made = sent(world)
    assert minh.get(reverse("office:decision-new", args=[made.pk])).status_code == 403


def test_certificates_come_one_by_one_and_all_together(world: World, minh: Client) -> None:
    found = issued(world)
    render_waiting(found.pk)
    one = minh.get(reverse("office:certificate", args=[found.titles.get().pk]))
    assert one.content.startswith(b"%PDF")
    every = minh.get(reverse("office:certificate-all", args=[found.pk]))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(every.streaming_content)))  # type: ignore[attr-defined]
    assert len(packed.namelist()) == 1
    assert packed.read(packed.namelist()[0]) == one.content


def test_many_certificates_are_packed_by_a_job(world: World, minh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = issued(world)
    render_waiting(found.pk)
    monkeypatch.setattr("hieuhoc.web.office.recognition.exports.FEW", 0)
    assert minh.get(reverse("office:certificate-all", args=[found.pk])).headers["Location"] == reverse(
        "office:export-list"
    )
    export = Export.objects.get()
    write_export_file(export)
    answer = minh.get(reverse("office:export-file", args=[export.pk]))
    assert answer.headers["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert len(packed.namelist()) == 1
    reading = Reading.objects.get(purpose="recognition.read_certificate", subject_kind="decision")
    assert (reading.subject_id, reading.person_count) == (found.pk, 1)


def test_a_title_is_taken_back_by_a_decision_with_its_reason(world: World, hoa: Client) -> None:
    title = issued(world).titles.get()
    given = {**words(), "number": "99/QĐ-UBND", "reason": "Khai không đúng", "confirmed": "1"}
    hoa.post(reverse("office:title-revoke", args=[title.pk]), given)
    title.refresh_from_db()
    assert title.revoked_on == timezone.localdate()
    assert "Đã thu hồi" in hoa.get(reverse("office:decision", args=[title.decision_id])).content.decode()
    assert "99/QĐ-UBND" in hoa.get(reverse("office:decision-list"), {"kind": "revoke"}).content.decode()


def test_an_officer_of_another_commune_sees_no_list_decision_or_certificate(world: World, client: Client) -> None:
    found = issued(world)
    client.force_login(world.son)
    title = Title.objects.get()
    addresses = [
        reverse("office:proposal", args=[found.proposal_id]),
        reverse("office:decision", args=[found.pk]),
        reverse("office:certificate", args=[title.pk]),
        reverse("office:certificate-all", args=[found.pk]),
        reverse("office:title-revoke", args=[title.pk]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_a_clan_is_recognised_and_the_entry_can_be_taken_out(world: World, minh: Client) -> None:
    given = {
        "kind": "clan",
        "place": world.commune.pk,
        "code": "nie",
        "year": timezone.localdate().year,
        "status": "recognised",
        "decision_number": "7/QĐ",
    }
    minh.post(reverse("office:recognition-new"), given)
    found = GroupRecognition.objects.get(group=world.clan)
    shown = minh.get(reverse("office:recognition-list"))
    assert "Dòng họ Niê" in shown.content.decode()
    assert shown.context["places"] == {found.pk: "Xã Cư Né"}
    minh.post(reverse("office:recognition-remove", args=[found.pk]))
    assert not GroupRecognition.objects.exists()


def test_a_family_is_found_by_its_code_in_whichever_village_it_lives(world: World, minh: Client) -> None:
    other = put("Buôn Mới", Tier.VILLAGE, world.commune)
    given = {
        "kind": "family",
        "place": world.commune.pk,
        "code": "h01",
        "year": timezone.localdate().year,
        "status": "registered",
    }
    common = {"kind": "family", "name": "Hộ", "folded_name": "ho", "code": "H01"}
    family = Group.objects.create(place=world.village, **common)
    minh.post(reverse("office:recognition-new"), given)
    assert GroupRecognition.objects.get().group == family
    namesake = Group.objects.create(place=other, **common)
    answer = minh.post(reverse("office:recognition-new"), given)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "error-summary" not in shown, "to look for somebody is no mistake"
    assert "2 nơi cùng mã" in shown
    offered = answer.context["form"].fields["chosen"].choices
    chosen = next(token for token, words in offered if "Buôn Mới" in words)
    minh.post(reverse("office:recognition-new"), given | {"chosen": chosen})
    assert GroupRecognition.objects.filter(group=namesake).exists()
    GroupRecognition.objects.all().delete()
    minh.post(reverse("office:recognition-new"), given | {"code": "H01, buôn mới"})
    assert GroupRecognition.objects.get().group == namesake


def test_villages_of_one_name_are_shown_to_choose_from(world: World, minh: Client) -> None:
    for _twice in range(2):
        put("Thôn Một", Tier.VILLAGE, world.commune)
    given = {"kind": "village", "place": world.commune.pk, "code": "thôn một", "year": timezone.localdate().year}
    answer = minh.post(reverse("office:recognition-new"), given | {"status": "registered"})
    assert answer.status_code == 200
    assert "2 nơi cùng mã" in answer.content.decode()
    assert not GroupRecognition.objects.exists()


def test_a_village_is_found_by_its_name_and_an_unknown_code_is_told(world: World, minh: Client) -> None:
    given = {
        "kind": "village",
        "place": world.commune.pk,
        "code": "buôn drăh",
        "year": timezone.localdate().year,
        "status": "registered",
    }
    minh.post(reverse("office:recognition-new"), given)
    assert GroupRecognition.objects.get().village == world.village
    answer = minh.post(reverse("office:recognition-new"), given | {"kind": "family", "code": "H99"})
    assert answer.status_code == 409
    assert "H99" in answer.content.decode()


def test_the_decision_shows_how_far_its_certificates_are_until_all_are_there(world: World, minh: Client) -> None:
    decision = issued(world)
    shown = minh.get(reverse("office:decision", args=[decision.pk])).content.decode()
    assert "In giấy chứng nhận" in shown
    address = reverse("office:certificate-printing", args=[decision.pk])
    assert address in shown
    assert "HX-Refresh" not in minh.get(address).headers
    render_waiting(decision.pk)
    assert minh.get(address).headers["HX-Refresh"] == "true"
    assert address not in minh.get(reverse("office:decision", args=[decision.pk])).content.decode()


def test_the_province_sets_what_decision_forms_start_with(world: World, hoa: Client) -> None:
    assert "chưa thấy trong nguồn" in hoa.get(reverse("office:signing-list")).content.decode()
    entry = {
        "place": world.province.pk,
        "issuer": "Ủy ban nhân dân {place}",
        "signatory_title": "Phó Chủ tịch",
        "signatory": "H Bliă Êban",
        "number_suffix": "/QĐ-UBND",
        "legal_basis": "Căn cứ Quyết định số {version}; căn cứ {khac}.",
        "commune_decides": "on",
        "source": "Công văn 15/UBND-VX",
    }
    hoa.post(reverse("office:signing-new"), entry)
    form = hoa.get(reverse("office:decision-new", args=[sent(world).pk])).content.decode()
    for words in ("Ủy ban nhân dân xã Cư Né", "H Bliă Êban", "324/QĐ-KHVN; căn cứ {khac}.", "Công văn 15/UBND-VX"):
        assert words in form
    made = SigningDefault.objects.get()
    assert made.commune_decides
    change = reverse("office:signing-change", args=[made.pk])
    refused = hoa.post(change, entry | {"issuer": "", "legal_basis": "Căn cứ mới"}).content.decode()
    assert "Căn cứ mới" in refused
    hoa.post(change, entry | {"signatory": "Y Thịnh Byă"})
    assert SigningDefault.objects.get().signatory == "Y Thịnh Byă"


def test_a_commune_officer_sets_no_such_thing(world: World, minh: Client) -> None:
    assert minh.get(reverse("office:signing-list")).status_code == 403
    assert reverse("office:signing-list") not in minh.get(reverse("office:decision-list")).content.decode()


def test_printing_that_stopped_is_started_again_from_the_page(world: World, minh: Client) -> None:
    decision = issued(world)
    Decision.objects.update(made_at=timezone.now() - timedelta(hours=1))
    address = reverse("office:certificate-print", args=[decision.pk])
    assert address in minh.get(reverse("office:decision", args=[decision.pk])).content.decode()
    assert "1 giấy chứng nhận còn thiếu" in minh.get(address).content.decode()
    jobs = ProcrastinateJob.objects.filter(task_name="recognition.render_certificates")
    before = jobs.count()
    minh.post(address)
    assert jobs.count() == before + 1


def test_who_asks_before_its_turn_gets_the_certificate_now(world: World, minh: Client) -> None:
    title = issued(world).titles.get()
    answer = minh.get(reverse("office:certificate", args=[title.pk]))
    assert answer.content.startswith(b"%PDF-")
    kept = Certificate.objects.get().document_id
    minh.get(reverse("office:certificate", args=[title.pk]))
    assert Certificate.objects.get().document_id == kept
    lan = Client()
    lan.force_login(world.lan_user)
    assert lan.get(reverse("citizen:certificate", args=[title.pk])).content == answer.content
