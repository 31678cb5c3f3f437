"""A campaign reaches each person of its audience once, by the first way they agreed to; nobody twice, whatever is asked twice."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from hieuhoc.news.actions import cancel_campaign, change_campaign, refuse_messages, resume_campaign, send_campaign
from hieuhoc.news.choosing import count_reachable
from hieuhoc.news.models import Campaign, Recipient
from hieuhoc.news.reads import counts_of, effect_of
from hieuhoc.news.sending import go_on_sending
from hieuhoc.news.tasks import go_on, go_on_with_all
from hieuhoc.outbox.delivery import hand_over_once
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.rules import is_lost
from tests.assessment.makers import make_submitted
from tests.cast import Cast, World
from tests.news.makers import agree, make_campaign, new_campaign, send_out
from tests.outbox.mail_server import Received, running, smtp
from tests.people.makers import add
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(settings: Settings) -> Iterator[Received]:
    settings.QUIET_HOURS = None
    with running() as received:
        settings.MAILERS = smtp(received.host, received.port)
        yield received


def test_each_gets_it_by_the_first_way_they_agreed_to_and_the_others_are_told_apart(
    cast: Cast, mails: Received
) -> None:
    agree(cast.lan, "contact", mail="lan@example.vn")  # and an account
    silent = agree(add(cast.village, "Y Bình"), mail="binh@example.vn")
    add(cast.village, "H'Không Niê")
    add(cast.other_commune, "Người xã khác")
    campaign = make_campaign(cast.commune)
    reachable = count_reachable(campaign)
    assert (reachable.people, reachable.reached) == (4, 2)
    assert reachable.by_channel == {"mail": 1, "in_app": 1}, "Khoa has an account and agreed to nothing"
    assert reachable.why_not == {"no_consent": 1, "no_address": 1}
    assert not Recipient.objects.exists(), "looking writes nothing"
    send_campaign(campaign, actor=cast.minh)
    assert send_out(campaign).status == Campaign.Status.DONE
    (mail,) = mails.mails
    assert (mail["To"], mail["Subject"]) == ("lan@example.vn", "Mời nộp hồ sơ")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip("<>") in mail.get_content()
    assert Message.objects.get(recipient=cast.khoa_user, channel="in_app").body == "Hạn nộp hồ sơ là 30/11."
    assert Recipient.objects.get(person=silent.pk).why_not == "no_consent"
    counts = counts_of(campaign)
    assert (counts.people, counts.sent, counts.settled) == (4, 2, 2)


def test_asked_again_it_sends_nothing_again(cast: Cast, mails: Received) -> None:
    agree(cast.lan, "contact", mail="lan@example.vn")
    campaign = send_campaign(make_campaign(cast.commune), actor=None)
    for _again in range(3):
        go_on.func(campaign_id=campaign.pk)
    send_out(campaign)
    message = Message.objects.get(channel="mail")
    assert hand_over_once(message.pk) is None
    assert len(mails.mails) == 1
    with refused("wrong_step"):
        send_campaign(campaign, actor=None)


def test_who_refused_a_channel_gets_it_by_the_next_one(cast: Cast, mails: Received) -> None:
    agree(cast.lan, "contact", mail="lan@example.vn")
    refuse_messages("citizen", cast.lan.pk, "contact", ["mail"], actor=None)
    assert count_reachable(make_campaign(cast.commune)).by_channel == {"in_app": 2}
    assert count_reachable(make_campaign(cast.commune, channels=("mail",))).why_not["stopped"] == 1
    other_purpose = make_campaign(cast.commune, purpose="news", channels=("mail",))
    assert count_reachable(other_purpose).why_not == {"no_consent": 1, "no_address": 1}


def test_what_a_killed_process_was_handing_over_is_not_sent_twice(cast: Cast, mails: Received) -> None:
    agree(cast.lan, "contact", mail="lan@example.vn")
    campaign = send_campaign(make_campaign(cast.commune, channels=("mail",)), actor=None)
    send_out(campaign)
    Message.objects.update(sent_at=None, claimed_at=timezone.now())  # handed over, and killed before it noted that
    Campaign.objects.update(status=Campaign.Status.SENDING)
    send_out(campaign)
    assert len(mails.mails) == 1
    assert counts_of(campaign).channels["mail"].unsure == 1, "and the page says that nobody knows"


def test_while_its_carrier_is_down_nothing_is_lost_and_not_everything_asked_for(cast: Cast, settings: Settings) -> None:
    settings.QUIET_HOURS, settings.MAILERS = None, smtp("127.0.0.1", 1)
    for number in range(12):
        agree(add(cast.village, f"Người {number}"), "contact", mail=f"n{number}@example.vn")
    campaign = send_campaign(make_campaign(cast.commune, channels=("mail",)), actor=None)
    ProcrastinateJob.objects.all().delete()
    assert not go_on_sending(campaign.pk)
    assert ProcrastinateJob.objects.filter(task_name="outbox.deliver").count() == 10
    assert Message.objects.filter(attempts=0).count() == 2
    campaign.refresh_from_db()
    assert campaign.status == Campaign.Status.SENDING
    go_on_with_all.func(timestamp=0)
    assert ProcrastinateJob.objects.filter(task_name="news.go_on").exists()


def test_an_address_that_is_none_is_seen_and_not_tried_for_ever(cast: Cast, mails: Received) -> None:
    mails.refuses = True
    agree(cast.lan, "contact", mail="khong-co@example.vn")
    campaign = send_campaign(make_campaign(cast.commune, channels=("mail",)), actor=None)
    assert send_out(campaign).status == Campaign.Status.DONE
    counts = counts_of(campaign)
    assert (counts.channels["mail"].failed, counts.errors) == (1, {"SMTPRecipientsRefused": 1})


def test_an_address_that_leads_nowhere_is_written_to_no_more_until_it_is_another(cast: Cast, mails: Received) -> None:
    mails.refuses = True
    agree(cast.lan, "contact", mail="khong-co@example.vn")
    send_out(send_campaign(make_campaign(cast.commune, channels=("mail",)), actor=None))
    mails.refuses = False
    again = make_campaign(cast.commune, channels=("mail",))
    assert count_reachable(again).why_not == {"returned": 1, "no_address": 1}
    assert count_reachable(make_campaign(cast.commune)).by_channel == {"in_app": 2}, "the next way is taken"
    send_out(send_campaign(again, actor=None))
    assert mails.mails == []
    assert Recipient.objects.get(campaign=again, person=cast.lan.pk).why_not == "returned"
    agree(cast.lan, mail="lan@example.vn")
    assert count_reachable(make_campaign(cast.commune, channels=("mail",))).by_channel == {"mail": 1}


@pytest.mark.parametrize(
    ("channel", "error", "expected"),
    [
        ("mail", "returned 5.1.1", True),
        ("mail", "returned 5.2.1", True),
        ("mail", "returned 5.2.2", False),
        ("mail", "returned 5.7.1", False),
        ("sms", "esms 108", True),
        ("sms", "esms undelivered", False),
        ("push", "gone", False),
    ],
)
def test_only_what_speaks_of_the_address_ends_it(channel: str, error: str, expected: bool) -> None:
    """A full mailbox or a rule of the server says nothing of whether somebody is there."""
    assert is_lost(channel, error) is expected


def test_at_night_it_waits(cast: Cast, settings: Settings) -> None:
    hour = timezone.localtime().hour
    settings.QUIET_HOURS = (hour, (hour + 2) % 24)
    campaign = send_campaign(make_campaign(cast.commune), actor=None)
    assert not go_on_sending(campaign.pk)
    assert not Recipient.objects.exists()


def test_stopped_and_taken_up_again(cast: Cast, mails: Received) -> None:
    agree(cast.lan, "contact", mail="lan@example.vn")
    campaign = send_campaign(make_campaign(cast.commune, channels=("mail",)), actor=None)
    cancel_campaign(campaign, actor=cast.minh)
    assert send_out(campaign).status == Campaign.Status.HALTED
    assert mails.mails == []
    resume_campaign(campaign, actor=cast.minh)
    assert send_out(campaign).status == Campaign.Status.DONE
    assert len(mails.mails) == 1


def test_what_was_sent_is_not_changed_and_what_says_nothing_is_not_kept(cast: Cast) -> None:
    campaign = make_campaign(cast.commune)
    changed = change_campaign(campaign, new_campaign(cast.commune, title="  Nhắc   hạn "), actor=cast.minh)
    assert changed.title == "Nhắc hạn"
    for code, wrong in (
        ("no_channel", {"channels": ()}),
        ("no_short_text", {"channels": ("sms",)}),
        ("no_such_audience", {"audience": "nobody"}),
        ("wrong_answer", {"audience": "points-short", "values": {"points": "0"}}),
    ):
        with refused(code):
            change_campaign(campaign, new_campaign(cast.commune, **wrong), actor=cast.minh)
    send_campaign(campaign, actor=None)
    with refused("wrong_step"):
        change_campaign(campaign, new_campaign(cast.commune), actor=cast.minh)


def test_who_did_what_was_asked_is_counted_from_the_records(world: World, mails: Received) -> None:
    agree(world.lan, "contact", mail="lan@example.vn")
    other = add(world.village, "Y Khác")
    campaign = send_campaign(make_campaign(world.commune, audience="no-dossier", channels=("mail",)), actor=world.minh)
    send_out(campaign)
    effect = effect_of(campaign, counts_of(campaign))
    assert effect is not None
    assert (effect.addressed, effect.addressed_acted, effect.others, effect.others_acted) == (1, 0, 2, 0)
    make_submitted(world.lan, world.round)
    make_submitted(other, world.round)
    effect = effect_of(campaign, counts_of(campaign))
    assert effect is not None
    assert (effect.addressed_acted, effect.others_acted) == (1, 1)
    assert count_reachable(make_campaign(world.commune, audience="no-dossier")).people == 1, "Khoa is left"
