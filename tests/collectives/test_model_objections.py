"""A model does not accept that its recognition was taken back: who speaks for it objects, somebody else looks again."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Reading
from hieuhoc.audit.reads import history_of
from hieuhoc.collectives import objecting, own_copy, personal
from hieuhoc.collectives.actions import (
    answer_model_objection,
    answer_question,
    decide_models,
    raise_model_objection,
    register_models,
    restore_model,
    revoke_model,
)
from hieuhoc.collectives.decisions_on_paper import is_of_models, listed_models, model_decision_paper
from hieuhoc.collectives.models import ModelObjection, Registration
from hieuhoc.collectives.objecting import answerable_by, remind, result_of, takers
from hieuhoc.credentials.issuing import credentials_of_models
from hieuhoc.lib.personal import Person
from hieuhoc.outbox.models import Message
from hieuhoc.recognition.actions import SentFile
from hieuhoc.recognition.models import Decision, GroupRecognition
from tests.cast import Cast
from tests.chains.makers import second_officer
from tests.collectives.makers import (
    FUND,
    FUND_ASKED,
    YEAR,
    decision_text,
    make_criteria,
    make_decided,
    make_family,
    make_model_objection,
)
from tests.counting import asked_anew
from tests.lib.strangers_files import picture
from tests.refusals import refused

pytestmark = pytest.mark.django_db
WHY = "Quỹ khuyến học vẫn còn"


@pytest.fixture
def clan(cast: Cast) -> Registration:
    """Khoa's, recognised by decision 15, taken back by Minh with decision 16."""
    make_criteria("clan", FUND_ASKED, questions=[FUND])
    (row,) = register_models("clan", [cast.clan], YEAR, actor=None)
    answer_question(row, "fund", True, actor=None)
    decide_models([row.pk], cast.commune, decision_text("15/QĐ-UBND"), actor=None)
    credentials_of_models([fresh()], decision_by("15/QĐ-UBND"))
    Registration.objects.update(standing=Registration.Standing.NOT_MET, grade=0)
    revoke_model(fresh(), decision_text("16/QĐ-UBND"), reason="Hết quỹ", actor=cast.minh)
    return fresh()


def fresh() -> Registration:
    return Registration.objects.with_bodies().select_related("revoked_by").get()


def decision_by(number: str) -> Decision:
    return Decision.objects.get(number=number)


def objected(cast: Cast, row: Registration) -> ModelObjection:
    return raise_model_objection(row, reason=WHY, actor=cast.khoa_user)


def answered(objection: ModelObjection, actor: User | None, **more: Any) -> ModelObjection:
    given: dict[str, Any] = {"accepted": True, "answer": "Đã xem sổ quỹ", "text": decision_text("17/QĐ-UBND")} | more
    return answer_model_objection(objection, **given, actor=actor)


def test_who_did_not_take_it_back_gives_it_back_by_a_decision(cast: Cast, clan: Registration) -> None:
    binh, today = second_officer(cast.commune), timezone.localdate()
    objection = objected(cast, clan)
    result = result_of(clan)
    assert result is not None
    assert (objection.due_on, result.until) == (today + timedelta(days=30), today + timedelta(days=90))
    assert set(takers(objection)) == {binh, cast.hoa}
    told = Message.objects.filter(key__startswith=f"collectives.objection.{objection.pk}")
    assert {message.recipient for message in told} == {binh, cast.hoa}
    assert ([*answerable_by(cast.minh)], [*answerable_by(binh)]) == ([], [objection])
    with refused("judged_before"):
        answered(objection, cast.minh)
    answered(objection, binh)
    row = fresh()
    assert (row.decision, row.revoked_by, row.has_fallen) == (decision_by("17/QĐ-UBND"), None, False)
    counted = GroupRecognition.objects.get()
    assert (counted.status, counted.decision_number, counted.is_earned) == ("recognised", "17/QĐ-UBND", True)
    assert Message.objects.get(key=f"collectives.objection.{objection.pk}.answer").recipient == cast.khoa_user
    deeds = [entry.deed.partition(".")[2] for entry in history_of("registration", row.pk)]
    assert deeds[:3] == ["restore_model", "answer_model_objection", "raise_model_objection"]


