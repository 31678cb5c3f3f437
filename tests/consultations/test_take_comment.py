"""Comments are taken from whoever may comment: bounded, kept once, nothing kept of who sent them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.consultations import commenting
from hieuhoc.consultations.actions import invite_organisation, withdraw_invitation
from hieuhoc.consultations.commenting import take_comment
from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.rules import SentComment
from hieuhoc.criteria.actions import draft_version, reword_criterion
from tests.cast import World
from tests.consultations.makers import TEXT, end_period, make_comment, make_consultation
from tests.refusals import refused

pytestmark = pytest.mark.django_db

SAID = SentComment(stance="agree", text=TEXT)


def test_sent_twice_it_is_kept_once(world: World) -> None:
    consultation = make_consultation(world.round.version)
    assert make_comment(consultation).pk == make_comment(consultation, text=f"  {TEXT} ").pk
    assert make_comment(consultation, position=2).pk != make_comment(consultation).pk
    assert consultation.comments.count() == 2


def test_it_speaks_of_the_whole_of_a_criterion_or_of_one_sentence(world: World) -> None:
    draft = draft_version(world.round.version, number="Hai câu", actor=None)
    criterion = draft.criteria.get(position=1)
    reword_criterion(criterion, text="Đọc báo. Biết tra cứu.", source="x", certainty="seen", actor=None)
    consultation = make_consultation(draft)
    assert make_comment(consultation, position=None).criterion is None
    assert make_comment(consultation, sentence=2).sentence == 2
    for position, sentence in ((1, 3), (1, -1), (99, None)):
        with refused("no_such_sentence"):
            make_comment(consultation, position=position, sentence=sentence)


def test_too_short_or_too_long_says_nothing_and_is_refused(world: World) -> None:
    consultation = make_consultation(world.round.version)
    with refused("too_short"):
        make_comment(consultation, text=".......... được")
    with refused("too_long"):
        make_comment(consultation, text="dài " * 600)


def test_only_on_its_days(world: World) -> None:
    consultation = make_consultation(world.round.version)
    end_period(consultation)
    with refused("not_open"):
        make_comment(consultation)
    later = make_consultation(world.round.version, number="Sau")
    Consultation.objects.filter(pk=later.pk).update(opens_on=timezone.localdate() + timedelta(days=1))
    with refused("not_open"):
        make_comment(later)


def test_the_province_says_who_may(world: World) -> None:
    signed_in = make_consultation(world.round.version, Consultation.Audience.SIGNED_IN, "Có tài khoản")
    with refused("not_invited", match="đăng nhập"):
        take_comment(signed_in, SAID, user=None)
    kept = take_comment(signed_in, SAID, user=world.lan_user)
    assert Entry.objects.get(deed="consultations.take_comment", subject_id=kept.pk).actor == world.lan_user
    invited = make_consultation(world.round.version, Consultation.Audience.INVITED, "Được mời")
    with refused("not_invited", match="nơi được mời"):
        take_comment(invited, SAID, user=world.lan_user)


def test_who_comments_on_what_is_open_to_all_is_kept_nowhere(world: World) -> None:
    comment = take_comment(make_consultation(world.round.version), SAID, user=world.lan_user)
    assert Entry.objects.get(deed="consultations.take_comment", subject_id=comment.pk).actor is None
    assert comment.name == ""


def test_an_invited_organisation_speaks_in_its_name_until_the_invitation_is_withdrawn(world: World) -> None:
    consultation = make_consultation(world.round.version, Consultation.Audience.INVITED)
    invitation = invite_organisation(consultation, name="Hội Phụ nữ  tỉnh", actor=world.hoa)
    again = invite_organisation(consultation, name="Hội Phụ nữ tỉnh", actor=world.hoa)
    assert (again.pk, again.code) == (invitation.pk, invitation.code)
    typed = f"{invitation.code[:4]}-{invitation.code[4:8]}-{invitation.code[8:]}".lower()
    comment = take_comment(consultation, SentComment("agree", TEXT, name="Ai khác", code=typed), user=None)
    assert (comment.name, comment.invitation) == ("Hội Phụ nữ tỉnh", invitation)
    withdraw_invitation(invitation, actor=world.hoa)
    with refused("not_invited"):
        take_comment(consultation, SentComment("agree", TEXT, position=2, code=invitation.code), user=None)
    assert invite_organisation(consultation, name="Hội Phụ nữ tỉnh", actor=world.hoa).withdrawn_at is None


def test_a_flood_stops(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commenting, "MOST_A_DAY", 2)
    consultation = make_consultation(world.round.version)
    make_comment(consultation, position=1)
    make_comment(consultation, position=2)
    with refused("too_many_comments"):
        make_comment(consultation, position=3)
    Comment.objects.update(said_at=timezone.now() - timedelta(days=2))
    assert make_comment(consultation, position=3).pk
