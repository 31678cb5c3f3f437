"""Somebody whose title was taken back objects; another officer gives it back by a decision, or leaves it revoked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.audit.reads import history_of
from hieuhoc.indicators.models import StaleMark
from hieuhoc.outbox.models import Message
from hieuhoc.recognition.actions import answer_objection, raise_objection, restore_title, revoke_title
from hieuhoc.recognition.decisions_on_paper import decision_paper, people_under
from hieuhoc.recognition.models import Decision, Objection, ReplacedCertificate, Title
from hieuhoc.recognition.objecting import answerable_by, contestable, takers
from hieuhoc.recognition.reads import TitleStanding, decision_card, verify
from hieuhoc.recognition.reminding import remind
from hieuhoc.recognition.rules import DecisionText
from tests.cast import World, officer
from tests.recognition.test_recognise import decision_text, recognised
from tests.refusals import refused

pytestmark = pytest.mark.django_db
WHY = "Kê khai đúng, có bằng khen"
TAKING = decision_text(number="200/QĐ-UBND")
GIVING = decision_text(number="201/QĐ-UBND")


def revoked(world: World) -> Title:
    return revoke_title(recognised(world), TAKING, reason="Kê khai sai", actor=world.hoa)


def objected(title: Title, actor: User) -> Objection:
    assert title.dossier is not None
    return raise_objection(title.dossier, reason=WHY, actor=actor)


def second_reviewer(world: World) -> User:
    return officer("Thu", Role.PROVINCE, world.province)


def given_back(objection: Objection, actor: User, text: DecisionText | None = GIVING) -> Objection:
    return answer_objection(objection, accepted=True, answer="Đã xem lại", text=text, actor=actor)


def test_who_did_not_take_it_back_gives_it_back_by_a_decision_of_its_own(world: World) -> None:
    title, thu = revoked(world), second_reviewer(world)
    old = title.certificate.code
    told = Message.objects.get(key__startswith=f"recognition.revocation.{title.pk}")
    assert told.recipient == world.lan_user
    objection = objected(title, world.lan_user)
    assert objection.about == "revoke"
    assert takers(objection) == [thu]
    assert [answerable_by(user) for user in (world.minh, world.hoa, thu)] == [[], [], [objection]]
    with refused("judged_before"):
        given_back(objection, world.hoa)
    with refused("judged_before"):
        given_back(objection, world.minh)  # a commune that does not decide
    with refused("no_decision"):
        given_back(objection, thu, None)
    StaleMark.objects.all().delete()
    given_back(objection, thu)
    title.refresh_from_db()
    assert (title.revoked_on, title.revoked_by, title.revocation_reason) == (None, None, "")
    assert StaleMark.objects.exists()
    again = title.restorations.get()
    assert (again.decision.kind, again.decision.number) == ("restore", "201/QĐ-UBND")
    assert (again.revoked_by.number, again.revoked_on) == ("200/QĐ-UBND", TAKING.signed_on)
    deeds = [entry.deed for entry in history_of("title", title.pk)]
    assert deeds[:2] == ["recognition.restore_title", "recognition.revoke_title"]
    assert ReplacedCertificate.objects.get(code=old).decision == again.decision
    title.certificate.refresh_from_db()
    assert verify(old).standing == TitleStanding.REPLACED
    assert verify(title.certificate.code).standing == TitleStanding.VALID
    assert contestable(objection.dossier) is None
    assert restore_title(title, GIVING, actor=thu) == title


def test_its_papers_name_who_lost_the_title_and_who_got_it_back(world: World) -> None:
    title, thu = revoked(world), second_reviewer(world)
    taking = title.revoked_by
    assert taking is not None
    given_back(objected(title, world.lan_user), thu)
    giving = Decision.objects.get(kind="restore")
    for decision, word in ((taking, "thu hồi"), (giving, "khôi phục")):
        people = people_under(decision)
        paper = decision_paper(decision, people)
        assert [person.name for person in people] == [world.lan.name]
        assert word in paper.about
        assert paper.body[0].text.startswith(f"{word.capitalize()} danh hiệu")
        assert decision_card(decision).title_count == 1


def test_it_is_given_back_only_after_an_objection_was_upheld_and_not_before_it_was_taken(world: World) -> None:
    title, thu = revoked(world), second_reviewer(world)
    with refused("not_upheld"):
        restore_title(title, GIVING, actor=thu)
    with pytest.raises(PermissionDenied):
        restore_title(title, GIVING, actor=world.minh)
    objection = objected(title, world.lan_user)
    with refused("signed_before_revocation"):
        given_back(objection, thu, replace(GIVING, signed_on=TAKING.signed_on - timedelta(days=1)))
    with refused("number_taken"):
        given_back(objection, thu, TAKING)
    objection.refresh_from_db()
    assert objection.status == "raised"
    given_back(objection, thu)
    with refused("not_revoked"):
        restore_title(title, replace(GIVING, signed_on=GIVING.signed_on + timedelta(days=1)), actor=thu)
    again = revoke_title(title, replace(TAKING, number="202/QĐ-UBND"), reason="Sai thật", actor=world.hoa)
    with refused("not_upheld"):  # the one that was upheld is used up
        restore_title(again, GIVING, actor=thu)


def test_another_title_of_the_year_is_not_doubled(world: World) -> None:
    title, thu = revoked(world), second_reviewer(world)
    Title.objects.create(citizen=world.lan, year=title.year, place=title.place, decision=title.decision)
    with refused("has_title"):
        given_back(objected(title, world.lan_user), thu)


def test_who_may_answer_is_reminded_before_the_day_and_the_province_when_it_is_over(world: World) -> None:
    title, thu = revoked(world), second_reviewer(world)
    objection = objected(title, world.lan_user)
    due = objection.due_on
    assert remind(due - timedelta(days=4)) == 0
    assert remind(due - timedelta(days=3)) == 1
    told = Message.objects.filter(key__startswith="recognition.objections.due")
    assert [message.recipient for message in told] == [thu]
    remind(due - timedelta(days=2))
    assert told.count() == 1
    assert remind(due + timedelta(days=3)) == 3
    late = Message.objects.filter(key__startswith="recognition.objections.late")
    assert {message.recipient for message in late} == {world.hoa, thu}
    given_back(objection, thu)
    assert remind(due + timedelta(days=4)) == 0


def test_from_the_persons_page_to_the_title_given_back(world: World, client: Client) -> None:
    title, thu = revoked(world), second_reviewer(world)
    client.force_login(world.lan_user)
    assert client.post(reverse("citizen:objection", args=[title.dossier_id]), {"reason": WHY}).status_code == 302
    objection = Objection.objects.get()
    client.force_login(thu)
    assert "Danh hiệu bị thu hồi" in client.get(reverse("office:objection", args=[objection.pk])).content.decode()
    address = reverse("office:objection-answer", args=[objection.pk])
    assert "Quyết định khôi phục" in client.get(address).content.decode()
    given = {"accepted": "yes", "answer": "Đã xem lại bằng khen"}
    page = client.post(address, given)
    assert "Quyết định khôi phục" in page.content.decode()  # nothing is done without a decision
    assert Objection.objects.get().status == "raised"
    decision = {**vars(GIVING), "signed_on": f"{timezone.localdate():%d/%m/%Y}"}
    del decision["takes_number"]
    assert client.post(address, given | decision).status_code == 302
    giving = Decision.objects.get(kind="restore")
    assert "Khôi phục 1 danh hiệu" in client.get(reverse("office:decision", args=[giving.pk])).content.decode()


def test_the_revocation_may_stay_without_any_decision(world: World, client: Client) -> None:
    title, thu = revoked(world), second_reviewer(world)
    objection = objected(title, world.minh)
    client.force_login(thu)
    given = {"accepted": "no", "answer": "Bằng khen là của người khác"}
    assert client.post(reverse("office:objection-answer", args=[objection.pk]), given).status_code == 302
    title.refresh_from_db()
    assert (Objection.objects.get().status, title.revoked_on) == ("kept", TAKING.signed_on)