def test_all_three_decisions_go_on_saying_what_they_decided(cast: Cast, clan: Registration) -> None:
    before = next(iter(credentials_of_models([clan], decision_by("15/QĐ-UBND")).values()))
    answered(objected(cast, clan), cast.hoa)
    said = {number: decision_by(f"{number}/QĐ-UBND") for number in (15, 16, 17)}
    assert [[model.name for model in listed_models(one)] for one in said.values()] == [[cast.clan.name]] * 3
    paper = model_decision_paper(said[17], listed_models(said[17]))
    assert paper.about == f"Về việc khôi phục công nhận mô hình học tập năm {YEAR}"
    assert all(map(is_of_models, said.values()))
    after = next(iter(credentials_of_models([fresh()], said[17]).values()))
    assert after.code != before.code


def test_the_revocation_may_stay_and_is_then_not_objected_to_again(cast: Cast, clan: Registration) -> None:
    objection = objected(cast, clan)
    assert objected(cast, clan) == objection
    with refused("already_raised"):
        raise_model_objection(clan, reason="Lý do khác", actor=cast.khoa_user)
    with refused("no_answer"):
        answered(objection, cast.hoa, answer=" ")
    stays = answered(objection, cast.hoa, accepted=False)
    assert answered(objection, cast.hoa, accepted=False).answered_at == stays.answered_at
    assert (stays.status, fresh().revoked_by) == ("kept", decision_by("16/QĐ-UBND"))
    with refused("answered"):
        answered(objection, cast.hoa)
    with refused("already_raised"):
        objected(cast, clan)
    with refused("not_upheld"):
        restore_model(clan, decision_text("17/QĐ-UBND"), actor=cast.hoa)


