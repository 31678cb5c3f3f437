"""From passed dossiers to a decision, titles, certificates, and back by revocation."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.actions import review_dossier
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.models import Entry
from hieuhoc.indicators.models import StaleMark
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Membership, Residence
from hieuhoc.recognition.actions import (
    issue_decision,
    make_proposal,
    restore_line,
    return_proposal,
    revoke_title,
    send_proposal,
    set_signing_default,
    strike_line,
)
from hieuhoc.recognition.models import Certificate, Decision, Proposal, Title
from hieuhoc.recognition.reads import TitleStanding, decision_card, proposal_tasks, titles_of, verify
from hieuhoc.recognition.rules import DecisionText
from hieuhoc.recognition.signing import signing_start
from tests.assessment.makers import EIGHTY, make_passed, make_round, make_submitted, make_unit
from tests.cast import World, account, make_world
from tests.people.makers import make_citizen
from tests.refusals import refused


def decision_text(**more: Any) -> DecisionText:
    text = DecisionText(
        number="112/QĐ-UBND",
        signed_on=timezone.localdate(),
        issuer="Ủy ban nhân dân xã Cư Né",
        signatory="Y Thịnh Byă",
        signatory_title="Chủ tịch",
        legal_basis="Căn cứ Quyết định số 677/QĐ-TTg.",
    )
    return replace(text, **more)


def sent_list(world: World) -> Proposal:
    make_passed(world.lan, world.round)
    return send_proposal(make_proposal(world.round, world.commune, actor=world.minh), actor=world.minh)


def recognised(world: World) -> Title:
    return issue_decision(sent_list(world), decision_text(), actor=world.hoa).titles.get()


def test_minh_proposes_hoa_decides_and_lan_holds_the_title_of_the_year(world: World) -> None:
    proposal = sent_list(world)
    assert [task.line_count for task in proposal_tasks(world.hoa)] == [1]
    decision = issue_decision(proposal, decision_text(), edition=proposal.edition, actor=world.hoa)
    title = decision.titles.get()
    assert (title.citizen, title.year, title.place) == (world.lan, world.round.year, world.village)
    assert Dossier.objects.get().status == "recognised"
    assert decision_card(decision).title_count == 1
    assert titles_of(world.lan) == {world.round.year: title}
    assert proposal_tasks(world.hoa) == []


def test_only_dossiers_that_passed_are_proposed(world: World) -> None:
    make_submitted(make_citizen("Y Ba", world.village), world.round)
    with pytest.raises(Refusal, match="đủ điều kiện"):
        make_proposal(world.round, world.commune, actor=world.minh)


def test_asking_again_adds_who_passed_since_to_the_same_list(world: World) -> None:
    make_passed(world.lan, world.round)
    first = make_proposal(world.round, world.commune, actor=world.minh)
    make_passed(make_citizen("Y Ba", world.village), world.round)
    assert make_proposal(world.round, world.commune, actor=world.minh) == first
    assert make_proposal(world.round, world.commune, actor=world.minh).lines.count() == 2


def test_dossiers_of_another_commune_stay_off_the_list(world: World) -> None:
    make_passed(world.lan, world.round)
    make_passed(make_citizen("Y Ba", world.other_commune), world.round)
    assert make_proposal(world.round, world.commune, actor=world.minh).lines.get().dossier.citizen == world.lan


def test_a_work_unit_proposes_its_own_and_the_commune_only_the_others(world: World) -> None:
    user = account("Hạnh")
    unit = make_unit("Trường THCS Cư Né", world.commune, make_citizen("Hạnh", world.commune, user))
    make_passed(world.lan, world.round, unit=unit)
    make_passed(make_citizen("Y Ba", world.village), world.round)
    of_unit = make_proposal(world.round, world.commune, unit=unit, actor=user)
    of_commune = make_proposal(world.round, world.commune, actor=world.minh)
    assert of_unit.lines.get().dossier.citizen == world.lan
    assert of_commune.lines.get().dossier.citizen.name == "Y Ba"
    assert list(Proposal.objects.within(scope_of(User.objects.get(pk=user.pk), "recognition.read_proposals"))) == [
        of_unit
    ]


def test_a_struck_line_stays_off_until_it_is_restored(world: World) -> None:
    make_passed(world.lan, world.round)
    proposal = make_proposal(world.round, world.commune, actor=world.minh)
    line = strike_line(proposal.lines.get(), reason="Đang bị kỷ luật", actor=world.minh)
    assert Dossier.objects.get().status == "passed"
    assert make_proposal(world.round, world.commune, actor=world.minh).lines.filter(is_struck=False).count() == 0
    with pytest.raises(Refusal, match="không còn ai"):
        send_proposal(proposal, actor=world.minh)
    restore_line(line, actor=world.minh)
    assert send_proposal(proposal, actor=world.minh).status == "sent"


def test_a_struck_dossier_may_stand_on_a_later_list(world: World) -> None:
    make_passed(world.lan, world.round)
    make_passed(make_citizen("Y Ba", world.village), world.round)
    proposal = make_proposal(world.round, world.commune, actor=world.minh)
    strike_line(proposal.lines.get(dossier__citizen=world.lan), reason="Thiếu giấy", actor=world.minh)
    issue_decision(send_proposal(proposal, actor=world.minh), decision_text(), actor=world.hoa)
    later = make_proposal(world.round, world.commune, actor=world.minh)
    assert later != proposal
    assert later.lines.get().dossier.citizen == world.lan


def test_a_returned_list_is_mended_and_sent_again(world: World) -> None:
    proposal = return_proposal(sent_list(world), note="Ghi rõ tổ dân phố", actor=world.hoa)
    assert proposal.status == "returned"
    assert make_proposal(world.round, world.commune, actor=world.minh) == proposal
    assert send_proposal(proposal, actor=world.minh).status == "sent"


def test_a_commune_officer_does_not_decide_unless_the_province_says_that_communes_do(world: World) -> None:
    proposal = sent_list(world)
    with pytest.raises(PermissionDenied):
        issue_decision(proposal, decision_text(), actor=world.minh)
    set_signing_default(
        None,
        issuer="UBND xã",
        signatory="",
        signatory_title="Chủ tịch",
        number_suffix="/QĐ-UBND",
        legal_basis="Căn cứ …",
        commune_decides=True,
        actor=None,
    )
    with pytest.raises(PermissionDenied):
        issue_decision(proposal, decision_text(), actor=world.son)
    assert issue_decision(proposal, decision_text(), actor=world.minh).titles.count() == 1


def test_the_decision_form_starts_with_the_nearest_entry(world: World) -> None:
    start = signing_start(world.village.pk, version_number="324/QĐ-KHVN")
    assert start.issuer.startswith("Ủy ban nhân dân ")
    assert "324/QĐ-KHVN" in start.legal_basis
    common: dict[str, Any] = {
        "signatory": "",
        "signatory_title": "Chủ tịch",
        "number_suffix": "",
        "legal_basis": "x",
        "commune_decides": False,
    }
    set_signing_default(world.province, issuer="Tỉnh", actor=world.hoa, **common)
    assert signing_start(world.village.pk, version_number="").issuer == "Tỉnh"
    set_signing_default(world.commune, issuer="Xã", actor=world.hoa, **common)
    assert signing_start(world.village.pk, version_number="").issuer == "Xã"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"number": " "}, "số quyết định"),
        ({"signatory": ""}, "người ký"),
        ({"legal_basis": "\n"}, "căn cứ pháp lý"),
        ({"signed_on": date(2999, 1, 1)}, "sau hôm nay"),
        ({"signed_on": date(2001, 1, 1)}, "trước năm"),
    ],
)
def test_a_decision_lacking_something_is_refused(world: World, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        issue_decision(sent_list(world), decision_text(**more), actor=world.hoa)


def test_the_same_decision_sent_twice_is_one(world: World) -> None:
    proposal = sent_list(world)
    first = issue_decision(proposal, decision_text(), edition=proposal.edition, actor=world.hoa)
    assert issue_decision(proposal, decision_text(), edition=proposal.edition, actor=world.hoa) == first
    assert Title.objects.count() == 1
    with refused("changed_meanwhile"):
        issue_decision(proposal, decision_text(number="113/QĐ-UBND"), edition=proposal.edition, actor=world.hoa)


def test_a_number_is_used_once(world: World) -> None:
    recognised(world)
    make_passed(make_citizen("Y Ba", world.village), world.round)
    second = send_proposal(make_proposal(world.round, world.commune, actor=world.minh), actor=world.minh)
    with pytest.raises(Refusal, match="đã có"):
        issue_decision(second, decision_text(), actor=world.hoa)


def test_a_second_title_in_one_year_is_refused(world: World) -> None:
    title = recognised(world)
    ba = make_citizen("Y Ba", world.village)
    make_passed(ba, world.round)
    second = send_proposal(make_proposal(world.round, world.commune, actor=world.minh), actor=world.minh)
    Title.objects.filter(pk=title.pk).update(citizen=ba)
    with pytest.raises(Refusal, match="1 người trong danh sách đã có danh hiệu"):
        issue_decision(second, decision_text(number="113/QĐ-UBND"), actor=world.hoa)


def test_the_title_counts_for_the_rounds_year_where_she_lived_on_its_reference_day(world: World) -> None:
    past = make_round(2024)
    make_passed(world.lan, past)
    Residence.objects.filter(citizen=world.lan).update(until=date(2025, 6, 1))
    Residence.objects.create(citizen=world.lan, place=world.other_commune, since=date(2025, 6, 1))
    proposal = send_proposal(make_proposal(past, world.commune, actor=world.minh), actor=world.minh)
    title = issue_decision(proposal, decision_text(), actor=world.hoa).titles.get()
    assert (title.year, title.place) == (2024, world.village)


def test_a_decision_marks_the_figures_of_its_places_stale_and_asks_for_the_certificates(world: World) -> None:
    recognised(world)
    assert set(StaleMark.objects.values_list("year", flat=True)) == {world.round.year}
    assert ProcrastinateJob.objects.filter(task_name="recognition.render_certificates").count() == 1


def test_a_title_given_or_taken_back_also_counts_where_the_unit_sits(world: World) -> None:
    unit = make_unit("Trường ở xã khác", world.other_commune)
    Membership.objects.create(citizen=world.lan, unit=unit, role="staff", is_main=True, since=date(2020, 1, 1))
    title = recognised(world)
    here = {world.commune.pk, world.other_commune.pk}
    assert set(StaleMark.objects.values_list("place", flat=True)) == here
    StaleMark.objects.all().delete()
    revoke_title(title, decision_text(number="7"), reason="Kê khai sai", actor=world.hoa)
    assert set(StaleMark.objects.values_list("place", flat=True)) == here


def test_one_entry_tells_of_the_decision_and_of_every_title(world: World) -> None:
    title = recognised(world)
    entry = Entry.objects.get(deed="recognition.issue_decision")
    assert set(entry.rows.values_list("subject_kind", "subject_id")) == {
        ("title", title.pk),
        ("dossier", title.dossier_id),
    }


def test_whoever_still_has_the_dossier_open_is_told_of_the_list(world: World) -> None:
    dossier = make_passed(world.lan, world.round)
    make_proposal(world.round, world.commune, actor=world.minh)
    with pytest.raises(Refusal, match="Minh đã cập nhật"):
        review_dossier(dossier, EIGHTY, edition=dossier.edition, actor=world.hoa)


def test_a_revoked_title_says_so_and_frees_the_year(world: World) -> None:
    title = recognised(world)
    code = title.certificate.code
    assert verify(code).standing == TitleStanding.VALID
    text = decision_text(number="200/QĐ-UBND")
    revoked = revoke_title(title, text, reason="Kê khai không đúng", actor=world.hoa)
    assert verify(code).standing == TitleStanding.REVOKED
    assert revoked.revoked_by is not None
    assert (revoked.revoked_on, revoked.revoked_by.kind) == (text.signed_on, "revoke")
    assert revoke_title(title, text, reason="Kê khai không đúng", actor=world.hoa) == revoked
    assert Decision.objects.filter(kind="revoke").count() == 1
    with pytest.raises(Refusal, match="đã thu hồi"):
        revoke_title(title, decision_text(number="201/QĐ-UBND"), reason="Khác", actor=world.hoa)


def test_a_title_is_not_revoked_without_reason_or_before_it_was_given(world: World) -> None:
    title = recognised(world)
    with pytest.raises(Refusal, match="lý do"):
        revoke_title(title, decision_text(number="200/QĐ-UBND"), reason=" ", actor=world.hoa)
    early = decision_text(number="200/QĐ-UBND", signed_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refusal, match="trước quyết định công nhận"):
        revoke_title(title, early, reason="Sai", actor=world.hoa)
    with pytest.raises(PermissionDenied):
        revoke_title(title, decision_text(number="200/QĐ-UBND"), reason="Sai", actor=world.son)


def test_the_public_learns_name_title_year_issuer_decision_and_status_and_nothing_else(world: World) -> None:
    title = recognised(world)
    found = verify(title.certificate.code)
    assert vars(found) == {
        "standing": TitleStanding.VALID,
        "name": world.lan.name,
        "title": "Công dân học tập",
        "year": world.round.year,
        "issuer": "Ủy ban nhân dân xã Cư Né",
        "number": title.decision.number,
        "signed_on": title.decision.signed_on,
        "revoking_number": "",
        "revoked_on": None,
        "replaced_on": None,
        "correcting_number": "",
        "has_original": False,
        "is_corrected": False,
        "is_mistyped": False,
    }


def test_a_code_is_found_however_it_was_typed_and_a_wrong_one_is_unknown(world: World) -> None:
    code = recognised(world).certificate.code
    assert verify(f" {code[:4].lower()}-{code[4:8]} {code[8:]}").standing == TitleStanding.VALID
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert (verify(wrong).standing, verify(wrong).is_mistyped) == (TitleStanding.UNKNOWN, True)
    Certificate.objects.all().delete()
    assert (verify(code).standing, verify(code).is_mistyped) == (TitleStanding.UNKNOWN, False)


@pytest.mark.django_db(transaction=True)
def test_when_the_database_cannot_answer_nothing_is_said_about_the_code() -> None:
    code = recognised(make_world()).certificate.code
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE recognition_certificate RENAME TO recognition_certificate_away")
    try:
        assert verify(code).standing == TitleStanding.UNCHECKED
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE recognition_certificate_away RENAME TO recognition_certificate")


@pytest.mark.django_db(transaction=True)
def test_two_officers_deciding_at_the_same_moment_leave_one_decision() -> None:
    world = make_world()
    proposal = sent_list(world)

    def decide(number: str) -> object:
        try:
            return issue_decision(proposal, decision_text(number=number), edition=proposal.edition, actor=world.hoa)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(decide, ["112/QĐ-UBND", "113/QĐ-UBND"]))
    assert sorted(type(result).__name__ for result in results) == ["Decision", "Refusal"]
    assert (Decision.objects.count(), Title.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_officers_making_the_list_at_the_same_moment_make_one() -> None:
    world = make_world()
    make_passed(world.lan, world.round)

    def propose(_number: int) -> Proposal:
        try:
            return make_proposal(world.round, world.commune, actor=world.minh)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(propose, range(2))
    assert first == second
    assert Proposal.objects.get().lines.count() == 1
