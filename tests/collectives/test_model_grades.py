"""A model was judged too low: recognised below the grade it was due, or passed over by the decision on others. Who speaks for it
objects, somebody else puts right what was answered, and a decision of its own gives what follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.audit.reads import history_of
from hieuhoc.collectives.actions import (
    answer_model_objection,
    answer_question,
    decide_models,
    raise_model_objection,
    register_models,
    regrade_model,
)
from hieuhoc.collectives.decisions_on_paper import is_of_models, listed_models, model_decision_paper
from hieuhoc.collectives.models import ModelObjection, Registration
from hieuhoc.collectives.objecting import answerable_by, result_of, takers
from hieuhoc.credentials.issuing import credentials_of_models
from hieuhoc.recognition.models import Decision, GroupRecognition
from tests.cast import Cast
from tests.chains.makers import second_officer
from tests.collectives.makers import YEAR, decision_text, make_criteria, make_family
from tests.refusals import refused

pytestmark = pytest.mark.django_db
WHY = "Chưa tính quỹ khuyến học của dòng họ"


def registered(cast: Cast, points: int) -> Registration:
    """Khoa's clan; Minh gave the points: 50 for the first grade, 80 for the second."""
    make_criteria(
        "clan",
        criteria=[
            {
                "name": "Kết quả",
                "requirements": [],
                "items": [{"text": "Thu chi", "most": 100, "question": "points"}],
            }
        ],
        questions=[{"code": "points", "text": "Bao nhiêu điểm?", "answer": "points", "most": 100}],
        grades=["Mức 1", "Mức 2"],
        least_points=[50, 80],
    )
    (row,) = register_models("clan", [cast.clan], YEAR, actor=None)
    return answer_question(row, "points", points, actor=cast.minh)


@pytest.fixture
def graded(cast: Cast) -> Registration:
    row = registered(cast, 60)
    decide_models([row.pk], cast.commune, decision_text("15/QĐ-UBND"), actor=None)
    return fresh(row)


@pytest.fixture
def passed_over(cast: Cast) -> Registration:
    """Another clan of the commune was recognised by decision 15."""
    row = registered(cast, 40)
    (other,) = register_models("clan", [make_family(cast.commune, "HO1", kind="clan")], YEAR, actor=None)
    answer_question(other, "points", 90, actor=None)
    decide_models([other.pk], cast.commune, decision_text("15/QĐ-UBND"), actor=None)
    return fresh(row)


def fresh(row: Registration) -> Registration:
    return Registration.objects.with_bodies().select_related("revoked_by").get(pk=row.pk)


def decision_by(number: int) -> Decision:
    return Decision.objects.get(number=f"{number}/QĐ-UBND")


def objected(cast: Cast, row: Registration) -> ModelObjection:
    return raise_model_objection(row, reason=WHY, actor=cast.khoa_user)


def answered(objection: ModelObjection, actor: User | None, **more: Any) -> ModelObjection:
    given: dict[str, Any] = {"accepted": True, "answer": "Đã xem sổ quỹ", "text": decision_text("16/QĐ-UBND")}
    return answer_model_objection(objection, **given | {"answers": {"points": 85}} | more, actor=actor)


def test_a_grade_too_low_is_put_right_by_a_decision_of_its_own(cast: Cast, graded: Registration) -> None:
    before = credentials_of_models([graded], decision_by(15))[graded.pk]
    objection, binh = objected(cast, graded), second_officer(cast.commune)
    assert (objection.about, set(takers(objection))) == ("grade", {binh, cast.hoa})
    assert ([*answerable_by(cast.minh)], [*answerable_by(binh)]) == ([], [objection])
    with refused("judged_before"):
        answered(objection, cast.minh)
    answered(objection, binh)
    row = fresh(graded)
    assert (row.decision, row.decided_grade, row.decided_points) == (decision_by(16), 2, 85)
    assert row.decision is not None
    assert (row.decision.kind, row.decision.corrects) == (Decision.Kind.CORRECT, decision_by(15))
    counted = GroupRecognition.objects.get()
    assert (counted.status, counted.decision_number) == ("recognised", "16/QĐ-UBND")
    deeds = [entry.deed.partition(".")[2] for entry in history_of("registration", row.pk)]
    assert deeds[:3] == ["regrade_model", "answer_model_objection", "raise_model_objection"]
    assert credentials_of_models([row], decision_by(16))[row.pk].code != before.code
    assert result_of(row) is None


