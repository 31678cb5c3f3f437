"""A person does not accept the result: in time, once, answered by somebody who did not judge it, and told to everybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.assessment.actions import review_dossier, withdraw_dossier
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.steps import step_of
from hieuhoc.audit.reads import history_of
from hieuhoc.lib.personal import Person
from hieuhoc.outbox.models import Message
from hieuhoc.recognition import personal
from hieuhoc.recognition.actions import (
    SentFile,
    answer_objection,
    make_proposal,
    raise_objection,
    send_proposal,
    strike_line,
)
from hieuhoc.recognition.models import Objection, ObjectionFile
from hieuhoc.recognition.objecting import answerable_by, contestable, open_to_objection, takers
from hieuhoc.recognition.rules import may_object
from tests.assessment.makers import EIGHTY, make_passed, make_round, make_submitted
from tests.cast import Cast, World
from tests.chains.makers import AGREE, DECIDE, PROPOSE, SCORE, make_chain, second_officer
from tests.lib.strangers_files import picture
from tests.people.makers import make_citizen
from tests.recognition.kin import family_of, own_of
from tests.refusals import refused

FORTY = [4] * 10
WHY = dict.fromkeys(range(1, 11), "Không thấy minh chứng")
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
in_database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("today", "is_waiting", "answered", "may"),
    [
        (date(2026, 8, 4), False, [], True),
        (date(2026, 8, 5), False, [], False),  # the last day is over
        (date(2026, 6, 1), True, [], False),
        (date(2026, 6, 1), False, [LATER], False),  # answered about this very result
        (date(2026, 6, 1), False, [NOON - timedelta(days=3)], True),  # another result came since
    ],
)
def test_a_result_is_objected_to_once_and_in_time(
    today: date, is_waiting: bool, answered: list[datetime], may: bool
) -> None:
    until = date(2026, 8, 4)
    assert may_object(result_at=NOON, until=until, today=today, is_waiting=is_waiting, answered=answered) is may


def failed(world: World) -> Dossier:
    review_dossier(make_submitted(world.lan, world.round), FORTY, reasons=WHY, actor=world.minh)
    return fresh(world)


def fresh(world: Cast) -> Dossier:
    return Dossier.objects.select_related("round", "citizen", "unit").get(citizen=world.lan)


def answered(objection: Objection, actor: User | None, **more: object) -> Objection:
    given: dict = {"accepted": True, "answer": "Đã xem lại minh chứng", "points": EIGHTY} | more
    return answer_objection(objection, **given, actor=actor)


@in_database
def test_somebody_who_did_not_judge_it_looks_again_and_the_dossier_goes_on(world: World) -> None:
    dossier, binh = failed(world), second_officer(world.commune)
    objection = raise_objection(dossier, reason="Bằng khen chưa được tính", actor=world.lan_user)
    result = contestable(dossier)
    assert result is not None
    assert objection.due_on == timezone.localdate() + timedelta(days=30)
    assert result.until == timezone.localdate() + timedelta(days=90)
    assert open_to_objection(dossier) is None
    assert [row.pk for row in answerable_by(binh)] == [objection.pk]
    assert answerable_by(world.minh) == []
    assert world.minh not in takers(objection)
    told = Message.objects.filter(key__startswith=f"recognition.objection.{objection.pk}")
    assert {message.recipient for message in told} == {binh, world.hoa}
    with refused("judged_before"):
        answered(objection, world.minh)
    answered(objection, binh)
    dossier = fresh(world)
    assert (dossier.status, dossier.total) == ("passed", 80)
    assert dossier.scorings.filter(given_by=binh, step_name="Xét lại").count() == 1
    assert Message.objects.get(key=f"recognition.objection.{objection.pk}.answer").recipient == world.lan_user
    deeds = [entry.deed for entry in history_of("dossier", dossier.pk)]
    assert deeds[:2] == ["recognition.answer_objection", "recognition.raise_objection"]
    assert make_proposal(world.round, world.commune, actor=world.minh).lines.count() == 1
    with refused("no_result"):
        raise_objection(dossier, reason="Còn nữa", actor=world.lan_user)


@in_database
def test_in_a_chain_it_goes_on_behind_the_step_that_had_stopped_it(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, AGREE, PROPOSE, DECIDE, objection_days=10, answer_days=5)
    review_dossier(make_submitted(cast.lan, make_round()), FORTY, reasons=WHY, actor=cast.minh)
    objection = raise_objection(fresh(cast), reason="Chưa đúng", actor=cast.lan_user)
    assert objection.due_on == timezone.localdate() + timedelta(days=5)
    answered(objection, second_officer(cast.commune))
    here = step_of(fresh(cast))
    assert here is not None
    assert here.position == 2


@in_database
def test_the_result_may_stay_and_is_then_not_objected_to_again(world: World) -> None:
    dossier = failed(world)
    objection = raise_objection(dossier, reason="Chưa đúng", actor=world.lan_user)
    assert raise_objection(dossier, reason="Chưa đúng", actor=world.lan_user) == objection
    with refused("already_raised"):
        raise_objection(dossier, reason="Lý do khác", actor=world.lan_user)
    with refused("still_short"):
        answered(objection, world.hoa, points=FORTY, reasons=WHY)
    with refused("no_reason"):
        answered(objection, world.hoa, points=[9] * 10)
    with refused("points_out_of_range"):
        answered(objection, world.hoa, points=[99] * 10)
    with refused("no_answer"):
        answered(objection, world.hoa, accepted=False, answer=" ")
    kept = answered(objection, world.hoa, accepted=False)
    assert answered(objection, world.hoa, accepted=False).pk == kept.pk
    assert (fresh(world).status, kept.status) == ("failed", "kept")
    with refused("answered"):
        answered(objection, world.hoa)
    with refused("already_raised"):
        raise_objection(dossier, reason="Vẫn chưa đúng", actor=world.lan_user)


@in_database
def test_after_the_last_day_and_without_a_result_or_a_reason_there_is_none(world: World) -> None:
    dossier = failed(world)
    with pytest.raises(PermissionDenied):
        raise_objection(dossier, reason="Chưa đúng", actor=world.son)
    with refused("no_reason"):
        raise_objection(dossier, reason=" ", actor=world.lan_user)
    with refused("too_many_pieces"):
        raise_objection(dossier, reason="Chưa đúng", files=[SentFile("a.png", b"")] * 6, actor=world.lan_user)
    Dossier.objects.update(decided_at=timezone.now() - timedelta(days=92))
    with refused("too_late"):
        raise_objection(dossier, reason="Chưa đúng", actor=world.lan_user)
    withdraw_dossier(dossier, actor=None)
    with refused("no_result"):
        raise_objection(dossier, reason="Chưa đúng", actor=world.lan_user)


@in_database
def test_who_was_struck_from_a_list_may_stand_on_the_next(world: World) -> None:
    dossier, binh = make_passed(world.lan, world.round), second_officer(world.commune)
    make_passed(make_citizen("Người Khác", world.village), world.round)
    proposal = make_proposal(world.round, world.commune, actor=binh)
    strike_line(proposal.lines.get(dossier=dossier), reason="Vắng họp", actor=world.minh)
    assert contestable(fresh(world)) is None  # the list may still change
    send_proposal(proposal, actor=binh)
    objection = raise_objection(fresh(world), reason="Có mặt đủ", actor=world.minh)
    assert objection.about == "struck"
    with refused("judged_before"):
        answered(objection, world.minh, points=())
    assert answered(objection, world.hoa, points=()).status == "upheld"
    assert make_proposal(world.round, world.commune, actor=binh).lines.get().dossier == dossier


@in_database
def test_a_family_member_does_not_answer(world: World) -> None:
    objection = raise_objection(failed(world), reason="Chưa đúng", actor=world.lan_user)
    family_of(world, own_of(world, world.hoa), world.lan)
    with refused("judged_before"):
        answered(objection, world.hoa)
    assert world.hoa not in takers(objection)


@in_database
def test_its_words_and_files_go_when_the_person_asks(world: World) -> None:
    files = [SentFile("bang khen.png", picture("PNG"))]
    objection = raise_objection(failed(world), reason="Chưa đúng", files=files, actor=world.lan_user)
    assert objection.files.get().document is not None
    kind = next(kind for kind in personal.KINDS if kind.code == "recognition.objections")
    person = Person((world.lan.pk,))
    assert kind.held is not None
    assert kind.erase is not None
    assert (kind.held(person), kind.erase(person), kind.held(person)) == (1, 1, 0)
    assert ObjectionFile.objects.get().document is None
    objection.refresh_from_db()
    assert (objection.reason, objection.status) == ("", "raised")


@in_database
def test_from_the_persons_page_to_the_answer(world: World, client: Client) -> None:
    dossier, binh = failed(world), second_officer(world.commune)
    client.force_login(world.lan_user)
    address = reverse("citizen:objection", args=[dossier.pk])
    assert address in client.get(reverse("citizen:dossier", args=[dossier.pk])).content.decode()
    file = SimpleUploadedFile("bang.png", picture("PNG"))
    assert client.post(address, {"reason": "Chưa tính bằng khen", "attached": [file]}).status_code == 302
    objection = Objection.objects.get()
    assert objection.files.count() == 1
    client.force_login(binh)
    assert reverse("office:objection-list") in client.get(reverse("office:home")).content.decode()
    page = client.get(reverse("office:objection", args=[objection.pk])).content.decode()
    assert "Chưa tính bằng khen" in page
    given = {f"points_{n}": "8" for n in range(1, 11)} | {"accepted": "yes", "answer": "Đã tính bằng khen"}
    assert client.post(reverse("office:objection-answer", args=[objection.pk]), given).status_code == 302
    client.force_login(world.lan_user)
    page = client.get(reverse("citizen:dossier", args=[dossier.pk])).content.decode()
    assert "Đã tính bằng khen" in page
    assert "Đổi kết quả" in page