def test_in_time_with_a_reason_and_by_who_speaks_for_it(
    cast: Cast, clan: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stranger in (cast.son, cast.lan_user):
        with pytest.raises(PermissionDenied):
            raise_model_objection(clan, reason=WHY, actor=stranger)
    with refused("no_reason"):
        raise_model_objection(clan, reason=" ", actor=cast.khoa_user)
    with refused("too_many_pieces"):
        raise_model_objection(clan, reason=WHY, files=[SentFile("a.png", b"")] * 6, actor=cast.khoa_user)
    monkeypatch.setattr(objecting, "TO_OBJECT", -1)  # the last day was yesterday
    with refused("too_late"):
        objected(cast, clan)
    Registration.objects.update(revoked_by=None, decision=None, decided_grade=None, standing="unanswered")
    with refused("no_result"):
        objected(cast, clan)


def test_the_decision_that_gives_it_back_is_a_real_one(cast: Cast, clan: Registration) -> None:
    objection = objected(cast, clan)
    with refused("no_decision"):
        answered(objection, cast.hoa, text=None)
    with refused("number_taken"):
        answered(objection, cast.hoa, text=decision_text("16/QĐ-UBND"))
    Decision.objects.filter(number="16/QĐ-UBND").update(signed_on=timezone.localdate() + timedelta(days=1))
    with refused("signed_before_revocation"):
        answered(objection, cast.hoa)
    Registration.objects.update(revoked_by=None)
    with refused("not_revoked"):
        answered(objection, cast.hoa)


def test_who_sent_it_in_or_belongs_to_it_does_not_answer(cast: Cast, clan: Registration) -> None:
    binh = second_officer(cast.commune)
    objection = raise_model_objection(clan, reason=WHY, actor=binh)
    with refused("judged_before"):
        answered(objection, binh)
    cast.khoa.user = cast.hoa
    cast.khoa.save(update_fields=["user"])
    with refused("judged_before"):
        answered(objection, cast.hoa)


def test_whoever_may_answer_is_reminded_and_the_province_when_it_is_late(cast: Cast, clan: Registration) -> None:
    binh, due_on = second_officer(cast.commune), objected(cast, clan).due_on
    assert remind(due_on - timedelta(days=4)) == 0
    assert remind(due_on) == 2
    assert remind(due_on + timedelta(days=3)) == 3
    told = Message.objects.filter(key__startswith="collectives.objections.")
    assert sorted(told.values_list("recipient", flat=True)) == sorted([binh.pk, cast.hoa.pk, cast.hoa.pk])


def test_its_words_and_files_are_in_the_copy_of_who_said_them_and_go_on_request(cast: Cast, clan: Registration) -> None:
    raise_model_objection(clan, reason=WHY, files=[SentFile("so quy.png", picture("PNG"))], actor=cast.khoa_user)
    kind = next(kind for kind in personal.KINDS if kind.code == "collectives.objections")
    person = Person((cast.khoa.pk,), (cast.khoa_user.pk,))
    ((_year, said, *_rest),) = own_copy.PARTS[0].rows(person)
    assert said == WHY
    assert kind.held is not None
    assert kind.erase is not None
    assert (kind.held(person), kind.erase(person), kind.held(person)) == (1, 1, 0)
    objection = ModelObjection.objects.get()
    assert (objection.reason, objection.status, objection.files.get().document) == ("", "raised", None)


def test_the_list_costs_the_same_for_few_and_for_many(cast: Cast, clan: Registration, client: Client) -> None:
    client.force_login(cast.hoa)
    objected(cast, clan)
    counts = []
    for number in range(6):
        with asked_anew() as caught:
            assert cast.clan.name in client.get(reverse("office:model-objection-list")).content.decode()
        counts.append(len(caught))
        another = make_family(cast.commune, f"HO{number}", kind="clan")
        make_model_objection(make_decided(another, YEAR, decision_by("15/QĐ-UBND")))
    assert counts[0] == counts[-1] <= 17


def test_from_the_page_of_the_model_to_the_answer(cast: Cast, clan: Registration, client: Client) -> None:
    model, binh = reverse("office:model", args=[clan.pk]), second_officer(cast.commune)
    address = reverse("office:model-objection-new", args=[clan.pk])
    client.force_login(cast.khoa_user)
    assert address in client.get(model).content.decode()
    file = SimpleUploadedFile("so quy.png", picture("PNG"))
    assert client.post(address, {"reason": WHY, "attached": [file]}).status_code == 302
    objection = ModelObjection.objects.get()
    answer = reverse("office:model-objection-answer", args=[objection.pk])

    client.force_login(cast.minh)
    assert "Người đã thu hồi công nhận mô hình này không xét lại." in client.get(model).content.decode()
    assert client.get(answer).status_code == 409

    client.force_login(binh)
    assert reverse("office:model-objection-list") in client.get(reverse("office:home")).content.decode()
    assert cast.clan.name in client.get(reverse("office:model-objection-list")).content.decode()
    assert answer in client.get(model).content.decode()
    piece = client.get(reverse("office:model-objection-file", args=[objection.files.get().pk]))
    assert piece["Content-Type"] == "image/png"
    assert Reading.objects.filter(actor=binh, purpose="collectives.read_model_objections", person_count=1).exists()
    text = vars(decision_text("17/QĐ-UBND")) | {"signed_on": f"{timezone.localdate():%d/%m/%Y}", "takes_number": ""}
    given = text | {"accepted": "yes", "answer": "Đã xem sổ quỹ"}
    assert client.post(answer, given).status_code == 302
    restored = client.get(reverse("office:decision", args=[decision_by("17/QĐ-UBND").pk])).content.decode()
    assert "Khôi phục công nhận 1 mô hình học tập." in restored

    client.force_login(cast.khoa_user)
    assert "Đã xem sổ quỹ" in client.get(model).content.decode()