def test_both_decisions_go_on_saying_the_grade_they_gave(cast: Cast, graded: Registration) -> None:
    answered(objected(cast, graded), cast.hoa)
    said = [listed_models(decision_by(number)) for number in (15, 16)]
    assert [[(row.grade, row.points) for row in rows] for rows in said] == [
        [("Mức 1", "60/100")],
        [("Mức 2", "85/100")],
    ]
    assert all(is_of_models(decision_by(number)) for number in (15, 16))
    paper = model_decision_paper(decision_by(16), said[1])
    assert paper.about == f"Về việc điều chỉnh mức công nhận mô hình học tập năm {YEAR}"
    assert "đã công nhận theo Quyết định số 15/QĐ-UBND" in paper.body[0].text


def test_what_was_passed_over_is_recognised_by_a_decision_of_its_own(cast: Cast, passed_over: Registration) -> None:
    objection = objected(cast, passed_over)
    assert (objection.about, objection.contested) == ("failed", decision_by(15))
    with refused("still_short"):
        answered(objection, cast.hoa, answers={"points": 49})
    answered(objection, cast.hoa)
    row = fresh(passed_over)
    assert (row.decision, row.decided_grade, row.decided_points) == (decision_by(16), 2, 85)
    assert row.decision is not None
    assert row.decision.kind == Decision.Kind.RECOGNISE
    assert [model.name for model in listed_models(decision_by(15))] == ["Gia đình HO1"]
    with refused("decided"):
        answer_question(row, "points", 90, actor=cast.minh)


def test_nothing_is_objected_to_that_is_no_result_yet(cast: Cast, passed_over: Registration) -> None:
    Decision.objects.update(place=cast.other_commune)
    with refused("no_result"):
        objected(cast, passed_over)
    Decision.objects.update(place=cast.commune)
    Registration.objects.filter(pk=passed_over.pk).update(standing=Registration.Standing.ASKED)
    with refused("no_result"):
        objected(cast, passed_over)


def test_a_grade_follows_and_is_never_chosen(cast: Cast, graded: Registration) -> None:
    objection = objected(cast, graded)
    with refused("not_upheld"):
        regrade_model(graded, {}, decision_text("16/QĐ-UBND"), actor=cast.hoa)
    for answers, why in (
        ({"points": 79}, "still_short"),
        ({}, "still_short"),
        ({"points": 101}, "misfit"),
        ({"fund": True}, "unknown_question"),
    ):
        with refused(why):
            answered(objection, cast.hoa, answers=answers)
    with refused("no_decision"):
        answered(objection, cast.hoa, text=None)
    Decision.objects.update(signed_on=timezone.localdate() + timedelta(days=1))
    with refused("signed_before_recognition"):
        answered(objection, cast.hoa)
    with pytest.raises(PermissionDenied):
        regrade_model(graded, {}, decision_text("16/QĐ-UBND"), actor=cast.khoa_user)
    assert fresh(graded).answers == {"points": 60}
    assert answered(objection, cast.hoa, accepted=False).status == "kept"
    with refused("already_raised"):
        objected(cast, graded)


def test_from_the_page_of_the_model_to_the_higher_grade(cast: Cast, graded: Registration, client: Client) -> None:
    model = reverse("office:model", args=[graded.pk])
    client.force_login(cast.khoa_user)
    assert "Mô hình được công nhận ở “Mức 1”, dưới mức cao nhất." in client.get(model).content.decode()
    assert client.post(reverse("office:model-objection-new", args=[graded.pk]), {"reason": WHY}).status_code == 302
    objection = ModelObjection.objects.get()

    client.force_login(cast.hoa)
    assert "mức được công nhận thấp" in client.get(reverse("office:model-objection-list")).content.decode()
    answer = reverse("office:model-objection-answer", args=[objection.pk])
    page = client.get(answer).content.decode()
    assert "Quyết định điều chỉnh mức" in page
    assert 'value="60"' in page
    text = vars(decision_text("16/QĐ-UBND")) | {"signed_on": f"{timezone.localdate():%d/%m/%Y}", "takes_number": ""}
    given = text | {"accepted": "yes", "answer": "Đã xem sổ quỹ"}
    assert client.post(answer, given | {"question_1_points": "70"}).status_code == 409
    assert client.post(answer, given | {"question_1_points": "85"}).status_code == 302
    shown = client.get(reverse("office:decision", args=[decision_by(16).pk])).content.decode()
    assert "Điều chỉnh mức công nhận của 1 mô hình học tập." in shown
