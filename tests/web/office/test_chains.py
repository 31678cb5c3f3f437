"""The province composes a way of review on its pages; officers and the person see where the dossier is, and act on it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.assessment.actions import confirm_dossiers, review_dossier
from hieuhoc.assessment.models import Dossier, Meeting
from hieuhoc.chains.actions import load_chains
from hieuhoc.chains.models import Chain
from hieuhoc.lib.opaque import public_id
from tests.assessment.makers import EIGHTY, make_round, make_submitted
from tests.cast import Cast
from tests.chains.makers import AGREE, DECIDE, PROPOSE, SCORE, make_chain, second_officer, step
from tests.counting import asked_anew
from tests.documents import pdf_layout
from tests.people.makers import make_citizen

pytestmark = pytest.mark.django_db
STEP = {"days": "10", "reviewers": "1", "four_eyes": "on", "delegable": "on", "sees_evidence": "on"}


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def text_of(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_chain_is_composed_seen_and_put_in_force(cast: Cast) -> None:
    hoa = signed_in(cast.hoa)
    given = {"kind": "citizen", "place": str(cast.commune.pk), "title": "Quy trình xã"}
    hoa.post(reverse("office:chain-new"), given)
    draft = Chain.objects.get(title="Quy trình xã")
    assert "Chưa có bước chấm điểm." in text_of(hoa, "office:chain", draft.pk)
    steps = (("Trình", "commune", "propose"), ("Xét", "association", "score"), ("Quyết định", "commune", "decide"))
    for name, who, act in steps:
        hoa.post(reverse("office:chain-step-new", args=[draft.pk]), STEP | {"name": name, "who": who, "act": act})
    assert "theo thứ tự" in text_of(hoa, "office:chain", draft.pk)
    hoa.post(reverse("office:chain-step", args=[draft.pk, 2]) + "?up=1")
    changed = STEP | {"name": "Hội xét", "who": "association", "act": "score", "reviewers": "2"}
    hoa.post(reverse("office:chain-step", args=[draft.pk, 1]), changed)
    rule = {"combining": "median", "watching": ["education"], "objection_days": 60, "answer_days": 20}
    hoa.post(reverse("office:chain-rule", args=[draft.pk]), rule)
    page = text_of(hoa, "office:chain", draft.pk)
    assert "Hội Khuyến học xã chấm điểm trong 10 ngày." in page
    assert "Cần 2 người khác nhau." in page
    assert "Lấy trung vị" in page
    hoa.post(reverse("office:chain-promulgate", args=[draft.pk]), {"since_year": timezone.localdate().year})
    draft.refresh_from_db()
    assert draft.status == "in_force"
    hoa.post(reverse("office:chain-draft", args=[draft.pk]), {"title": "Bản sau", "place": ""})
    copy = Chain.objects.get(title="Bản sau")
    hoa.post(reverse("office:chain-step-drop", args=[copy.pk, 1]))
    copy.refresh_from_db()
    assert [step.name for step in copy.way.steps] == ["Trình", "Quyết định"]
    hoa.post(reverse("office:chain-retire", args=[draft.pk]), {"until_year": timezone.localdate().year + 1})
    assert "Bản sau" in text_of(hoa, "office:chain-list")


def test_a_commune_sees_a_draft_and_changes_nothing(cast: Cast) -> None:
    draft = load_chains(actor=None)[0]
    minh = signed_in(cast.minh)
    assert "Hội đồng xét duyệt họp" in text_of(minh, "office:chain", draft.pk)
    assert "Thêm bước" not in text_of(minh, "office:chain", draft.pk)


def test_everybody_sees_where_the_dossier_is_and_whose_step_it_is(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, AGREE, PROPOSE, DECIDE)
    binh = second_officer(cast.commune)
    dossier = make_submitted(cast.lan, make_round())
    minh, other, lan = signed_in(cast.minh), signed_in(binh), signed_in(cast.lan_user)
    page = text_of(minh, "office:dossier", dossier.pk)
    assert "Đang chờ Hội Khuyến học xã" in page
    assert "Người làm được bước này: Bình, Minh." in " ".join(page.split())
    review_dossier(dossier, EIGHTY, actor=cast.minh)
    mine = lan.get(reverse("citizen:dossier", args=[dossier.pk])).content.decode()
    assert "xét và đồng ý" in mine
    assert "8 · 8" in mine
    assert "Lan" not in text_of(signed_in(cast.son), "office:step-list")
    told = minh.post(reverse("office:step-agree"), {"chosen": [public_id("dossier", dossier.pk)]}).content.decode()
    assert "không làm bước này" in told
    assert "Niê" in text_of(other, "office:step-list")
    other.post(reverse("office:dossier-agree", args=[dossier.pk]), {"verdict": "agree", "reason": "Đúng thực tế"})
    assert "Đúng thực tế" in lan.get(reverse("citizen:dossier", args=[dossier.pk])).content.decode()


def test_who_has_the_step_may_send_it_back(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, AGREE, PROPOSE, DECIDE)
    dossier = make_submitted(cast.lan, make_round())
    review_dossier(dossier, EIGHTY, actor=cast.minh)
    binh = signed_in(second_officer(cast.commune))
    binh.post(reverse("office:dossier-agree", args=[dossier.pk]), {"verdict": "return", "reason": "Thiếu minh chứng"})
    assert Dossier.objects.get().return_note == "Thiếu minh chứng"


def test_a_step_of_points_alone_hides_the_evidence(cast: Cast) -> None:
    make_chain(cast.commune, SCORE | {"sees_evidence": False}, PROPOSE, DECIDE)
    dossier = make_submitted(cast.lan, make_round())
    criterion = dossier.round.version.criteria.get(position=1)
    dossier.evidence.create(criterion=criterion, kind="text", text="Học lớp số")
    assert "Học lớp số" not in text_of(signed_in(cast.minh), "office:dossier", dossier.pk)
    assert "Học lớp số" in text_of(signed_in(cast.hoa), "office:dossier", dossier.pk)


def test_the_list_of_steps_costs_the_same_for_five_and_for_fifty(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, AGREE, PROPOSE, DECIDE)
    round_, binh, counts = make_round(), signed_in(second_officer(cast.commune)), []
    for many in (5, 45):
        rows = [make_submitted(make_citizen(f"Người {many} {number}", cast.village), round_) for number in range(many)]
        confirm_dossiers(rows, actor=None)
        with asked_anew() as caught:
            assert "Người 5 1" in text_of(binh, "office:step-list")
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 20


def test_a_council_meets_on_its_pages(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, step("council", "agree"), PROPOSE, DECIDE)
    round_, minh = make_round(), signed_in(cast.minh)
    rows = [make_submitted(make_citizen(f"Người {number}", cast.village), round_) for number in range(3)]
    confirm_dossiers(rows, actor=None)
    assert "3 hồ sơ chờ hội đồng" in text_of(minh, "office:meeting-list")
    assert "3 hồ sơ" in text_of(minh, "office:meeting-new")
    given = {"group": f"{round_.pk}:{cast.commune.pk}", "day": "12/12/2026", "hour": "08:00", "venue": "Trụ sở xã"}
    refused_page = minh.post(reverse("office:meeting-new"), given | {"members": "Trần A; Chủ tịch; khong-co"})
    assert "Không có tài khoản khong-co" in refused_page.content.decode()
    minh.post(reverse("office:meeting-new"), given | {"members": "Trần A; Chủ tịch\nMinh; Thư ký; minh\n\nLê B"})
    meeting = Meeting.objects.get()
    invited = minh.get(reverse("office:meeting-invitation", args=[meeting.pk]))
    assert "Ông/bà Trần A, Chủ tịch" in pdf_layout.text_of(invited.content)
    line = meeting.lines.get(dossier=rows[0])
    ticked = {"chosen": [public_id("meetingline", line.pk)], "votes_against": "3", "reason": "Chưa đúng thực tế"}
    minh.post(reverse("office:meeting-except", args=[meeting.pk]), ticked)
    assert "1 hồ sơ ghi phiếu riêng" in text_of(minh, "office:meeting", meeting.pk)
    minh.post(reverse("office:meeting-except", args=[meeting.pk]), {"below": "1", "votes_against": "1"})
    present = [str(member.pk) for member in meeting.members.all()]
    minh.post(reverse("office:meeting-hold", args=[meeting.pk]), {"present": present, "remark": "Họp xong"})
    page = text_of(minh, "office:meeting", meeting.pk)
    assert "Đồng ý 2 hồ sơ, không đồng ý 1 hồ sơ." in page
    answer = minh.get(reverse("office:meeting-minutes", args=[meeting.pk]))
    assert answer.content.startswith(b"%PDF")
    assert minh.get(reverse("office:meeting-cancel", args=[meeting.pk])).status_code == 200


def test_the_page_says_why_it_is_not_ones_own_to_judge_and_whose_it_is(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, PROPOSE, DECIDE)
    dossier, binh = make_submitted(cast.lan, make_round()), second_officer(cast.commune)
    cast.lan.user = binh
    cast.lan.save(update_fields=["user"])
    page = text_of(signed_in(binh), "office:dossier", dossier.pk)
    assert "Không tự xét, đề nghị hay quyết định hồ sơ của chính mình. Người khác làm: Minh." in page
