"""Dossiers and rounds as office pages."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from hieuhoc.accounts.roles import Role
from hieuhoc.assessment.actions import (
    add_evidence,
    return_dossier,
    review_dossier,
)
from hieuhoc.assessment.models import Dossier, Evidence, Round
from hieuhoc.audit.models import Reading
from hieuhoc.documents import layout
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.lib.opaque import public_id
from hieuhoc.privacy.models import Consent
from tests.assessment.makers import EIGHTY, make_dossier, make_submitted
from tests.cast import World, officer
from tests.counting import asked_anew
from tests.documents.pdf_layout import text_of
from tests.documents.test_official_papers import docx_text
from tests.lib.strangers_files import opens_with_script, pdf, picture
from tests.people.makers import make_citizen

pytestmark = pytest.mark.django_db
LIST = "office:dossier-list"


@pytest.fixture
def minh(world: World, client: Client) -> Client:
    client.force_login(world.minh)
    return client


def points(dossier: Dossier, *, changed: dict[str, Any] | None = None) -> dict[str, Any]:
    given = {f"points_{position}": 8 for position in range(1, 11)}
    return {"edition": dossier.edition, **given, **(changed or {})}


def test_the_list_shows_what_waits_and_logs_the_reading(world: World, minh: Client) -> None:
    make_submitted(world.lan, world.round)
    make_dossier(make_citizen("Y Bin Niê", world.village), world.round)
    page = minh.get(reverse(LIST)).content.decode()
    assert escape(world.lan.name) in page
    assert "Y Bin Niê" not in page
    assert "Y Bin Niê" in minh.get(reverse(LIST), {"status": "all"}).content.decode()
    assert Reading.objects.filter(actor=world.minh, person_count=1).exists()


def test_the_list_costs_the_same_for_five_and_for_fifty(world: World, minh: Client) -> None:
    counts = []
    for many in (5, 45):
        for number in range(many):
            make_submitted(make_citizen(f"Người {many} {number}", world.village), world.round)
        with asked_anew() as caught:
            assert minh.get(reverse(LIST)).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 24


def test_a_dossier_that_waits_shows_the_points_its_person_gave(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    own = sum(given or 0 for given in dossier.self_points)
    assert f"{own} (tự chấm)" in minh.get(reverse(LIST)).content.decode()


def test_the_export_holds_the_rows_of_the_list(world: World, minh: Client) -> None:
    make_submitted(world.lan, world.round)
    answer = minh.get(reverse("office:dossier-export"), {"status": "submitted"})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    heads, lan = openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    said = dict(zip(heads, lan, strict=True))
    assert (said["Họ và tên"], said["Ngày sinh"]) == (world.lan.name, "06/05/1990")
    assert "Buôn Drăh, Xã Cư Né" in str(said["Nơi cư trú"])


def test_an_officer_of_another_commune_sees_nothing(world: World, client: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    client.force_login(world.son)
    for name in ("dossier", "dossier-review", "dossier-scores", "dossier-return", "dossier-submit"):
        assert client.get(reverse(f"office:{name}", args=[dossier.pk])).status_code == 404
    assert escape(world.lan.name) not in client.get(reverse(LIST), {"status": "all"}).content.decode()


def test_an_officer_opens_a_dossier_with_the_consent_given_on_paper(world: World, minh: Client) -> None:
    group = world.round.version.applicant_groups.order_by("position")[0]
    address = reverse("office:dossier-new", args=[world.lan.pk])
    assert minh.get(address).status_code == 200
    answer = minh.post(address, {"group": f"{world.round.pk}:{group.pk}", "unit": "", "consent_way": "paper"})
    dossier = Dossier.objects.get(citizen=world.lan)
    assert answer.url == reverse("office:dossier", args=[dossier.pk])  # type: ignore[attr-defined]
    assert dossier.is_assisted
    assert Consent.objects.get(citizen=world.lan).way == Consent.Way.PAPER


def test_without_consent_the_refusal_is_said_above_the_form(world: World, minh: Client) -> None:
    group = world.round.version.applicant_groups.order_by("position")[0]
    address = reverse("office:dossier-new", args=[world.lan.pk])
    answer = minh.post(address, {"group": f"{world.round.pk}:{group.pk}", "unit": "", "consent_way": ""})
    assert answer.status_code == 409
    assert not Dossier.objects.exists()


def test_points_are_saved_then_the_dossier_is_sent(world: World, minh: Client) -> None:
    dossier = make_dossier(world.lan, world.round)
    minh.post(reverse("office:dossier-scores", args=[dossier.pk]), points(dossier))
    dossier.refresh_from_db()
    assert dossier.self_points == EIGHTY
    minh.post(reverse("office:dossier-submit", args=[dossier.pk]), {"edition": dossier.edition})
    dossier.refresh_from_db()
    assert dossier.status == Dossier.Status.SUBMITTED
    assert "đang chờ xét" in minh.get(reverse("office:dossier", args=[dossier.pk])).content.decode()


def test_a_review_with_changed_points_keeps_the_reason(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    address = reverse("office:dossier-review", args=[dossier.pk])
    assert "Tự chấm" in minh.get(address).content.decode()
    bare = minh.post(address, points(dossier, changed={"points_1": 9})).content.decode()
    assert "Điểm đổi từ 8 thành 9; ghi lý do" in bare
    assert 'id="id_reason_1-error"' in bare or 'href="#id_reason_1"' in bare
    assert Dossier.objects.get().status == Dossier.Status.SUBMITTED
    minh.post(address, points(dossier, changed={"points_1": 9, "reason_1": "Đọc sách mỗi ngày"}))
    dossier.refresh_from_db()
    assert (dossier.status, dossier.total) == (Dossier.Status.PASSED, 81)
    assert "Đọc sách mỗi ngày" in minh.get(reverse("office:dossier", args=[dossier.pk])).content.decode()


def test_the_form_of_a_dossier_says_its_points_on_paper(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    review_dossier(dossier, [9, *[8] * 9], reasons={1: "Có sổ học tập"}, actor=world.minh)
    address = reverse("office:dossier-form", args=[dossier.pk])
    docx_file = minh.get(reverse("office:dossier-form-docx", args=[dossier.pk])).content
    assert layout.faults_of(docx_file) == []
    for words in (text_of(minh.get(address).content), docx_text(docx_file)):
        assert world.lan.name in words
        assert all(said in words for said in ("Tổng điểm", "81", "Có sổ học tập"))
        assert "Đủ điều kiện." in words
    assert Reading.objects.filter(actor=world.minh, purpose="assessment.read_dossiers", person_count=1).count() == 2


def test_the_second_of_two_officers_is_told_who_was_first(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    seen = points(dossier)
    review_dossier(dossier, EIGHTY, actor=world.hoa)
    answer = minh.post(reverse("office:dossier-review", args=[dossier.pk]), seen)
    assert answer.status_code == 409
    assert "Hoà" in answer.content.decode()


def test_a_note_that_is_refused_stays_typed(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    seen = {"edition": dossier.edition, "note": "Thiếu minh chứng chỉ số 3"}
    review_dossier(dossier, EIGHTY, actor=world.hoa)
    answer = minh.post(reverse("office:dossier-return", args=[dossier.pk]), seen)
    assert answer.status_code == 409
    assert "Thiếu minh chứng chỉ số 3" in answer.content.decode()


def test_a_dossier_goes_back_with_a_note(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    address = reverse("office:dossier-return", args=[dossier.pk])
    minh.post(address, {"edition": dossier.edition, "note": "Thiếu minh chứng chỉ số 3"})
    assert "Thiếu minh chứng chỉ số 3" in minh.get(reverse("office:dossier", args=[dossier.pk])).content.decode()


def test_a_dossier_can_be_withdrawn(world: World, minh: Client) -> None:
    dossier = make_dossier(world.lan, world.round)
    minh.post(reverse("office:dossier-withdraw", args=[dossier.pk]), {"edition": dossier.edition})
    dossier.refresh_from_db()
    assert dossier.status == Dossier.Status.WITHDRAWN


def test_evidence_is_added_shown_and_taken_out(world: World, minh: Client) -> None:
    dossier = make_dossier(world.lan, world.round)
    minh.post(reverse("office:evidence-new", args=[dossier.pk, 3]), {"text": "Đọc báo mỗi sáng"})
    evidence = Evidence.objects.get()
    assert evidence.criterion.position == 3
    record = reverse("office:dossier", args=[dossier.pk])
    assert "Đọc báo mỗi sáng" in minh.get(record).content.decode()
    minh.post(reverse("office:evidence-remove", args=[evidence.pk]))
    assert "Đọc báo mỗi sáng" not in minh.get(record).content.decode()


def test_a_file_comes_back_as_it_was_and_not_to_strangers(world: World, minh: Client) -> None:
    dossier = make_dossier(world.lan, world.round)
    image = picture("PNG")
    from_officer = {"file": SimpleUploadedFile("anh.png", image)}
    minh.post(reverse("office:evidence-new", args=[dossier.pk, 1]), from_officer)
    address = reverse("office:evidence", args=[Evidence.objects.get().pk])
    answer = minh.get(address)
    assert answer.content == clean(image).content
    assert 'filename="minh-chung-1.png"' in answer.headers["Content-Disposition"]
    minh.force_login(world.son)
    assert minh.get(address).status_code == 404


def test_a_refused_file_is_named_and_the_words_typed_beside_it_stay(world: World, minh: Client) -> None:
    dossier = make_dossier(world.lan, world.round)
    file = SimpleUploadedFile("giay-khen.pdf", pdf(opens_with_script), "application/pdf")
    answer = minh.post(reverse("office:evidence-new", args=[dossier.pk, 1]), {"text": "Khen năm 2025", "file": file})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Tệp đã chọn: giay-khen.pdf" in page
    assert "Khen năm 2025" in page


def test_a_file_too_large_is_told_before_it_is_read(world: World, minh: Client) -> None:
    dossier = make_dossier(world.lan, world.round)
    large = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(10 * 1024 * 1024), "image/png")
    answer = minh.post(reverse("office:evidence-new", args=[dossier.pk, 1]), {"text": "", "file": large})
    assert answer.status_code == 409
    assert "10,0 MB; tối đa 10 MB" in answer.content.decode()
    assert not dossier.evidence.exists()


def test_a_file_is_only_handed_out_for_download(world: World, minh: Client) -> None:
    dossier = make_dossier(world.lan, world.round)
    criterion = world.round.version.criteria.get(position=1)
    evidence = add_evidence(dossier, criterion, content=pdf(), file_name="<b>a.html", actor=None)
    answer = minh.get(reverse("office:evidence", args=[evidence.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "<b>" not in answer.headers["Content-Disposition"]


def test_the_province_plans_opens_and_closes_a_round(world: World, client: Client) -> None:
    client.force_login(world.hoa)
    year = timezone.localdate().year + 1
    dates = {
        "opens_on": "01-01",
        "closes_on": "12-31",
        "submit_by": "11-15",
        "review_by": "12-31",
        "reference_on": "12-31",
    }
    given = {name: f"{year}-{day}" for name, day in dates.items()}
    client.post(reverse("office:round-new"), {"year": year, "version": world.round.version_id, **given})
    made = Round.objects.get(year=year)
    client.post(reverse("office:round-open", args=[made.pk]))
    assert "Đóng đợt" in client.get(reverse("office:round", args=[made.pk])).content.decode()
    client.post(reverse("office:round-close", args=[made.pk]))
    made.refresh_from_db()
    assert made.status == Round.Status.CLOSED
    assert str(year) in client.get(reverse("office:round-list")).content.decode()


def test_a_commune_officer_reads_rounds_but_may_not_plan_one(world: World, minh: Client) -> None:
    return_dossier(make_submitted(world.lan, world.round), note="Xem lại", actor=None)
    assert "Trả lại để bổ sung" in minh.get(reverse("office:round", args=[world.round.pk])).content.decode()
    assert minh.get(reverse("office:round-new")).status_code == 403


def test_chosen_dossiers_are_checked_then_confirmed_as_declared(world: World, minh: Client) -> None:
    low = make_submitted(world.lan, world.round, [7] * 10)
    high = make_submitted(make_citizen("Y Bhăm Êban", world.commune), world.round)
    decided = make_submitted(make_citizen("H Nga Niê", world.commune), world.round)
    elsewhere = make_submitted(make_citizen("Y Ea Byă", world.other_commune), world.round)
    listed = minh.get(reverse(LIST)).content.decode()
    assert "Xác nhận điểm đã khai của {n} hồ sơ" in listed
    assert public_id("dossier", low.pk) in listed
    review_dossier(decided, EIGHTY, actor=world.hoa)
    chosen = [public_id("dossier", row.pk) for row in (low, high, decided, elsewhere)] + ["khong-co"]
    check = minh.post(reverse("office:dossier-confirm"), {"chosen": chosen}).content.decode()
    assert "3 hồ sơ giữ nguyên điểm đã khai: 1 đủ điều kiện, 2 chưa." in check
    assert [one.person_count for one in Reading.objects.order_by("pk")] == [3, 3]  # the list, then what was ticked
    assert Dossier.objects.filter(status="submitted").count() == 3
    told = minh.post(reverse("office:dossier-confirm"), {"chosen": chosen, "confirmed": "1"}).content.decode()
    assert "Đã xét 2 hồ sơ: 1 đủ điều kiện." in told
    assert 'Hồ sơ không xét <span class="total">1</span>' in told
    assert reverse("office:proposal-new") in told
    assert "nên không xét được" in told
    statuses = [Dossier.objects.get(pk=row.pk).status for row in (low, high, decided, elsewhere)]
    assert statuses == ["failed", "passed", "passed", "submitted"]
    again = minh.post(reverse("office:dossier-confirm"), {"chosen": chosen, "confirmed": "1"}).content.decode()
    assert "Đã xét 0 hồ sơ" in again


def test_the_bulk_bar_is_only_for_who_may_review_what_waits(world: World, client: Client) -> None:
    make_submitted(world.lan, world.round)
    client.force_login(officer("Bhiu", Role.VILLAGE, world.village))
    assert "Xác nhận điểm đã khai" not in client.get(reverse(LIST)).content.decode()
    assert client.post(reverse("office:dossier-confirm"), {"chosen": "x"}).status_code == 403
