"""A mail that comes back is known by its Message-ID; anything else in that mailbox is nobody's failure."""

import mailbox
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from hieuhoc.outbox.actions import send
from hieuhoc.outbox.mail import message_id
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.returned import take_returned_mails

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mail.example.vn
To: hieuhoc@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

No such user.
--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.vn

Final-Recipient: rfc822; khong-co@example.vn
Action: {action}
Status: {status}
--cut
Content-Type: message/rfc822

Message-ID: {message_id}
From: hieuhoc@localhost
To: khong-co@example.vn
Subject: x

y
--cut--
"""


def sent(key: str) -> Message:
    message = send(Message.Channel.MAIL, address="khong-co@example.vn", subject="x", body="y", key=key)
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now())
    return message


def test_what_came_back_for_good_is_noted_and_the_box_is_empty_then(tmp_path: Path, settings: Settings) -> None:
    settings.RETURNED_MAILS = str(tmp_path / "returned")
    box = mailbox.Maildir(settings.RETURNED_MAILS)
    failed, delayed = sent("news.7.1"), sent("news.7.2")
    box.add(REPORT.format(action="failed", status="5.1.1", message_id=message_id(failed.key)))
    box.add(REPORT.format(action="delayed", status="4.4.1", message_id=message_id(delayed.key)))
    box.add("From: lan@example.vn\nSubject: Re: x\n\nCảm ơn".encode())
    assert take_returned_mails() == 1
    failed.refresh_from_db()
    delayed.refresh_from_db()
    assert (failed.failed_at is not None, failed.last_error) == (True, "returned 5.1.1")
    assert delayed.failed_at is None
    assert len(box) == 0
    assert take_returned_mails() == 0


def test_without_such_a_box_nothing_is_looked_for(settings: Settings) -> None:
    settings.RETURNED_MAILS = ""
    assert take_returned_mails() == 0
